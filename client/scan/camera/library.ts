import { BrowserMultiFormatReader } from '@zxing/browser';
import {
  BarcodeFormat,
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  RGBLuminanceSource,
  type Result,
} from '@zxing/library';
import type { Engine } from './engine.ts';
import { fromUpcE, type Reading, type Symbol } from './reading.ts';

const symbols = new Map<BarcodeFormat, { symbol: Symbol; aim: string }>([
  [BarcodeFormat.EAN_13, { symbol: 'ean', aim: ']E0' }],
  [BarcodeFormat.EAN_8, { symbol: 'ean', aim: ']E4' }],
  [BarcodeFormat.UPC_A, { symbol: 'ean', aim: ']E0' }],
  [BarcodeFormat.UPC_E, { symbol: 'ean', aim: ']E0' }],
  [BarcodeFormat.CODE_128, { symbol: 'code128', aim: ']C0' }],
  [BarcodeFormat.CODE_39, { symbol: 'code39', aim: ']A0' }],
  [BarcodeFormat.ITF, { symbol: 'itf', aim: ']I0' }],
  [BarcodeFormat.QR_CODE, { symbol: 'qr', aim: ']Q1' }],
  [BarcodeFormat.DATA_MATRIX, { symbol: 'dataMatrix', aim: ']d1' }],
]);

const readerOf = (hard: boolean) =>
  new BrowserMultiFormatReader(
    new Map<DecodeHintType, unknown>([
      [DecodeHintType.POSSIBLE_FORMATS, [...symbols.keys()]],
      [DecodeHintType.TRY_HARDER, hard],
      [DecodeHintType.ASSUME_GS1, true],
    ]),
  );

/** ZXing in plain JavaScript, where WebAssembly cannot be loaded: slower, reads less and now and then wrong (see `trust`). */
export function libraryEngine(): Engine {
  const readers = { fast: readerOf(false), hard: readerOf(true) };
  return {
    name: 'library',
    async read(image, pass) {
      const reader = pass.hard ? readers.hard : readers.fast;
      const upright = readOne(reader, greyOf(image), image.width, image.height);
      if (upright || !pass.hard) return upright ? [upright] : [];
      const turned = readOne(reader, greyOf(image, true), image.height, image.width);
      return turned ? [{ ...turned, x: turned.y, y: turned.x }] : [];
    },
  };
}

function readOne(
  reader: BrowserMultiFormatReader,
  grey: Uint8ClampedArray,
  width: number,
  height: number,
): Reading | null {
  try {
    return toReading(
      reader.decodeBitmap(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, width, height)))),
    );
  } catch {
    // The library says by exceptions that nothing was found, and throws others on strange pictures.
    return null;
  }
}

function toReading(result: Result): Reading | null {
  const kind = symbols.get(result.getBarcodeFormat());
  if (!kind) return null;
  const points = result.getResultPoints().filter((point) => point !== null);
  const middle = (axis: (point: (typeof points)[number]) => number) =>
    points.reduce((sum, point) => sum + axis(point), 0) / Math.max(1, points.length);
  const raw = result.getText();
  const isUpcE = result.getBarcodeFormat() === BarcodeFormat.UPC_E;
  // It writes the identifier of GS1-128 into the text, and of DataMatrix the leading separator.
  const [aim, text] = raw.startsWith(']C1')
    ? [']C1', raw.slice(3)]
    : kind.symbol === 'dataMatrix' && raw.startsWith('\u001d')
      ? [']d2', raw.slice(1)]
      : [kind.aim, isUpcE ? fromUpcE(raw) : raw];
  return { symbol: kind.symbol, aim, text, engine: 'library', x: middle((p) => p.getX()), y: middle((p) => p.getY()) };
}

/** Its brightness, a byte a pixel; `turned`: rows as columns. */
function greyOf({ data, width, height }: ImageData, turned = false): Uint8ClampedArray {
  const grey = new Uint8ClampedArray(width * height);
  for (let y = 0, from = 0; y < height; y++) {
    for (let x = 0; x < width; x++, from += 4) {
      const light = ((data[from] ?? 0) * 306 + (data[from + 1] ?? 0) * 601 + (data[from + 2] ?? 0) * 117) >> 10;
      grey[turned ? x * height + y : y * width + x] = light;
    }
  }
  return grey;
}
