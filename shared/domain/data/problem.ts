/**
 * What can be wrong in a file, with words in `shared/words/dataProblems.ts` (`data.problem.CODE`: what it is and what to do). Parameters:
 * `text` what stands there, `max` and `min` what is allowed, `other` another row of the file, `wanted` what would be right.
 */
export const problemCodes = [
  // any cell
  'blank',
  'tooLong',
  'control',
  'excelDate',
  'excelError',
  'excelFormula',
  'scientific',
  'notANumber',
  'notWhole',
  'tooSmall',
  'tooLarge',
  'notYesNo',
  'duplicate',
  'extraCells',
  'merged',
  // locations
  'codeAlphabet',
  'kindUnknown',
  'parentUnknown',
  'parentSelf',
  'parentCycle',
  'parentKind',
  'kindInUse',
  'isSku',
  'isBarcode',
  'readsAsItem',
  'halfPlace',
  // SKUs
  'nameMissing',
  'ownLabel',
  'unreadable',
  'isLocation',
  'isAnotherSkus',
  'picture',
  'weightUnit',
  'lotsInUse',
  // barcodes
  'skuUnknown',
  'checkDigit',
  'zerosLost',
  'notPlain',
  'ambiguous',
  'ambiguousHere',
  'removeUnknown',
  // stock
  'locationUnknown',
  'notABin',
  'binBlocked',
  'lotNeeded',
  'lotNotKept',
  // people
  'roleUnknown',
  'roleOfKeys',
  'reserved',
  'badgeTaken',
  'badgeTwice',
  'pinMissing',
  'pinDigits',
  'pinLength',
  'lastAdmin',
] as const;

export type ProblemCode = (typeof problemCodes)[number];
export type Params = Record<string, string | number>;

export interface Problem {
  row: number;
  /** Column of the file, from 0; null: the row as a whole. */
  column: number | null;
  field: string;
  code: ProblemCode;
  params: Params;
}

/** What a person should know about a file that is not wrong; words: `data.note.CODE`. */
export const noteCodes = [
  'capitals',
  'derived',
  'ordered',
  'likeNeighbours',
  'noBarcode',
  'nothingReceived',
  'booksDiffer',
  'blankRows',
  'stale',
] as const;

export type NoteCode = (typeof noteCodes)[number];
export interface Note {
  code: NoteCode;
  params: Params;
}
