import { type Handler } from '../call.ts';
import { openApiDocument } from '../openapi.ts';

/** GET /api/health */
export const health: Handler = (_call, { engine, version }) => ({
  json: { ok: true, version, wh: engine.wh, incarnation: engine.incarnation(), now: engine.now() },
});

/** GET /api/openapi.json */
export const openapi: Handler = (_call, { version }) => ({ json: openApiDocument(version) });

/** POST /api/hooks/:channel: a channel says that something changed. Verified by its signature, then only read as a hint. */
export const takeHook: Handler = async ({ params, headers, bytes }, { takeHint }) => {
  const wrong = await takeHint(params['channel'] ?? '', headers, new TextDecoder().decode(bytes));
  return wrong ?? { json: { ok: true }, status: 202 };
};
