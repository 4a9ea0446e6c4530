import type { WordTable } from './table.ts';

/** The desk's wave screens: choosing orders, what a wave would make, its release, its papers, its recall. */
export const waveWords = {
  // waiting
  'board.waves.new': { en: 'New wave', 'zh-CN': '新建波次' },
  'board.waves.waiting': { en: 'orders wait for a wave', 'zh-CN': '单待进波次' },
  'board.waves.noneWaiting': { en: 'No order waits for a wave', 'zh-CN': '没有待进波次的订单' },
  'board.waves.late': { en: 'Past their promise', 'zh-CN': '已超时' },
  'board.waves.until': { en: 'until {{at}}', 'zh-CN': '{{at}} 前' },

  // choosing
  'board.choose.channel': { en: 'Channel', 'zh-CN': '渠道' },
  'board.choose.cutOff': { en: 'Cut-off', 'zh-CN': '截单时间' },
  'board.choose.carrier': { en: 'Carrier', 'zh-CN': '承运商' },
  'board.choose.zone': { en: 'Zone', 'zh-CN': '库区' },
  'board.choose.zoneHint': {
    en: 'Zones: every item of the order lies free in bins of the chosen zones.',
    'zh-CN': '库区：订单的全部商品在所选库区的货位上都有可拣的货。',
  },
  'board.choose.zoneUnknown': { en: 'The zones of goods could not be read', 'zh-CN': '读不到商品所在库区' },
  'board.choose.size': { en: 'Size', 'zh-CN': '订单类型' },
  'board.choose.size.piece': { en: 'One piece', 'zh-CN': '单件' },
  'board.choose.size.sku': { en: 'One SKU', 'zh-CN': '单品多件' },
  'board.choose.size.many': { en: 'Several SKUs', 'zh-CN': '多品' },
  'board.choose.carrier.local': { en: 'Built-in carrier', 'zh-CN': '内置承运商' },
  'board.choose.clear': { en: 'Clear filters', 'zh-CN': '清除筛选' },
  'board.choose.orders': { en: 'Orders to choose from', 'zh-CN': '可选订单' },
  'board.choose.count': { en: 'Chosen: {{chosen}} of {{all}}', 'zh-CN': '已选 {{chosen}} / {{all}}' },
  'board.choose.pick': { en: 'Take order {{number}}', 'zh-CN': '选订单 {{number}}' },
  'board.choose.all': { en: 'All', 'zh-CN': '全选' },
  'board.choose.nothing': { en: 'None', 'zh-CN': '全不选' },
  'board.choose.first': { en: 'Only the first', 'zh-CN': '只取前' },
  'board.choose.take': { en: 'Take', 'zh-CN': '选取' },
  'board.choose.keys': {
    en: 'Arrows move, Space takes or leaves an order, Ctrl+A takes all.',
    'zh-CN': '方向键移动，空格选或不选，Ctrl+A 全选。',
  },
  'board.choose.noMatch': { en: 'No waiting order fits these filters', 'zh-CN': '没有符合条件的待进波次订单' },
  'board.choose.goods': { en: 'Goods', 'zh-CN': '商品' },
  'board.choose.more': { en: '+{{count}} more', 'zh-CN': '另 {{count}} 种' },
  'board.choose.most': {
    en: 'A wave takes {{most}} orders at most: the earliest promised of these.',
    'zh-CN': '一个波次最多 {{most}} 单：取其中最早承诺的。',
  },

  // what it would make
  'board.plan.title': { en: 'This wave would make', 'zh-CN': '本波次将产生' },
  'board.plan.orders': { en: 'Orders', 'zh-CN': '订单' },
  'board.plan.tasks': { en: 'Pick tasks (carts)', 'zh-CN': '拣货任务（车次）' },
  'board.plan.stops': { en: 'Stops', 'zh-CN': '拣货点' },
  'board.plan.lines': { en: 'Lines', 'zh-CN': '订单行' },
  'board.plan.pieces': { en: 'Pieces', 'zh-CN': '件数' },
  'board.plan.totes': { en: 'Totes', 'zh-CN': '周转箱' },
  'board.plan.walk': { en: 'Walk', 'zh-CN': '步行距离' },
  'board.plan.noPlan': { en: 'no plan', 'zh-CN': '无平面图' },
  'board.plan.working': { en: 'Working it out …', 'zh-CN': '正在测算…' },
  'board.plan.workingFor': { en: 'Working it out … {{span}}', 'zh-CN': '正在测算… {{span}}' },
  'board.plan.choose': { en: 'Choose orders to see what they make.', 'zh-CN': '选择订单后显示测算结果。' },
  'board.plan.good': { en: 'Every chosen order can go.', 'zh-CN': '所选订单都可以释放。' },
  'board.plan.dropped': { en: 'Would fall out: {{count}}', 'zh-CN': '将被剔除：{{count}}' },
  'board.plan.leftOut': { en: 'No longer ready: {{count}}', 'zh-CN': '已不可释放：{{count}}' },
  'board.plan.missing': { en: 'Goods that lie in no bin', 'zh-CN': '货位上缺的货' },
  'board.plan.lacks': { en: 'Missing', 'zh-CN': '缺' },
  'board.plan.wants': { en: 'Wanted', 'zh-CN': '需要' },
  'board.plan.refused': { en: 'Addresses that the carrier refuses', 'zh-CN': '承运商不接的地址' },
  'board.plan.unchecked': {
    en: 'The carrier does not answer: addresses are not checked.',
    'zh-CN': '承运商没有应答：地址未检查。',
  },

  // released
  'board.wave.waybills': { en: 'Waybills', 'zh-CN': '运单号' },
  'board.wave.gone': { en: 'Wave {{wave}} is released', 'zh-CN': '波次 {{wave}} 已释放' },
  'board.wave.leftOut': {
    en: 'Left out, no longer ready: {{orders}}',
    'zh-CN': '未释放（已不可释放）：{{orders}}',
  },
  'board.wave.next': { en: 'Choose the next wave', 'zh-CN': '继续下一个波次' },
  'board.wave.follow': { en: 'Follow this wave', 'zh-CN': '查看此波次' },

  // papers
  'board.papers.title': { en: 'Papers', 'zh-CN': '打印' },
  'board.papers.print': { en: 'Print slips and labels', 'zh-CN': '打印发货清单和面单' },
  'board.papers.lists': { en: 'with pick lists', 'zh-CN': '连同拣货单' },
  'board.papers.what': {
    en: 'In walking order. On A4: pick lists {{lists}}, slips {{slips}}. Behind them, on 100 × 150 mm: labels {{labels}}.',
    'zh-CN': '按拣货路线排序。A4：拣货单 {{lists}} 张、发货清单 {{slips}} 张；其后 100 × 150 mm：面单 {{labels}} 张。',
  },
  'board.papers.two': { en: 'Two printers? Print each on its own:', 'zh-CN': '两台打印机？可分开打印：' },
  'board.papers.a4': { en: 'A4 alone', 'zh-CN': '只打 A4' },
  'board.papers.labels': { en: 'Labels alone', 'zh-CN': '只打面单' },
  'board.papers.wait': { en: 'Papers can be printed once the waybills are there.', 'zh-CN': '运单号到齐后即可打印。' },

  // recall
  'board.recall.act': { en: 'Recall', 'zh-CN': '召回' },
  'board.recall.title': { en: 'Recall wave {{wave}}?', 'zh-CN': '召回波次 {{wave}}？' },
  'board.recall.back': {
    en: 'Orders free for another wave at once: {{count}}',
    'zh-CN': '立即可进其他波次的订单：{{count}}',
  },
  'board.recall.awaited': {
    en: 'Lists in hand: {{count}} ({{people}}). Picking stops when their handheld hears of it; they bring their totes to a station and scan it.',
    'zh-CN': '手上的拣货单：{{count}}（{{people}}）。手持机收到后停止拣货，把周转箱送到工位并扫码。',
  },
  'board.recall.goOn': {
    en: 'Orders picked whole, which go on to packing: {{count}}',
    'zh-CN': '已拣完、继续打包的订单：{{count}}',
  },
  'board.recall.putBacks': {
    en: 'Picked pieces of orders that are not whole are put back.',
    'zh-CN': '未拣完订单的已拣商品要还回货位。',
  },
  'board.recall.papers': {
    en: 'Printed lists of this wave are worthless: take them off the floor.',
    'zh-CN': '已打印的拣货单作废，请收回。',
  },
  'board.recall.yes': { en: 'Recall the wave', 'zh-CN': '召回波次' },
  'board.recall.no': { en: 'Leave it', 'zh-CN': '不召回' },
  'board.recall.busy': { en: 'Recalling …', 'zh-CN': '召回中…' },
  'board.recall.accepted': {
    en: 'Recalled. Nothing of it is on the floor any more.',
    'zh-CN': '已召回，现场已没有此波次的作业。',
  },
  'board.recall.pending': {
    en: 'Being recalled. Lists in hand: {{people}}',
    'zh-CN': '召回中。手上还有拣货单：{{people}}',
  },
} as const satisfies WordTable;
