import type { Pass } from './passes.ts';
import type { Reading } from './reading.ts';
import type { Rect, Size } from './view.ts';

/** To the worker: look at this frame, in this way. The frame is given away; `size` is what it measures when shown. */
export interface LookAt {
  id: number;
  frame: VideoFrame | ImageBitmap;
  size: Size;
  /** The pixels to look at. */
  area: Rect;
  pass: Pass;
}

/** From the worker: which engine it has (null: none can be loaded), and then, for each frame, what was read. */
export type FromWorker =
  { kind: 'engine'; engine: Reading['engine'] | null } | { kind: 'read'; id: number; readings: Reading[] };
