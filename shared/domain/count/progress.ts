import type { Step } from '../step.ts';
import type { CountedItem, CountProgress } from './rows.ts';

export const freshCount = (): CountProgress => ({
  person: null,
  device: null,
  found: [],
  last: null,
  trail: [],
  finished: false,
});

const isSame = (a: { sku: string; lot: string }, b: { sku: string; lot: string }): boolean =>
  a.sku === b.sku && a.lot === b.lot;

/** Pieces counted of an item so far. */
export const countedOf = (found: readonly CountedItem[], sku: string, lot: string): number =>
  found.find((item) => isSame(item, { sku, lot }))?.qty ?? 0;

export const piecesOf = (found: readonly CountedItem[]): number => found.reduce((sum, item) => sum + item.qty, 0);

/** Folds one step into a count: pure, total, the same on handheld and server. Figures are absolute, so a figure again changes nothing. */
export function applyCount(progress: CountProgress, step: Pick<Step, 'person' | 'device' | 'body'>): CountProgress {
  const { body } = step;
  switch (body.kind) {
    case 'count.start':
      return progress.person === null ? { ...progress, person: step.person, device: step.device } : progress;
    case 'count.found': {
      const { sku, lot, qty, undo } = body;
      const before = countedOf(progress.found, sku, lot);
      const trail = undo ? progress.trail.slice(0, -1) : [...progress.trail, { sku, lot, qty: before }];
      const found = withFigure(progress.found, { sku, lot, qty });
      const back = trail.at(-1);
      const last = undo ? (back ? { sku: back.sku, lot: back.lot } : null) : { sku, lot };
      return { ...progress, found, trail, last };
    }
    case 'count.finish':
      return { ...progress, found: body.items, finished: true };
    case 'count.resume':
      return { ...progress, found: body.items, finished: false };
    default:
      return progress;
  }
}

function withFigure(found: readonly CountedItem[], item: CountedItem): CountedItem[] {
  if (item.qty === 0) return found.filter((each) => !isSame(each, item));
  return found.some((each) => isSame(each, item))
    ? found.map((each) => (isSame(each, item) ? item : each))
    : [...found, item];
}
