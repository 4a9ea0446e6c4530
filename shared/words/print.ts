import type { WordTable } from './table.ts';

/** What stands on printed paper: pick lists, packing slips, parcel labels, sheets of labels. */
export const printWords = {
  'print.list': { en: 'Pick list', 'zh-CN': '拣货单' },
  'print.list.scan': { en: 'Scan to take this list, with or without network', 'zh-CN': '扫码领取，断网也可用' },
  'print.list.tooLong': {
    en: 'Too long for a QR code: scan the code on the left while online',
    'zh-CN': '内容过长，无二维码：请联网时扫左侧条码',
  },
  'print.list.none': {
    en: 'No QR code: scan the code on the left while online',
    'zh-CN': '无二维码：请联网时扫左侧条码',
  },
  'print.wave': { en: 'Wave', 'zh-CN': '波次' },
  'print.stops': { en: 'Stops', 'zh-CN': '拣货点' },
  'print.pieces': { en: 'Pieces', 'zh-CN': '件数' },
  'print.orders': { en: 'Orders', 'zh-CN': '订单数' },
  'print.printed': { en: 'Printed', 'zh-CN': '打印时间' },
  'print.bin': { en: 'Bin', 'zh-CN': '货位' },
  'print.item': { en: 'Item', 'zh-CN': '商品' },
  'print.lot': { en: 'Lot', 'zh-CN': '批次' },
  'print.qty': { en: 'Qty', 'zh-CN': '数量' },
  'print.slot': { en: 'Slot', 'zh-CN': '播种格' },
  'print.slip': { en: 'Packing slip', 'zh-CN': '发货清单' },
  'print.order': { en: 'Order', 'zh-CN': '订单号' },
  'print.waybill': { en: 'Waybill', 'zh-CN': '运单号' },
  'print.waybill.none': { en: 'No waybill yet', 'zh-CN': '暂无运单号' },
  'print.carrier': { en: 'Carrier', 'zh-CN': '承运商' },
  'print.placed': { en: 'Ordered', 'zh-CN': '下单时间' },
  'print.to': { en: 'To', 'zh-CN': '收' },
  'print.from': { en: 'From', 'zh-CN': '寄' },
  'print.shipTo': { en: 'Ship to', 'zh-CN': '收货人' },
  'print.ordered': { en: 'Ordered', 'zh-CN': '订购数' },
  'print.inParcel': { en: 'In this parcel', 'zh-CN': '本包裹' },
  'print.total': { en: 'Total', 'zh-CN': '合计' },
  'print.partial': {
    en: 'Other items of this order travel in another parcel.',
    'zh-CN': '本订单其余商品另包发出。',
  },
  'print.thanks': { en: 'Thank you for your order.', 'zh-CN': '感谢您的惠顾。' },
  'print.stopped': { en: 'Do not pack: the order was cancelled', 'zh-CN': '请勿打包：订单已取消' },
  'print.noLabel': {
    en: 'No label (no waybill, or cancelled): {{orders}}',
    'zh-CN': '未打印面单（缺运单号或已取消）：{{orders}}',
  },
  'print.zone': { en: 'Zone {{zone}}', 'zh-CN': '{{zone}} 区' },
  'print.level': { en: 'Level {{level}}', 'zh-CN': '{{level}} 层' },
  'print.kind.tote': { en: 'Tote', 'zh-CN': '周转箱' },
  'print.kind.cart': { en: 'Cart', 'zh-CN': '拣货车' },
  'print.kind.station': { en: 'Station', 'zh-CN': '工位' },
  'print.kind.dock': { en: 'Dock', 'zh-CN': '月台' },
  'print.kind.hold': { en: 'Hold lane', 'zh-CN': '暂存道' },
  'print.kind.inspection': { en: 'Inspection', 'zh-CN': '待检区' },
  'print.labels': { en: 'Labels', 'zh-CN': '标签' },
} as const satisfies WordTable;

export type PrintWord = keyof typeof printWords;
