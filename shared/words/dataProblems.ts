import type { WordTable } from './table.ts';

/** What is wrong with a cell or row of a file, and what to do: `data.problem.CODE` for each of `problemCodes`. */
export const dataProblemWords = {
  'data.problem.blank': { en: 'This cell is needed and empty. Fill it in.', 'zh-CN': '必填项为空。请填写。' },
  'data.problem.tooLong': {
    en: '{{text}} is longer than {{max}} characters. Shorten it.',
    'zh-CN': '{{text}} 超过 {{max}} 个字符。请缩短。',
  },
  'data.problem.control': {
    en: '{{text}} holds a line break, a tab or another character that cannot be printed. Remove it.',
    'zh-CN': '{{text}} 含有换行、制表符等不可打印字符。请删除。',
  },
  'data.problem.excelDate': {
    en: 'Excel made a date of this: {{text}}. Format the column as text and type it again.',
    'zh-CN': 'Excel 把它变成了日期：{{text}}。请将该列设为文本格式后重新输入。',
  },
  'data.problem.excelError': {
    en: 'The cell holds an error of Excel: {{text}}. Correct the formula or type the value.',
    'zh-CN': '单元格是 Excel 错误值：{{text}}。请更正公式或直接填写数值。',
  },
  'data.problem.excelFormula': {
    en: 'The cell holds a formula without a result. Open the file in Excel, let it calculate, and save it.',
    'zh-CN': '单元格是没有结果的公式。请用 Excel 打开、计算后再保存。',
  },
  'data.problem.scientific': {
    en: '{{text}} is shortened: digits are lost. Format the column as text and fill in the whole number.',
    'zh-CN': '{{text}} 是科学计数法，已丢失位数。请将该列设为文本格式后填写完整数字。',
  },
  'data.problem.notANumber': {
    en: '{{text}} is no number. Write digits alone, without separators or units.',
    'zh-CN': '{{text}} 不是数字。请只填数字，不要加分隔符或单位。',
  },
  'data.problem.notWhole': { en: '{{text}} is not a whole number. Round it.', 'zh-CN': '{{text}} 不是整数。请取整。' },
  'data.problem.tooSmall': {
    en: '{{text}} is less than {{min}}. Check it.',
    'zh-CN': '{{text}} 小于 {{min}}。请核对。',
  },
  'data.problem.tooLarge': {
    en: '{{text}} is more than {{max}}. Check it.',
    'zh-CN': '{{text}} 大于 {{max}}。请核对。',
  },
  'data.problem.notYesNo': {
    en: '{{text}} is neither yes nor no. Write yes or no.',
    'zh-CN': '{{text}} 不是“是”或“否”。请填“是”或“否”。',
  },
  'data.problem.duplicate': {
    en: '{{text}} stands in row {{other}} already. Keep one of the two rows.',
    'zh-CN': '{{text}} 与第 {{other}} 行重复。请只保留一行。',
  },
  'data.problem.extraCells': {
    en: '{{text}} stands outside of the columns. Is there a separator too many? Remove it or name the column.',
    'zh-CN': '{{text}} 超出了表头范围。是否多了分隔符？请删除或补上列名。',
  },
  'data.problem.merged': {
    en: 'The cells {{text}} are merged: only one row has their value. Unmerge them and fill in each row.',
    'zh-CN': '{{text}} 是合并单元格，只有一行有值。请取消合并并逐行填写。',
  },
  'data.problem.codeAlphabet': {
    en: '{{text}} cannot stand on a label. Use letters A to Z, digits and hyphens, 40 at most.',
    'zh-CN': '{{text}} 无法印成标签。只能用字母 A–Z、数字和连字符，最多 40 个字符。',
  },
  'data.problem.kindUnknown': {
    en: '{{text}} is no kind of location. Use bin, tote, cart, station, dock, hold lane or inspection.',
    'zh-CN': '没有“{{text}}”这种库位类型。请填货位、周转箱、拣货车、工位、月台、暂存区或质检区。',
  },
  'data.problem.parentUnknown': {
    en: 'The parent {{text}} is neither in the file nor in the warehouse. Add it or correct it.',
    'zh-CN': '上级库位 {{text}} 不在文件中，也不在仓库里。请添加或更正。',
  },
  'data.problem.parentSelf': {
    en: '{{text}} is its own parent. Empty the cell or name another.',
    'zh-CN': '{{text}} 的上级是它自己。请清空或更正。',
  },
  'data.problem.parentCycle': {
    en: 'The parents go in a circle: {{text}}. Correct one of them.',
    'zh-CN': '上级关系成环：{{text}}。请更正其中一个。',
  },
  'data.problem.parentKind': {
    en: '{{text}} is a bin or a tote: nothing stands on it. Name a cart, a station, a dock or a lane.',
    'zh-CN': '{{text}} 是货位或周转箱，不能作为上级。请填拣货车、工位、月台或暂存区。',
  },
  'data.problem.kindInUse': {
    en: 'Goods lie in {{text}}: its kind cannot change now. Empty it first.',
    'zh-CN': '{{text}} 里有货，现在不能改类型。请先清空。',
  },
  'data.problem.isSku': {
    en: '{{text}} is the code of a SKU. Choose another, or a scan could mean both.',
    'zh-CN': '{{text}} 已是商品编码。请换一个，否则扫码会混淆。',
  },
  'data.problem.isBarcode': {
    en: '{{text}} is a barcode of goods. Choose another, or a scan could mean both.',
    'zh-CN': '{{text}} 已是商品条码。请换一个，否则扫码会混淆。',
  },
  'data.problem.readsAsItem': {
    en: '{{text}} reads as an EAN barcode. Put a letter into the code.',
    'zh-CN': '{{text}} 会被识别为 EAN 条码。请在编码中加入字母。',
  },
  'data.problem.halfPlace': {
    en: 'X and Y go together. Fill in both or neither.',
    'zh-CN': 'X 和 Y 须同时填写或同时留空。',
  },
  'data.problem.nameMissing': {
    en: 'A new SKU needs a name, in English or Chinese. Fill one in.',
    'zh-CN': '新商品需要名称，中文或英文均可。请填写。',
  },
  'data.problem.ownLabel': {
    en: '{{text}} has the form of one of our own labels. Choose another code.',
    'zh-CN': '{{text}} 与系统标签格式相同。请换一个编码。',
  },
  'data.problem.unreadable': {
    en: 'A scanner cannot read {{text}} back as it is written. Choose another code.',
    'zh-CN': '{{text}} 无法被扫描枪原样读出。请换一个编码。',
  },
  'data.problem.isLocation': {
    en: '{{text}} is a location. Choose another code, or a scan could mean both.',
    'zh-CN': '{{text}} 已是库位编码。请换一个，否则扫码会混淆。',
  },
  'data.problem.isAnotherSkus': {
    en: '{{text}} stands for another SKU already. Check which is right.',
    'zh-CN': '{{text}} 已对应其他商品。请核对。',
  },
  'data.problem.picture': {
    en: '{{text}} is neither the name of a pictogram nor a file below /pictures/. Correct it or leave it empty.',
    'zh-CN': '{{text}} 不是图标名称，也不是 /pictures/ 下的文件。请更正或留空。',
  },
  'data.problem.weightUnit': {
    en: '{{text}} g is not whole. Weights are in whole grams: 0.35 kg is 350.',
    'zh-CN': '{{text}} 克不是整数。重量单位为整克：0.35 公斤填 350。',
  },
  'data.problem.lotsInUse': {
    en: 'There is stock of {{text}}: whether it keeps lots cannot change now. Ship or count it to zero first.',
    'zh-CN': '{{text}} 还有库存，现在不能更改批次管理。请先清空库存。',
  },
  'data.problem.skuUnknown': {
    en: 'There is no SKU {{text}}. Import the SKUs first, or correct it.',
    'zh-CN': '没有商品 {{text}}。请先导入商品或更正编码。',
  },
  'data.problem.checkDigit': {
    en: 'The last digit of {{text}} is wrong: {{wanted}} would fit. Look at the pack. Is it a number of your own? Say yes under Own code.',
    'zh-CN': '{{text}} 校验位不对，末位应为 {{wanted}}。请核对包装；如为自编条码，请在“自编条码”列填“是”。',
  },
  'data.problem.zerosLost': {
    en: '{{text}} has lost zeros at its beginning: {{wanted}}? Format the column as text. Is it a number of your own? Say yes under Own code.',
    'zh-CN':
      '{{text}} 可能丢失了开头的 0，应为 {{wanted}}？请将该列设为文本格式；如为自编条码，请在“自编条码”列填“是”。',
  },
  'data.problem.notPlain': {
    en: '{{text}} carries a lot, an expiry or a count. Give the GTIN alone: {{wanted}}.',
    'zh-CN': '{{text}} 含有批次、效期或数量。请只填 GTIN：{{wanted}}。',
  },
  'data.problem.ambiguous': {
    en: '{{text}} stands for {{sku}} already, and one code means one SKU. Correct it, or remove it there with a row that says yes under Remove.',
    'zh-CN': '{{text}} 已对应商品 {{sku}}，一个条码只能对应一个商品。请更正，或加一行在“删除”列填“是”先解除。',
  },
  'data.problem.ambiguousHere': {
    en: '{{text}} stands for {{sku}} in row {{other}}, and one code means one SKU. Correct one of the two.',
    'zh-CN': '{{text}} 在第 {{other}} 行对应商品 {{sku}}，一个条码只能对应一个商品。请更正其中一行。',
  },
  'data.problem.removeUnknown': {
    en: '{{text}} is no barcode of {{sku}}: there is nothing to remove. Delete the row or correct it.',
    'zh-CN': '{{text}} 不是商品 {{sku}} 的条码，无可删除。请删掉此行或更正。',
  },
  'data.problem.locationUnknown': {
    en: 'There is no bin {{text}}. Import the locations first, or correct it.',
    'zh-CN': '没有货位 {{text}}。请先导入库位或更正。',
  },
  'data.problem.notABin': {
    en: '{{text}} is no bin. Goods are received into bins.',
    'zh-CN': '{{text}} 不是货位。货物只能入货位。',
  },
  'data.problem.binBlocked': {
    en: '{{text}} is blocked. Unblock it first, or choose another bin.',
    'zh-CN': '{{text}} 已冻结。请先解冻或换一个货位。',
  },
  'data.problem.lotNeeded': {
    en: '{{text}} is kept by lots. Fill in the lot.',
    'zh-CN': '{{text}} 按批次管理。请填写批次。',
  },
  'data.problem.lotNotKept': {
    en: '{{sku}} is not kept by lots. Remove lot {{text}}, or say in the SKUs that its lots are kept.',
    'zh-CN': '{{sku}} 不按批次管理。请删除批次 {{text}}，或在商品资料中启用批次管理。',
  },
  'data.problem.roleUnknown': {
    en: '{{text}} is no role. Use picker, packer, supervisor or admin.',
    'zh-CN': '没有“{{text}}”这个角色。请填拣货员、打包员、主管或管理员。',
  },
  'data.problem.roleOfKeys': {
    en: '{{text}} is the role of API keys, not of people. Remove it.',
    'zh-CN': '“{{text}}”是接口密钥的角色，不能授予人员。请删除。',
  },
  'data.problem.reserved': {
    en: '{{text}}: numbers that begin with @ are the system’s own. Choose another.',
    'zh-CN': '{{text}}：以 @ 开头的编号由系统保留。请更换。',
  },
  'data.problem.badgeTaken': {
    en: 'Badge {{text}} is {{person}}’s. Give another.',
    'zh-CN': '工牌 {{text}} 已属于 {{person}}。请换一个。',
  },
  'data.problem.badgeTwice': {
    en: 'Badge {{text}} stands in row {{other}} already. Give another.',
    'zh-CN': '工牌 {{text}} 与第 {{other}} 行重复。请换一个。',
  },
  'data.problem.pinMissing': {
    en: 'A new person needs a PIN. Fill in 4 to 8 digits.',
    'zh-CN': '新人员需要 PIN。请填写 4 至 8 位数字。',
  },
  'data.problem.pinDigits': { en: 'A PIN is digits alone. Correct it.', 'zh-CN': 'PIN 只能是数字。请更正。' },
  'data.problem.pinLength': {
    en: 'A PIN has {{min}} to {{max}} digits. Did Excel drop zeros at its beginning? Format the column as text.',
    'zh-CN': 'PIN 为 {{min}} 至 {{max}} 位。开头的 0 是否被 Excel 去掉了？请将该列设为文本格式。',
  },
  'data.problem.lastAdmin': {
    en: 'After this nobody would be an active admin. Keep the role of {{text}}, or name another admin first.',
    'zh-CN': '这样一来就没有在职的管理员了。请保留 {{text}} 的角色，或先指定另一位管理员。',
  },
} as const satisfies WordTable;
