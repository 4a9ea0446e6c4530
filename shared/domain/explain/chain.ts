import type { LedgerRow, StepRow } from '../rows.ts';
import { isOutside, missing } from '../stock/accounts.ts';
import type { Verdict } from '../step.ts';
import type { Entry, Fact, Figures, Link, Moved } from './explanation.ts';

/** Device clocks that are off by more are flagged. */
export const clockToleranceMs = 30_000;

/**
 * Where an entry stands in the books. Ledger rows have numbers. A step that moved nothing has none: it stands behind its device's step
 * before it, and among other devices' by the server's time of arrival.
 */
export interface Place {
  at: number;
  seq: number;
  n: number;
}

export interface Draft {
  place: Place;
  entry: Entry;
}

export const blank: Entry = {
  seq: null,
  at: null,
  deviceAt: null,
  clockOffMs: null,
  what: '',
  person: null,
  device: null,
  moves: [],
  cause: null,
  verdict: null,
  facts: {},
  links: [],
  after: null,
};

export const byPlace = (a: Draft, b: Draft): number =>
  a.place.at - b.place.at || a.place.seq - b.place.seq || a.place.n - b.place.n;

/** The drafts in the books' order. */
export const weave = (drafts: readonly Draft[]): Entry[] => drafts.toSorted(byPlace).map(({ entry }) => entry);

export const movedOf = ({ seq, kind, sku, lot, qty, src, dst, srcAfter, dstAfter }: LedgerRow): Moved => ({
  seq,
  kind,
  sku,
  lot,
  qty,
  from: src,
  to: dst,
  fromAfter: srcAfter,
  toAfter: dstAfter,
});

/** Steps with the ledger rows that each caused, as entries in their places. */
export function stepDrafts(
  steps: readonly StepRow[],
  rowsOf: ReadonlyMap<string, readonly LedgerRow[]>,
  labels: ReadonlyMap<string, string> = new Map(),
): Draft[] {
  const byStore = Map.groupBy(steps, (step) => `${step.device}\t${step.epoch}`);
  return [...byStore.values()].flatMap((own) => {
    let last: Place = { at: -1, seq: -1, n: 0 };
    return own
      .toSorted((a, b) => a.seq - b.seq || (a.id < b.id ? -1 : 1))
      .map((step) => {
        const rows = rowsOf.get(step.id) ?? [];
        const [first] = rows;
        last = first
          ? { at: first.bookedAt, seq: first.seq, n: 0 }
          : step.receivedAt > last.at
            ? { at: step.receivedAt, seq: -1, n: 0 }
            : { ...last, n: last.n + 1 };
        return { place: last, entry: stepEntry(step, rows, labels) };
      });
  });
}

function stepEntry(step: StepRow, rows: readonly LedgerRow[], labels: ReadonlyMap<string, string>): Entry {
  const raw = fieldsOf(step.body);
  const body = fieldsOf(raw['body']);
  const offset = typeof raw['offset'] === 'number' ? raw['offset'] : 0;
  const deviceAt = step.at + offset;
  // Nothing can have been done after it arrived: then the offset was not known, or wrong.
  const ahead = Math.max(deviceAt - step.receivedAt, 0) - offset;
  const verdict = step.verdict as Verdict;
  return {
    ...blank,
    seq: rows[0]?.seq ?? null,
    at: rows[0]?.bookedAt ?? step.receivedAt,
    deviceAt,
    clockOffMs: Math.abs(ahead) > clockToleranceMs ? ahead : null,
    what: step.kind,
    person: step.person,
    device: step.device,
    moves: rows.map(movedOf),
    cause: { kind: 'step', id: step.id },
    verdict,
    facts: { ...factsOf(body), epoch: step.epoch, n: step.seq },
    links: linksOf(body, verdict, labels),
  };
}

/** Numbers and short texts of a body; what is nested is told by the moves. */
function factsOf(body: Record<string, unknown>): Record<string, Fact> {
  const facts: Record<string, Fact> = {};
  for (const [key, value] of Object.entries(body)) {
    const told = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null;
    if (told && key !== 'v' && key !== 'kind' && key !== 'code') facts[key] = value;
  }
  const { totes, items } = body;
  if (Array.isArray(totes)) facts['totes'] = totes.filter((tote) => typeof tote === 'string').join(' ');
  if (Array.isArray(items))
    facts['pieces'] = (items as unknown[]).reduce<number>((sum, item) => sum + Number(fieldsOf(item)['qty'] ?? 0), 0);
  return facts;
}

const linkKinds = {
  bin: 'bin',
  tote: 'tote',
  sku: 'sku',
  task: 'task',
  station: 'bin',
  dock: 'bin',
  lane: 'bin',
  parcel: 'waybill',
} as const;

function linksOf(body: Record<string, unknown>, verdict: Verdict, labels: ReadonlyMap<string, string>): Link[] {
  const links = Object.entries(linkKinds).flatMap(([field, kind]): Link[] => {
    const id = body[field];
    return typeof id === 'string' && id !== '' ? [{ kind, id, label: labels.get(id) ?? id }] : [];
  });
  const followUps = 'followUps' in verdict ? verdict.followUps : [];
  return [...links, ...followUps.map((id): Link => ({ kind: 'task', id, label: labels.get(id) ?? id }))];
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** Ledger rows that commands caused, an entry for each that was booked: what one command did at one time. */
export function bookingDrafts(rows: readonly LedgerRow[]): Draft[] {
  const groups = Map.groupBy(rows, (row) => `${row.cause}\t${row.bookedAt}`);
  return [...groups.values()].map((group) => {
    const own = group.toSorted((a, b) => a.seq - b.seq);
    const first = own[0]!;
    return {
      place: { at: first.bookedAt, seq: first.seq, n: 0 },
      entry: {
        ...blank,
        seq: first.seq,
        at: first.bookedAt,
        what: `booked.${first.kind}`,
        person: first.person,
        device: first.device,
        moves: own.map(movedOf),
        cause: { kind: 'command', id: first.cause },
      },
    };
  });
}

/** What the books know without a ledger row: at a server time, or (`at` null) in a place of the chain alone. */
export const note = (place: Place, what: string, more: Partial<Entry> = {}, at: number | null = place.at): Draft => ({
  place,
  entry: { ...blank, what, at, ...more },
});

/** By how much a row changed the figures of its SKU. */
export function changeOf({ kind, qty, src, dst }: LedgerRow): Figures {
  const sign = kind === 'reserve' || kind === 'block' ? 1 : -1;
  return {
    onHand: (isOutside(src) ? qty : 0) - (isOutside(dst) ? qty : 0),
    reserved: kind === 'reserve' || kind === 'release' ? sign * qty : 0,
    blocked: kind === 'block' || kind === 'unblock' ? sign * qty : 0,
    missing: (dst === missing ? qty : 0) - (src === missing ? qty : 0),
  };
}

export const minus = (a: Figures, b: Figures): Figures => ({
  onHand: a.onHand - b.onHand,
  reserved: a.reserved - b.reserved,
  blocked: a.blocked - b.blocked,
  missing: a.missing - b.missing,
});
