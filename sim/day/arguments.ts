import { parseArgs } from 'node:util';

export interface DayArguments {
  /** An order file, or a generated day. */
  source: { at: 'file'; path: string } | { at: 'generated'; shop: 'cn'; orders: number };
  pickers: number;
  packers: number;
  /** Share of messages between device and server that are lost; as many are doubled, and some come late. */
  loss: number;
  seed: string;
  out: string | null;
  /** Less stock than orders want. */
  scarce: boolean;
  /** A server that runs already; null: one of its own, with data of its own. */
  url: string | null;
}

export const usage = `npm run day -- FILE | --generate cn [--orders 8000]
  [--pickers 8] [--packers 3] [--loss 0.1] [--seed S] [--out DIR] [--scarce] [--url http://localhost:8080]`;

/** Reads the command line; throws a TypeError with words for a person. */
export function readArguments(argv: string[]): DayArguments {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      generate: { type: 'string' },
      orders: { type: 'string', default: '8000' },
      pickers: { type: 'string', default: '8' },
      packers: { type: 'string', default: '3' },
      loss: { type: 'string', default: '0.1' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
      scarce: { type: 'boolean', default: false },
      url: { type: 'string' },
    },
  });
  const file = positionals[0];
  if ((file === undefined) === (values.generate === undefined))
    throw new TypeError('name an order file, or --generate cn');
  if (values.generate !== undefined && values.generate !== 'cn')
    throw new TypeError(`no shop '${values.generate}': cn is there`);
  const source: DayArguments['source'] =
    file === undefined
      ? { at: 'generated', shop: 'cn', orders: whole('orders', values.orders) }
      : { at: 'file', path: file };
  const loss = Number(values.loss);
  if (!(loss >= 0 && loss < 0.9)) throw new TypeError('--loss is a share from 0 to 0.9');
  return {
    source,
    pickers: whole('pickers', values.pickers),
    packers: whole('packers', values.packers),
    loss,
    seed: values.seed,
    out: values.out ?? null,
    scarce: values.scarce,
    url: values.url ?? null,
  };
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new TypeError(`--${name} is a whole number from 1`);
  return value;
}
