import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { fault, isFault, type Fault } from '../../shared/domain/fault.ts';
import type { Route } from './routes.ts';
import type { Refusal } from './refuse.ts';

const inflate = promisify(gunzip);

export interface Body {
  json: unknown;
  bytes: Uint8Array;
}

const empty: Body = { json: undefined, bytes: new Uint8Array(0) };
const tooLarge = (maxBytes: number): Fault => fault('input.tooLarge', { maxBytes });
const malformed = (problem: string): Fault => fault('input.malformed', { problem });

/** The body as the route wants it, within its limits before and after inflating; or what is wrong with it. */
export async function readBody(route: Route, request: Request): Promise<Body | Fault | Refusal> {
  if (route.body === 'none') return empty;
  const type = wrongType(route, request);
  if (type) return type;
  const raw = await readAtMost(request, route.maxBytes);
  if (raw === null) return tooLarge(route.maxBytes);
  const bytes = await inflated(raw, request.headers.get('content-encoding'), route.maxInflated);
  if (isFault(bytes) || 'refused' in bytes) return bytes;
  if (route.body !== 'json') return { json: undefined, bytes };
  return bytes.length === 0 ? empty : parseJson(bytes);
}

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const media: Record<'json' | 'table', readonly string[]> = {
  json: ['application/json'],
  table: ['text/csv', workbook],
};

function wrongType({ body }: Route, request: Request): Refusal | null {
  if (body !== 'json' && body !== 'table') return null;
  const given = (request.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
  const bare = given === '' && !request.body;
  if (media[body].includes(given) || bare) return null;
  return { refused: malformed(`content-type: ${media[body].join(', ')}`), status: 415 };
}

async function readAtMost(request: Request, maxBytes: number): Promise<Uint8Array | null> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return null;
  if (!request.body) return new Uint8Array(0);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body) {
    size += part.length;
    if (size > maxBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function inflated(raw: Uint8Array, encoding: string | null, max: number): Promise<Uint8Array | Fault | Refusal> {
  if (encoding === null || encoding === 'identity') return raw;
  if (encoding.toLowerCase() !== 'gzip') return { refused: malformed('content-encoding: gzip'), status: 415 };
  try {
    return await inflate(raw, { maxOutputLength: max });
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : '';
    return code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(max) : malformed('gzip');
  }
}

function parseJson(bytes: Uint8Array): Body | Fault {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { json: JSON.parse(text) as unknown, bytes };
  } catch {
    return malformed('JSON');
  }
}
