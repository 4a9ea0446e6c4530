import type { WordTable } from './table.ts';

/** The desk's pages for own data: kinds, columns, the preview of a file. What is wrong in files: `dataProblems.ts`. */
export const dataWords = {
  'data.title': { en: 'Data', 'zh-CN': '数据' },
  'data.kinds': { en: 'Kinds of data', 'zh-CN': '数据种类' },
  'data.kind.location': { en: 'Locations', 'zh-CN': '库位' },
  'data.kind.sku': { en: 'SKUs', 'zh-CN': '商品' },
  'data.kind.barcode': { en: 'Barcodes', 'zh-CN': '条码' },
  'data.kind.stock': { en: 'Stock received', 'zh-CN': '库存入库' },
  'data.kind.person': { en: 'People', 'zh-CN': '人员' },
  'data.about.location': {
    en: 'Bins, totes, carts, stations, docks and hold lanes. Without coordinates, aisle and walking order come from codes such as A-01-3 (aisle A, bay 1, level 3). The drawn plan of the warehouse is not changed.',
    'zh-CN':
      '货位、周转箱、拣货车、工位、月台和暂存区。未填坐标时，系统按 A-01-3（A 通道、1 列、3 层）这样的编码推算通道和拣货顺序。仓库平面图不受影响。',
  },
  'data.about.sku': {
    en: 'What you sell, with names in one language or both. Does your list have barcodes, too? Import it a second time under Barcodes.',
    'zh-CN': '您销售的商品，中英文名称填一种即可。商品表里也有条码？在“条码”里把同一个文件再导入一次。',
  },
  'data.about.barcode': {
    en: 'EAN, UPC, GTIN or codes of your own, each with the pieces that one scan stands for: 1, or a pack. One code stands for one SKU.',
    'zh-CN': 'EAN、UPC、GTIN 或自编条码，以及扫一次代表几件（1 件或整包）。一个条码只能对应一个商品。',
  },
  'data.about.stock': {
    en: 'Opening stock or a delivery, into bins: pieces are added to what is there. The same file again is the same receipt and adds nothing; where the same goods really come again, give the rows a delivery number. What is on the shelf and not in the books is settled by a count, not here.',
    'zh-CN':
      '期初库存或到货，直接入货位：件数累加到现有库存。同一文件再次导入视为同一张收货单，不会重复入库；若确有相同的货再次到达，请填写收货单号加以区分。账实不符请走盘点，不在这里调整。',
  },
  'data.about.person': {
    en: 'Who may do what. A new person needs a PIN of 4 to 8 digits; leave the cell empty to keep a known one. PINs are kept as hashes and never exported.',
    'zh-CN': '谁可以做什么。新人员需要 4 至 8 位数字 PIN；留空则保留原 PIN。PIN 只保存哈希值，不会导出。',
  },
  'data.adminsOnly': { en: 'Only admins import and export people.', 'zh-CN': '只有管理员可以导入和导出人员。' },

  // a file
  'data.drop': { en: 'Drop a file here: .xlsx or CSV', 'zh-CN': '把文件拖到这里：.xlsx 或 CSV' },
  'data.choose': { en: 'Choose a file', 'zh-CN': '选择文件' },
  'data.safe': {
    en: 'Nothing changes before you have seen what would. One mistake anywhere, and nothing is changed at all. Rows that the file does not have stay as they are.',
    'zh-CN': '先预览、后更改。文件中只要有一处错误，就不会作任何更改。文件里没有的数据保持不变。',
  },
  'data.template': { en: 'Template', 'zh-CN': '模板' },
  'data.export': { en: 'Export', 'zh-CN': '导出' },
  'data.templateAs': { en: 'Template for {{kind}} as {{format}}', 'zh-CN': '{{kind}}模板 {{format}}' },
  'data.exportAs': { en: 'Export of {{kind}} as {{format}}', 'zh-CN': '导出{{kind}} {{format}}' },
  'data.another': { en: 'Another file', 'zh-CN': '换一个文件' },
  'data.format': { en: 'Read as', 'zh-CN': '读取方式' },
  'data.took': { en: 'Took {{span}}.', 'zh-CN': '用时 {{span}}。' },

  // columns
  'data.columns': { en: 'Which column is which?', 'zh-CN': '请对应各列' },
  'data.columns.hint': {
    en: 'Guessed from the names; correct what is wrong. The answer is kept for all files with these headers.',
    'zh-CN': '已按列名猜测，请更正不对的。结果会保存，以后相同表头的文件不再询问。',
  },
  'data.columns.field': { en: 'What we need', 'zh-CN': '所需内容' },
  'data.columns.column': { en: 'Column of the file', 'zh-CN': '文件中的列' },
  'data.columns.sample': { en: 'For example', 'zh-CN': '示例' },
  'data.columns.none': { en: '(not in the file)', 'zh-CN': '（文件中没有）' },
  'data.columns.needed': { en: 'needed', 'zh-CN': '必填' },
  'data.columns.neededNew': { en: 'needed for new ones', 'zh-CN': '新增时必填' },
  'data.columns.of': { en: 'Column for {{field}}', 'zh-CN': '“{{field}}”所在的列' },
  'data.columns.check': { en: 'Check the file', 'zh-CN': '检查文件' },
  'data.columns.again': { en: 'Change columns', 'zh-CN': '重新对应列' },
  'data.columns.remembered': { en: 'Columns as you said last time.', 'zh-CN': '已按上次的对应关系读取。' },
  'data.sheet': { en: 'Sheet', 'zh-CN': '工作表' },

  // progress
  'data.phase.sending': { en: 'Sending the file', 'zh-CN': '正在上传文件' },
  'data.phase.reading': { en: 'Reading the file', 'zh-CN': '正在读取文件' },
  'data.phase.looking': { en: 'Looking into the books', 'zh-CN': '正在查阅账簿' },
  'data.phase.checking': { en: 'Checking row by row', 'zh-CN': '正在逐行检查' },
  'data.phase.pins': { en: 'Checking PINs', 'zh-CN': '正在核对 PIN' },
  'data.phase.writing': { en: 'Writing, all at once', 'zh-CN': '正在一次性写入' },
  'data.progress': { en: '{{done}} of {{of}}', 'zh-CN': '{{done}} / {{of}}' },
  'data.leave': { en: 'You can leave this page; it goes on.', 'zh-CN': '可以离开本页，处理会继续。' },
  'data.stop': { en: 'Stop', 'zh-CN': '停止' },

  // preview
  'data.preview': { en: 'What will change', 'zh-CN': '将要更改的内容' },
  'data.new': { en: 'New', 'zh-CN': '新增' },
  'data.changed': { en: 'Changed', 'zh-CN': '修改' },
  'data.same': { en: 'The same', 'zh-CN': '不变' },
  'data.removed': { en: 'Removed', 'zh-CN': '移除' },
  'data.lines': { en: 'Lines', 'zh-CN': '行数' },
  'data.received': { en: 'Received', 'zh-CN': '入库' },
  'data.pieces': { en: 'Pieces', 'zh-CN': '件数' },
  'data.row': { en: 'Row', 'zh-CN': '行' },
  'data.state': { en: 'What happens', 'zh-CN': '处理' },
  'data.was': { en: 'was {{text}}', 'zh-CN': '原为 {{text}}' },
  'data.firstRows': { en: 'The first rows as they will be', 'zh-CN': '前几行的结果' },
  'data.apply': { en: 'Make these changes', 'zh-CN': '确认更改' },
  'data.applyStock': { en: 'Book this receipt', 'zh-CN': '确认入库' },
  'data.nothing': {
    en: 'Everything in this file is in the books already. There is nothing to change.',
    'zh-CN': '文件内容与账簿完全一致，无需更改。',
  },
  'data.receiptKnown': {
    en: 'This receipt was booked already, at {{at}}. Booking it again adds nothing. Did the same goods come once more? Put a delivery number into the file.',
    'zh-CN': '这张收货单已于 {{at}} 入库，再次导入不会重复入库。若同样的货又到了一批，请在文件中填写收货单号。',
  },
  'data.done': {
    en: 'Done. New: {{new}}, changed: {{changed}}, the same: {{same}}, removed: {{removed}}.',
    'zh-CN': '已完成。新增 {{new}}，修改 {{changed}}，不变 {{same}}，移除 {{removed}}。',
  },
  'data.doneStock': {
    en: 'Booked: {{pieces}} pieces in {{lines}} lines.',
    'zh-CN': '已入库：{{lines}} 行，共 {{pieces}} 件。',
  },
  'data.doneHandhelds': {
    en: 'Handhelds take it with their next look at the catalogue, within ten minutes or when they are opened.',
    'zh-CN': '手持终端会在十分钟内或重新打开时更新资料。',
  },

  // mistakes
  'data.problems': { en: 'Mistakes', 'zh-CN': '错误' },
  'data.problems.all': {
    en: 'Mistakes: {{count}}. Nothing was changed. Correct them in the file and choose it again.',
    'zh-CN': '共 {{count}} 处错误，未作任何更改。请在文件中更正后重新选择。',
  },
  'data.problems.first': { en: 'The first {{count}} are shown', 'zh-CN': '仅显示前 {{count}} 处' },
  'data.problems.download': { en: 'Download all mistakes', 'zh-CN': '下载全部错误' },
  'data.problems.column': { en: 'Column', 'zh-CN': '列' },
  'data.problems.what': { en: 'What is wrong, and what to do', 'zh-CN': '问题与处理' },
  'data.problems.file': { en: '{{file}}-mistakes.csv', 'zh-CN': '{{file}}-错误.csv' },

  // what is not wrong
  'data.note.capitals': {
    en: 'Codes written in capitals: {{count}}. Scanners read them so; orders must name them so, too.',
    'zh-CN': '{{count}} 个编码已转为大写：扫描枪按大写读取，订单中也须一致。',
  },
  'data.note.derived': {
    en: 'Bins without coordinates: {{count}}. Aisle, bay and level were taken from their codes; the walk goes up one aisle and down the next.',
    'zh-CN': '{{count}} 个货位没有坐标：已按编码推算通道、列和层，拣货顺序为逐通道往返。',
  },
  'data.note.likeNeighbours': {
    en: 'Bins that stand where their neighbours of the same bay do: {{count}}.',
    'zh-CN': '{{count}} 个货位按同列相邻货位的位置放置。',
  },
  'data.note.ordered': {
    en: 'Bins whose codes do not tell their place: {{count}}. They follow at the end of the walk in the order of their codes. Give them a walking order if that is wrong.',
    'zh-CN': '{{count}} 个货位无法从编码推算位置：按编码顺序排在拣货路线末尾。如不合适，请填写拣货顺序。',
  },
  'data.note.noBarcode': {
    en: 'Rows without a barcode, left out: {{count}}.',
    'zh-CN': '{{count}} 行没有条码，已略过。',
  },
  'data.note.nothingReceived': {
    en: 'Rows without pieces received: {{count}}. Nothing is added there.',
    'zh-CN': '{{count}} 行没有填写入库件数，不作更改。',
  },
  'data.note.booksDiffer': {
    en: 'Rows that give another number than the books have: {{count}}. That column is only compared. A difference is settled by a count.',
    'zh-CN': '{{count}} 行的账面数与系统不一致。该列仅作对照，差异请通过盘点处理。',
  },
  'data.note.blankRows': { en: 'Blank rows passed over: {{count}}.', 'zh-CN': '已略过 {{count}} 个空行。' },
  'data.note.stale': {
    en: 'Something in the books changed since you looked. This is what the file would do now.',
    'zh-CN': '您查看之后账簿有变动，以下是最新的预览结果。',
  },

  // columns of the files: the headers of templates and exports
  'data.field.location.id': { en: 'Location code', 'zh-CN': '库位编码' },
  'data.field.location.kind': { en: 'Kind', 'zh-CN': '库位类型' },
  'data.field.location.zone': { en: 'Zone', 'zh-CN': '库区' },
  'data.field.location.parent': { en: 'Parent', 'zh-CN': '上级库位' },
  'data.field.location.aisle': { en: 'Aisle', 'zh-CN': '通道' },
  'data.field.location.x': { en: 'X metres', 'zh-CN': 'X 米' },
  'data.field.location.y': { en: 'Y metres', 'zh-CN': 'Y 米' },
  'data.field.location.level': { en: 'Level', 'zh-CN': '层' },
  'data.field.location.sequence': { en: 'Walking order', 'zh-CN': '拣货顺序' },
  'data.field.location.blocked': { en: 'Blocked', 'zh-CN': '冻结' },
  'data.field.sku.id': { en: 'SKU', 'zh-CN': '商品编码' },
  'data.field.sku.nameEn': { en: 'Name in English', 'zh-CN': '英文名称' },
  'data.field.sku.nameZh': { en: 'Name in Chinese', 'zh-CN': '商品名称' },
  'data.field.sku.weightG': { en: 'Weight (g)', 'zh-CN': '重量（克）' },
  'data.field.sku.lotted': { en: 'Lots kept', 'zh-CN': '批次管理' },
  'data.field.sku.picture': { en: 'Picture', 'zh-CN': '图片' },
  'data.field.barcode.sku': { en: 'SKU', 'zh-CN': '商品编码' },
  'data.field.barcode.text': { en: 'Barcode', 'zh-CN': '条码' },
  'data.field.barcode.qty': { en: 'Pieces per scan', 'zh-CN': '每扫件数' },
  'data.field.barcode.own': { en: 'Own code', 'zh-CN': '自编条码' },
  'data.field.barcode.remove': { en: 'Remove', 'zh-CN': '删除' },
  'data.field.stock.location': { en: 'Bin', 'zh-CN': '货位' },
  'data.field.stock.sku': { en: 'SKU', 'zh-CN': '商品编码' },
  'data.field.stock.lot': { en: 'Lot', 'zh-CN': '批次' },
  'data.field.stock.qty': { en: 'Pieces received', 'zh-CN': '入库件数' },
  'data.field.stock.receipt': { en: 'Delivery number', 'zh-CN': '收货单号' },
  'data.field.stock.books': { en: 'In the books', 'zh-CN': '账面件数' },
  'data.field.person.id': { en: 'Person number', 'zh-CN': '工号' },
  'data.field.person.name': { en: 'Name', 'zh-CN': '姓名' },
  'data.field.person.roles': { en: 'Roles', 'zh-CN': '角色' },
  'data.field.person.badge': { en: 'Badge', 'zh-CN': '工牌号' },
  'data.field.person.pin': { en: 'PIN', 'zh-CN': 'PIN' },
  'data.field.person.active': { en: 'Active', 'zh-CN': '在职' },

  // what stands in them
  'data.value.yes': { en: 'yes', 'zh-CN': '是' },
  'data.value.no': { en: 'no', 'zh-CN': '否' },
  'data.value.bin': { en: 'bin', 'zh-CN': '货位' },
  'data.value.tote': { en: 'tote', 'zh-CN': '周转箱' },
  'data.value.cart': { en: 'cart', 'zh-CN': '拣货车' },
  'data.value.station': { en: 'station', 'zh-CN': '工位' },
  'data.value.dock': { en: 'dock', 'zh-CN': '月台' },
  'data.value.hold': { en: 'hold lane', 'zh-CN': '暂存区' },
  'data.value.inspection': { en: 'inspection', 'zh-CN': '质检区' },
  'data.value.picker': { en: 'picker', 'zh-CN': '拣货员' },
  'data.value.packer': { en: 'packer', 'zh-CN': '打包员' },
  'data.value.supervisor': { en: 'supervisor', 'zh-CN': '主管' },
  'data.value.admin': { en: 'admin', 'zh-CN': '管理员' },
  'data.value.integrator': { en: 'integrator', 'zh-CN': '接口' },
} as const satisfies WordTable;
