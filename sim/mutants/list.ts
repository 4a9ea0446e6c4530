/** A deliberate bug: in each file, `find` occurs exactly once and is replaced. */
export interface Mutant {
  name: string;
  /** What a person would call it. */
  bug: string;
  patches: { file: string; find: string; replace: string }[];
  /** Faults that bring it out, more often than usual. */
  faults?: string[];
}

const one = (name: string, bug: string, file: string, find: string, replace: string): Mutant => ({
  name,
  bug,
  patches: [{ file, find, replace }],
});

/** Bugs that nobody would want to ship, each in one place; the simulation has to notice every one. */
export const mutants: readonly Mutant[] = [
  one(
    'replay.posts',
    'a step that comes a second time moves goods a second time',
    'shared/domain/bookStep.ts',
    'if (sameStep(known.body, raw)) return answered(',
    'if (sameStep(known.body, raw)) judge(books, ctx, step, read.held);\n      if (sameStep(known.body, raw)) return answered(',
  ),
  one(
    'short.returnsUnits',
    'pieces that somebody did not find stay in the books of their bin',
    'shared/domain/pick/book.ts',
    'declareMissing(books, ctx, bin, sku, lot, Number.MAX_SAFE_INTEGER);',
    '',
  ),
  {
    name: 'answer.beforeCommit',
    bug: 'callers hear that something is booked before it is written',
    // Steps survive it, since devices keep and prove them; orders and receipts do not.
    faults: ['server.crashBeforeCommit=0.02'],
    patches: [
      {
        file: 'server/engine/engine.ts',
        find: 'if (batch.puts.length > 0 || batch.removes.length > 0) await this.store.commit(batch);',
        replace:
          'for (const { job, answer, error } of done) if (error === undefined) job.resolve(answer!);\n      if (batch.puts.length > 0 || batch.removes.length > 0) await this.store.commit(batch);',
      },
    ],
  },
  one(
    'reserve.unguarded',
    'orders are promised goods without a look at what is there',
    'shared/domain/order/accept.ts',
    'available(stockOf(books, sku)) >= qty',
    'stockOf(books, sku).onHand + qty > 0',
  ),
  one(
    'fold.byVerdict',
    'a step leaves the screen when its verdict comes, not when a document has seen it',
    'client/store/memory.ts',
    '.filter((kept) => kept.n > covered)',
    '.filter((kept) => kept.n > covered && kept.verdict === null)',
  ),
  one(
    'floor.forgetsOwnSteps',
    'work is shown as the books know it, without what this device did since',
    'client/floor/session/pick.ts',
    'const mine = await ports.unseen(id, doc?.seen ?? {});',
    'const mine: Awaited<ReturnType<typeof ports.unseen>> = [];',
  ),
  {
    // Any one of them alone is healed: by the gap that is asked for, by the proof of a higher number, by the device that keeps what it sent.
    name: 'cursor.fromLastSeq',
    bug: 'the books count up to the last step they see, and a device counts a batch without an answer as booked',
    patches: [
      {
        file: 'client/sync/sender.ts',
        find: "case 'later':",
        replace:
          "case 'later':\n        void this.#options.storage.acknowledge(batch.kept.map(({ n }) => ({ n, verdict: { state: 'applied' } })), { incarnation: 'i1', now: 0, offset: 0 });",
      },
      {
        file: 'shared/domain/bookStep.ts',
        find: 'if (step.seq > device.cursor + 1 && !rescued)',
        replace: 'if (step.seq < 0)',
      },
      {
        file: 'shared/domain/keepStep.ts',
        find: 'const cursor = step.seq === device.cursor + 1 ? step.seq : device.cursor;',
        replace: 'const cursor = Math.max(step.seq, device.cursor);',
      },
      {
        file: 'shared/domain/device.ts',
        find: 'acked.seq > known.cursor',
        replace: 'acked.seq < 0',
      },
    ],
  },
  one(
    'cancel.releasesPicked',
    'a cancel gives goods free that lie in a tote',
    'shared/domain/order/cancel.ts',
    "portion.state === 'backordered') {",
    "portion.state === 'backordered' || portion.state === 'picked') {",
  ),
  one(
    'undo.forgetsPortion',
    'an undone pick stays picked for its order',
    'shared/domain/pick/book.ts',
    'const back = fits ? Math.min(open, portion.qty) : 0;',
    'const back = fits ? 0 : 0;',
  ),
  {
    name: 'receipt.twice',
    bug: 'a receipt that is told again is booked again',
    faults: ['request.doubled=0.2', 'answer.lost=0.1'],
    patches: [
      {
        file: 'shared/domain/stock/receive.ts',
        find: "const known = books.get('answer', id);",
        replace: 'const known = undefined as { answer: unknown } | undefined;',
      },
    ],
  },
  one(
    'order.twice',
    'an order that is told again is another order',
    'shared/domain/order/accept.ts',
    "const known = books.list('orderByNumber', order.channel, order.number)[0];",
    'const known = undefined as OrderRow | undefined;',
  ),
  one(
    'push.unread',
    'a channel that did not answer counts as told',
    'server/oms/pushWorker.ts',
    'failure = asOmsError(thrown);',
    "failure = asOmsError(thrown);\n      return { state: 'confirmed', at: clock.now(), note: null };",
  ),
  one(
    'count.adjustsTwice',
    'an approved count books a surplus twice',
    'shared/domain/count/book.ts',
    'move(more, outside.adjust, bin);',
    'move(more, outside.adjust, bin);\n  move(more, outside.adjust, bin);',
  ),
  {
    name: 'count.ignoresLate',
    bug: 'a pick from before a count is taken from what was counted after it',
    // Clocks that lie leave the order open; without them it shows.
    faults: ['network.partition=0.02', 'clock.jump=0'],
    patches: [
      {
        file: 'shared/domain/count/late.ts',
        find: "return when === 'before' ? { count: last.count, sure } : null;",
        replace: 'return when === null && sure ? null : null;',
      },
    ],
  },
  one(
    'count.byArrival',
    'what comes after a count is taken to have happened after it',
    'shared/domain/count/moment.ts',
    "if (act.notAfter < start.notBefore) return { when: 'before', sure: true };",
    "if (act.notAfter > end.notAfter) return { when: 'after', sure: true };",
  ),
];
