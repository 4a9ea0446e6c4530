/** Vendure's admin API: GraphQL over one POST, with an API key or a login. */
import { z } from 'zod';
import { OmsError } from '../error.ts';
import { readJson, request, type Line } from '../request.ts';

export type VendureAuth = { apiKey: string } | { username: string; password: string };

export interface VendureApi {
  /** Runs one operation; the answer must fit the schema. An error that Vendure returns as data is data. */
  call<T>(operation: string, variables: Record<string, unknown>, shape: z.ZodType<T>): Promise<T>;
}

const envelope = z.object({
  data: z.unknown(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() }))
    .min(1)
    .optional(),
});

/** Codes of errors that mean the call was understood and nothing was done. Any other may have happened half-way: unknown. */
const refusals = new Set([
  'ENTITY_NOT_FOUND',
  'USER_INPUT_ERROR',
  'BAD_USER_INPUT',
  'ILLEGAL_OPERATION',
  'CHANNEL_NOT_FOUND',
  'GRAPHQL_VALIDATION_FAILED',
  'GRAPHQL_PARSE_FAILED',
]);

const loginOperation = `mutation Login($username: String!, $password: String!) {
  login(username: $username, password: $password) { __typename ... on ErrorResult { message } }
}`;
const loginShape = z.object({ login: z.object({ __typename: z.string(), message: z.string().optional() }) });

export function createVendureApi(line: Line, url: string, auth: VendureAuth, channelToken?: string): VendureApi {
  /** `token` once it is known; calls that come while signing in wait for the same sign-in. */
  let session: { opening: Promise<string>; token?: string } | null = null;

  async function post(operation: string, variables: Record<string, unknown>, key: Record<string, string>) {
    const headers = {
      'content-type': 'application/json',
      ...(channelToken && { 'vendure-token': channelToken }),
      ...key,
    };
    const answer = await request(line, url, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query: operation, variables }),
    });
    const { data, errors } = fit(envelope, readJson(answer.text), answer.status);
    if (errors) throw asError(errors[0]!.message, errors[0]!.extensions?.code);
    return { data, headers: answer.headers };
  }

  async function login(who: { username: string; password: string }): Promise<string> {
    const { data, headers } = await post(loginOperation, who, {});
    const { login } = fit(loginShape, data);
    const token = headers.get('vendure-auth-token');
    if (login.__typename !== 'CurrentUser' || !token)
      throw new OmsError('auth', login.message ?? `login: ${login.__typename}`);
    return token;
  }

  async function signedIn(who: { username: string; password: string }): Promise<string> {
    const mine = (session ??= { opening: login(who) });
    try {
      return (mine.token = await mine.opening);
    } catch (thrown) {
      if (session === mine) session = null;
      throw thrown;
    }
  }

  async function run(operation: string, variables: Record<string, unknown>): Promise<unknown> {
    if ('apiKey' in auth) return (await post(operation, variables, { 'vendure-api-key': auth.apiKey })).data;
    for (let renewed = false; ; renewed = true) {
      const token = await signedIn(auth);
      try {
        return (await post(operation, variables, { authorization: `Bearer ${token}` })).data;
      } catch (thrown) {
        // An ended session is told before anything is done: sign in anew, once.
        if (renewed || !(thrown instanceof OmsError) || thrown.kind !== 'auth') throw thrown;
        if (session?.token === token) session = null;
      }
    }
  }

  return { call: async (operation, variables, shape) => fit(shape, await run(operation, variables)) };
}

function fit<T>(shape: z.ZodType<T>, value: unknown, status = 200): T {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new OmsError(
    'unknown',
    `HTTP ${status}, an answer of another shape: ${z.prettifyError(parsed.error).slice(0, 300)}`,
  );
}

function asError(message: string, code = 'none'): OmsError {
  if (code === 'FORBIDDEN' || code === 'UNAUTHORIZED') return new OmsError('auth', message);
  return new OmsError(refusals.has(code) ? 'refused' : 'unknown', `${code}: ${message}`);
}
