import { setImmediate as breathe } from 'node:timers/promises';
import { sizeText, type LabelSize, mediumOf } from '../../../shared/domain/label/media.ts';
import { fault, type Fault } from '../../../shared/domain/fault.ts';
import { faceFor, type Face } from '../font/face.ts';
import type { Drawing } from './drawing.ts';
import { drawLabel, planOf, usualLetter, type Label } from './layout.ts';
import { listPages, listTexts, type ListPaper } from './list.ts';

/** Labels on their way to paper: how many pages of what, drawn one by one as they are wanted. */
export interface Run {
  face: Face;
  /** Drawings that `draw` gives. */
  count: number;
  draw(most?: number): AsyncGenerator<Drawing>;
}

/** Labels of one medium that look alike. Fault `label.tooLong` names the first whose code the medium cannot hold. */
export async function labelRun(labels: readonly Label[], size: LabelSize, dotMm: number): Promise<Run | Fault> {
  const medium = mediumOf(size);
  const face = await faceFor([usualLetter, ...labels.flatMap(({ title, about, plain }) => [title, about, plain])]);
  const plan = planOf(labels, medium, dotMm, face);
  if (!plan) {
    const wrong = labels.find((label) => planOf([label], medium, dotMm, face) === null) ?? labels[0];
    return fault('label.tooLong', { text: wrong?.title ?? '', size: sizeText(size) });
  }
  return {
    face,
    count: labels.length,
    async *draw(most = labels.length) {
      for (const label of labels.slice(0, most)) {
        yield drawLabel(label, plan, face);
        // A QR code takes milliseconds to work out: others get their turn in between.
        await breathe();
      }
    },
  };
}

/** Pick lists, each on pages of its own. */
export async function listRun(papers: readonly Omit<ListPaper, 'face'>[]): Promise<Run> {
  const face = await faceFor(papers.flatMap(({ task, list, options }) => listTexts(task, list, options)));
  const pages = papers.flatMap((paper) => listPages({ ...paper, face }));
  return {
    face,
    count: pages.length,
    async *draw(most = pages.length) {
      for (const page of pages.slice(0, most)) {
        yield page;
        await breathe();
      }
    },
  };
}
