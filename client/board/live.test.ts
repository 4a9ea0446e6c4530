import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HttpRequest, Network, Session } from '../sync/ports.ts';
import { liveDesk, type LiveModels } from './live.ts';

const session = (token: string | null) => {
  const refused = vi.fn();
  return { session: { token: () => token, refused, onChange: () => () => undefined } satisfies Session, refused };
};

const network = (status: number, text: string) => {
  const asked: HttpRequest[] = [];
  const port: Network = {
    online: () => true,
    request: (request) => {
      asked.push(request);
      return Promise.resolve({ status, header: () => null, text });
    },
  };
  return { port, asked };
};

const models = (pulledAt: () => number | null): LiveModels & { pull: ReturnType<typeof vi.fn<() => void>> } => ({
  watch: () => () => undefined,
  pull: vi.fn<() => void>(),
  pulledAt,
});
const none = models(() => null);

describe('what the desk asks the server', () => {
  it('goes in the name and the language of the person, an intent with its id', async () => {
    const { port, asked } = network(200, '{"wave":"w1"}');
    const desk = liveDesk(session('abc').session, none, () => 'zh-CN', port);
    expect(await desk.call({ method: 'POST', path: '/api/waves', body: { limit: 5 }, id: 'i1' })).toEqual({
      wave: 'w1',
    });
    expect(asked[0]!.headers).toEqual({
      authorization: 'Bearer abc',
      'accept-language': 'zh-CN',
      'idempotency-key': 'i1',
      'content-type': 'application/json',
    });
    expect(new TextDecoder().decode(asked[0]!.body!)).toBe('{"limit":5}');
  });

  it('is not sent when nobody is signed in', async () => {
    const { port, asked } = network(200, '{}');
    expect(
      await liveDesk(session(null).session, none, () => 'en', port).call({ method: 'GET', path: '/api/audit' }),
    ).toEqual({ fault: 'signIn.needed', params: {} });
    expect(asked).toEqual([]);
  });

  it('a refusal is a value, and a token that the server does not take is told to the frame', async () => {
    const { session: who, refused } = session('old');
    const { port } = network(401, '{"fault":"signIn.needed","params":{},"message":"m","next":"n"}');
    expect(await liveDesk(who, none, () => 'en', port).call({ method: 'GET', path: '/api/audit' })).toEqual({
      fault: 'signIn.needed',
      params: {},
    });
    expect(refused).toHaveBeenCalledOnce();
  });

  it('no answer, a broken gateway and a portal are all: the server does not answer', async () => {
    const offline = { fault: 'offline', params: {} };
    const silent: Network = { online: () => true, request: () => Promise.reject(new Error('down')) };
    for (const port of [silent, network(502, '{"error":1}').port, network(200, '<html>').port]) {
      expect(
        await liveDesk(session('t').session, none, () => 'en', port).call({ method: 'GET', path: '/api/audit' }),
      ).toEqual(offline);
    }
  });
});

describe('how old the numbers are', () => {
  beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => vi.useRealTimers());

  it('contact is told after each answer, in device time, and not without one', () => {
    let pulledAt: number | null = null;
    const desk = liveDesk(
      session('t').session,
      models(() => pulledAt),
      () => 'en',
      network(200, '').port,
    );
    const heard: number[] = [];
    const stop = desk.onContact((at) => heard.push(at));
    vi.advanceTimersByTime(3000);
    expect(heard).toEqual([]);
    pulledAt = 77;
    vi.advanceTimersByTime(3000);
    expect(heard).toEqual([1_004_000]);
    stop();
    pulledAt = 78;
    vi.advanceTimersByTime(5000);
    expect(heard).toHaveLength(1);
  });

  it('the board asks for more often enough to keep within its ten seconds', () => {
    const asked = models(() => null);
    const stop = liveDesk(session('t').session, asked, () => 'en', network(200, '').port).onContact(() => undefined);
    vi.advanceTimersByTime(20_000);
    expect(asked.pull.mock.calls.length).toBeGreaterThanOrEqual(4);
    stop();
  });
});
