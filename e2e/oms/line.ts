import { startProxy, type Fate } from './proxy.ts';

/** Every kind of call by which the connector changes something in the shop. */
export const writes = ['login', 'create', 'ship', 'cancel', 'close'] as const;
export type Write = (typeof writes)[number];

/** The line between our server and the shop. */
export interface Line {
  port: number;
  /** Bodies of all calls, in order. */
  seen: string[];
  /** Judges the next calls; all go through until it is set. */
  rule: (body: string) => Fate;
  stop(): Promise<void>;
}

export const through = (): Fate => ({ to: 'forward' });

export async function openLine(shopPort: number): Promise<Line> {
  let rule: Line['rule'] = through;
  const proxy = await startProxy({ target: () => `http://127.0.0.1:${shopPort}`, judge: (body) => rule(body) });
  return {
    port: proxy.port,
    seen: proxy.seen,
    get rule() {
      return rule;
    },
    set rule(next) {
      rule = next;
    },
    stop: () => proxy.stop(),
  };
}

/** Which write a call is; null: it only reads. A mutation that is not known here throws, so that none goes untested. */
export function writeOf(body: string): Write | null {
  const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
  const name = /^\s*mutation (\w+)/.exec(query)?.[1];
  if (name === undefined) return null;
  if (name === 'Login') return 'login';
  if (name === 'Fulfill') return 'create';
  if (name === 'Move') return variables['state'] === 'Cancelled' ? 'cancel' : 'ship';
  if (name === 'Close') return 'close';
  throw new Error(`a mutation that no crash is tried at: ${name}`);
}
