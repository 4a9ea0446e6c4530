import { prepareZXingModule, readBarcodes, type ReaderOptions, type ReadResult } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { Pass } from './passes.ts';
import type { Reading, Symbol } from './reading.ts';
import type { Engine } from './engine.ts';

const formats: NonNullable<ReaderOptions['formats']> = [
  'EANUPC',
  'Code128',
  'Code39',
  'ITF',
  'DataBar',
  'QRCode',
  'DataMatrix',
];

const symbols: Partial<Record<ReadResult['symbology'], Symbol>> = {
  EANUPC: 'ean',
  Code128: 'code128',
  Code39: 'code39',
  ITF: 'itf',
  DataBar: 'dataBar',
  QRCode: 'qr',
  DataMatrix: 'dataMatrix',
};

/** ZXing in C++, compiled to WebAssembly; our own copy of the file, since the library's default is somebody else's server. */
export async function wasmEngine(): Promise<Engine> {
  await prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true });
  return { name: 'wasm', read };
}

async function read(image: ImageData, pass: Pass): Promise<Reading[]> {
  const found = await readBarcodes(image, optionsOf(pass));
  return found.flatMap(toReading);
}

function optionsOf({ hard, area }: Pass): ReaderOptions {
  return {
    formats,
    // The default writes GS1 content with brackets, and its separators are lost.
    textMode: 'Plain',
    tryHarder: hard,
    // The cheapest look is for codes that lie as they are held; the next one, a frame later, takes upright ones too.
    tryRotate: hard || area === 'whole',
    tryInvert: hard,
    tryDownscale: hard || area === 'whole',
    maxNumberOfSymbols: 6,
  };
}

function toReading({ isValid, symbology, text, symbologyIdentifier, position }: ReadResult): Reading[] {
  const symbol = symbols[symbology];
  if (!isValid || symbol === undefined) return [];
  const corners = [position.topLeft, position.topRight, position.bottomLeft, position.bottomRight];
  const middle = (axis: 'x' | 'y') => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length;
  return [{ symbol, text, aim: symbologyIdentifier, engine: 'wasm', x: middle('x'), y: middle('y') }];
}
