import type { WordTable } from './table.ts';

/** Why a row of a file is in no order: `intake.<reason>` for each of `intakeReasons`. */
export const intakeWords = {
  'intake.blankRow': { en: 'The row is blank.', 'zh-CN': '空白行。' },
  'intake.blank': {
    en: '“{{column}}” is blank. Fill it in and import the file again.',
    'zh-CN': '“{{column}}”为空。请补全后重新导入文件。',
  },
  'intake.tooLong': {
    en: '“{{column}}” is longer than {{max}} characters. Shorten it and import the file again.',
    'zh-CN': '“{{column}}”超过 {{max}} 个字符。请缩短后重新导入文件。',
  },
  'intake.cancellation': {
    en: 'A cancellation of an order that is not in this file. If that order is here, cancel it by hand.',
    'zh-CN': '取消单，但本文件中没有对应的订单。如该订单已在系统中，请手动取消。',
  },
  'intake.cancelledOrder': {
    en: 'Cancels order {{order}}: it was cancelled.',
    'zh-CN': '取消订单 {{order}}：该订单已取消。',
  },
  'intake.cancelledPart': {
    en: 'Takes back part of order {{order}}. The rest still ships: decide by hand.',
    'zh-CN': '只取消订单 {{order}} 的一部分，其余照常发货：请人工处理。',
  },
  'intake.notAnItem': {
    en: '{{code}} is a charge or a correction, not an item. Nothing to pick.',
    'zh-CN': '{{code}} 是费用或更正项，不是商品，无需拣货。',
  },
  'intake.noSale': {
    en: 'Sold to nobody ({{columns}}: blank or zero): a correction of stock, not an order.',
    'zh-CN': '没有买家也没有金额（{{columns}} 为空或为零）：属于库存更正，不是订单。',
  },
  'intake.notANumber': {
    en: '“{{column}}”: {{text}} is not a whole number. Correct it and import the file again.',
    'zh-CN': '“{{column}}”：{{text}} 不是整数。请更正后重新导入文件。',
  },
  'intake.zeroQuantity': { en: 'The quantity is 0. Nothing to pick.', 'zh-CN': '数量为 0，无需拣货。' },
  'intake.negativeQuantity': {
    en: 'The quantity is {{qty}}: a return or a write-off, not an order line.',
    'zh-CN': '数量为 {{qty}}：属于退货或报损，不是订单明细。',
  },
  'intake.tooMany': {
    en: '{{qty}} pieces are more than the {{max}} that one line may ask for. Check the quantity.',
    'zh-CN': '{{qty}} 件超过单行上限 {{max}} 件。请核对数量。',
  },
  'intake.notATime': {
    en: '“{{column}}”: {{text}} is not a time as this file should write it ({{formats}}).',
    'zh-CN': '“{{column}}”：{{text}} 不符合本文件的时间格式（{{formats}}）。',
  },
  'intake.orderBroken': {
    en: 'Row {{other}} of the same order cannot be read, so the whole order was left out. Correct that row and import the file again.',
    'zh-CN': '同一订单的第 {{other}} 行无法识别，因此整单未导入。请更正该行后重新导入文件。',
  },
  'intake.addressDiffers': {
    en: 'Rows {{row}} and {{other}} of one order name different receivers or addresses. Correct them and import the file again.',
    'zh-CN': '同一订单的第 {{row}} 行与第 {{other}} 行收件人或地址不一致。请更正后重新导入文件。',
  },
  'intake.tooManyLines': {
    en: 'The order has {{lines}} lines; {{max}} is the most. Split it in the channel.',
    'zh-CN': '该订单有 {{lines}} 行明细，上限为 {{max}} 行。请在渠道中拆单。',
  },
} as const satisfies WordTable;
