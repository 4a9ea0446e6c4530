import type { Engine } from './engine.ts';
import type { FromWorker, LookAt } from './messages.ts';
import type { Reading } from './reading.ts';
import { fromTurned, rad, turnedSize } from './view.ts';
import { wasmEngine } from './wasm.ts';

/** Reads frames away from the page, so that no screen ever waits for it: one at a time, in the order they come. */
declare const self: DedicatedWorkerGlobalScope;

const say = (message: FromWorker): void => self.postMessage(message);
const paper = new OffscreenCanvas(1, 1);
const pen = paper.getContext('2d', { willReadFrequently: true, alpha: false });

const load = (): Promise<Engine | null> =>
  wasmEngine()
    .catch(async () => (await import('./library.ts')).libraryEngine())
    .catch(() => null);
let engine = load();
/** Frames in a row that the engine broke over: one that ran out of memory never reads again. */
let broken = 0;
const mostBroken = 3;
void engine.then((loaded) => say({ kind: 'engine', engine: loaded?.name ?? null }));

self.addEventListener('message', (event: MessageEvent<LookAt>) => void lookAt(event.data));

async function lookAt({ id, frame, size, area, pass }: LookAt): Promise<void> {
  let readings: Reading[] = [];
  try {
    const loaded = await engine;
    const image = pictureOf({ frame, size, area, pass });
    if (loaded && image) readings = await loaded.read(image, pass);
    broken = 0;
  } catch {
    // A frame that cannot be read is one without a code; the next one comes, if need be to a fresh engine.
    if (++broken % mostBroken === 0) engine = load();
  } finally {
    frame.close();
  }
  const { turn, scale } = pass;
  say({ kind: 'read', id, readings: readings.map((each) => ({ ...each, ...fromTurned(each, area, turn, scale) })) });
}

/** The area's pixels, turned and enlarged as the pass asks. */
function pictureOf({ frame, size, area, pass }: Omit<LookAt, 'id'>): ImageData | null {
  if (!pen) return null;
  const { width, height } = turnedSize(area, pass.turn, pass.scale);
  if (paper.width !== width || paper.height !== height) Object.assign(paper, { width, height });
  pen.resetTransform();
  if (pass.turn !== 0) {
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, width, height);
  }
  pen.imageSmoothingQuality = 'high';
  pen.translate(width / 2, height / 2);
  pen.rotate(rad(pass.turn));
  pen.scale(pass.scale, pass.scale);
  pen.translate(-area.x - area.width / 2, -area.y - area.height / 2);
  pen.drawImage(frame, 0, 0, size.width, size.height);
  return pen.getImageData(0, 0, width, height);
}
