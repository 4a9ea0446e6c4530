import type { Pass } from './passes.ts';
import type { Reading } from './reading.ts';

/** Reads every symbol in a picture; places in its pixels. Never throws for a picture without any. */
export interface Engine {
  name: Reading['engine'];
  read(image: ImageData, pass: Pass): Promise<Reading[]>;
}
