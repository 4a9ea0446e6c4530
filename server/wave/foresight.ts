import type { Carrier } from '../carrier/port.ts';
import type { Engine } from '../engine/port.ts';
import type { Foresight } from '../http/deps.ts';
import { waveChoices } from './choices.ts';
import { previewRecall, previewWave } from './preview.ts';

/** What waves would do, asked of the books and of the carrier. */
export const createForesight = (engine: Engine, carrier: Carrier): Foresight => ({
  preview: (choice, by) => previewWave(engine, carrier, choice, by),
  recall: (wave, by) => previewRecall(engine, wave, by),
  choices: () => waveChoices(engine.store, carrier),
});
