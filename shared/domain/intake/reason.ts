/**
 * Why a row of a file is in no order, in the order in which they are looked for. Words: `shared/words/intake.ts`, with these
 * parameters: `column` and `text` what stands there, `max` what is allowed, `order` an order's number, `code`, `other` a row number.
 */
export const intakeReasons = [
  'blankRow',
  'blank',
  'tooLong',
  'cancellation',
  'cancelledOrder',
  'cancelledPart',
  'notAnItem',
  'noSale',
  'notANumber',
  'zeroQuantity',
  'negativeQuantity',
  'tooMany',
  'notATime',
  'orderBroken',
  'addressDiffers',
  'tooManyLines',
] as const;

export type IntakeReason = (typeof intakeReasons)[number];

/** Goods that somebody wants and that cannot be read: an order with such a row is refused whole, never shipped in part. */
const breaking: readonly IntakeReason[] = ['blank', 'tooLong', 'notANumber', 'tooMany', 'notATime'];
export const breaksOrder = (reason: IntakeReason): boolean => breaking.includes(reason);

/** A row that is in no order. `row` counts as a spreadsheet does: the names of the columns are row 1. */
export interface RefusedRow {
  row: number;
  /** The order number as it stands there; '' where there is none. */
  number: string;
  reason: IntakeReason;
  params: Record<string, string | number>;
}
