import { createDecoder } from '../../client/scan/camera/decoder.ts';
import type { Engine } from '../../client/scan/camera/engine.ts';
import { libraryEngine } from '../../client/scan/camera/library.ts';
import { stillPasses } from '../../client/scan/camera/passes.ts';
import { admit, type Doubts } from '../../client/scan/camera/reading.ts';
import { aimedAt } from '../../client/scan/camera/view.ts';
import { wasmEngine } from '../../client/scan/camera/wasm.ts';

export interface Read {
  /** null: nothing. */
  text: string | null;
  tookMs: number;
}

declare global {
  interface Window {
    /** Reads a picture (a data: address) the way of the product, or with one engine alone. */
    readPicture(url: string, how: 'product' | 'wasm' | 'library'): Promise<Read>;
    ready: boolean;
  }
}

const decoder = createDecoder();
const engines: Record<'wasm' | 'library', Engine> = { wasm: await wasmEngine(), library: libraryEngine() };
await decoder.engine;

window.readPicture = async (url, how) => {
  const picture = await createImageBitmap(await (await fetch(url)).blob());
  const size = { width: picture.width, height: picture.height };
  const area = { x: 0, y: 0, ...size };
  if (how !== 'product') {
    const image = pixelsOf(picture);
    const startMs = performance.now();
    const [first] = await engines[how].read(image, { area: 'whole', hard: true, turn: 0, scale: 1 });
    return { text: first?.text ?? null, tookMs: performance.now() - startMs };
  }
  const startMs = performance.now();
  let doubts: Doubts = new Map();
  for (const pass of stillPasses) {
    const frame = await createImageBitmap(picture);
    const admitted = admit(doubts, await decoder.read({ frame, size, area, pass }), 0);
    ({ doubts } = admitted);
    const aimed = aimedAt(admitted.good, area);
    if (aimed) return { text: aimed.text, tookMs: performance.now() - startMs };
  }
  return { text: null, tookMs: performance.now() - startMs };
};

function pixelsOf(picture: ImageBitmap): ImageData {
  const pen = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
  if (!pen) throw new Error('no canvas');
  pen.drawImage(picture, 0, 0);
  return pen.getImageData(0, 0, picture.width, picture.height);
}

window.ready = true;
