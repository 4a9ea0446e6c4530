import { OpenAPIHono, z } from '@hono/zod-openapi';
import { routes, type Route } from './routes.ts';
import { described, shipped, type Described } from './described.ts';

const faultShape = z.object({
  fault: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  message: z.string(),
  next: z.string(),
});

const faultExample = {
  fault: 'order.unknownSku',
  params: { sku: 'X-1', line: '2' },
  message: 'X-1 is not in the catalogue',
  next: 'Add it, then send the order again',
};
const fail = (description: string) => ({
  description,
  content: { 'application/json': { schema: faultShape, example: faultExample } },
});

type OpenAPIRegistry = OpenAPIHono['openAPIRegistry'];

let document: { version: string; json: unknown } | null = null;

/** OpenAPI 3.1 of the table of routes, with the schemas that the handlers parse with. Built once. */
export function openApiDocument(version: string): unknown {
  if (document?.version !== version) document = { version, json: build(version) };
  return document.json;
}

function build(version: string): unknown {
  const drawn = new OpenAPIHono();
  const registry = drawn.openAPIRegistry;
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key, or the token of POST /api/sign-in',
  });
  for (const route of routes) register(registry, route, described[`${route.method} ${route.path}`]);
  registry.registerWebhook({
    method: 'post',
    path: 'shipment',
    summary:
      'We call the channel: goods of an order have left. Signed by Standard Webhooks; answer 200, 201 or 204 once it is kept.',
    request: { body: { content: { 'application/json': { schema: shipped.body, example: shipped.example } } } },
    responses: { 200: { description: 'Kept' }, 409: { description: 'Refused: a person reads the text' } },
  });
  return drawn.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Picktrail',
      version,
      description:
        'Orders in, shipped out. Every refusal is JSON with `fault`, `params`, and words in the language that Accept-Language asks for.',
    },
    servers: [{ url: '/' }],
  });
}

function register(registry: OpenAPIRegistry, route: Route, about: Described = { summary: '' }): void {
  const { method, path, roles } = route;
  const names = [...path.matchAll(/:([a-z]+)/g)].map(([, name = '']) => name);
  const params = z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
  const media = route.body === 'table' ? 'text/csv' : 'application/json';
  const body = about.body ?? (route.body === 'table' ? z.string() : route.body === 'none' ? null : z.looseObject({}));
  registry.registerPath({
    method: method === 'GET' ? 'get' : 'post',
    path: path.replaceAll(/:([a-z]+)/g, '{$1}'),
    summary: about.summary,
    description: roles === 'public' ? 'Public.' : `Roles: ${roles.join(', ')}.`,
    ...(roles === 'public' ? {} : { security: [{ bearer: [] }] }),
    request: {
      ...(names.length > 0 && { params }),
      ...(about.query && { query: about.query }),
      ...(body && {
        body: {
          content: { [media]: { schema: body, ...(about.example !== undefined && { example: about.example }) } },
        },
      }),
    },
    responses: {
      [about.status ?? 200]: {
        description: 'Done',
        content: {
          'application/json': {
            schema: about.answers ?? z.looseObject({}),
            ...(about.answer !== undefined && { example: about.answer }),
          },
        },
      },
      ...(body && {
        400: fail('Not JSON, or broken gzip'),
        413: fail('Too large'),
        422: fail('Something in it is not valid: params.path says where'),
      }),
      ...(roles !== 'public' && { 401: fail('No session, or one that ended'), 403: fail('The role may not do this') }),
      409: fail('Refused as things stand'),
      429: fail('Too often: see Retry-After'),
    },
  });
}
