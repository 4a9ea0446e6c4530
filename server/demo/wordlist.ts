/** Words that invented goods are named with: colour × material × thing, in both languages. */
type Pair = readonly [en: string, zh: string];

export const colours: readonly Pair[] = [
  ['White', '白色'],
  ['Cream', '米白色'],
  ['Black', '黑色'],
  ['Charcoal', '炭灰色'],
  ['Light grey', '浅灰色'],
  ['Navy', '藏青色'],
  ['Sky blue', '天蓝色'],
  ['Forest green', '墨绿色'],
  ['Sage green', '豆绿色'],
  ['Mustard', '姜黄色'],
  ['Terracotta', '砖红色'],
  ['Red', '大红色'],
  ['Blush pink', '浅粉色'],
  ['Lavender', '淡紫色'],
];

const material = {
  ceramic: ['ceramic', '陶瓷'],
  china: ['bone china', '骨瓷'],
  stoneware: ['stoneware', '粗陶'],
  enamel: ['enamel', '搪瓷'],
  glass: ['glass', '玻璃'],
  steel: ['stainless steel', '不锈钢'],
  iron: ['wrought-iron', '铁艺'],
  zinc: ['zinc', '锌合金'],
  wood: ['wooden', '木质'],
  bamboo: ['bamboo', '竹制'],
  wicker: ['wicker', '柳编'],
  rattan: ['rattan', '藤编'],
  rope: ['cotton rope', '棉绳'],
  cotton: ['cotton', '纯棉'],
  linen: ['linen', '亚麻'],
  canvas: ['canvas', '帆布'],
  felt: ['felt', '毛毡'],
  velvet: ['velvet', '天鹅绒'],
  plush: ['plush', '毛绒'],
  knitted: ['knitted', '针织'],
  terry: ['terry', '毛圈'],
  leather: ['faux leather', '仿皮'],
  nylon: ['nylon', '尼龙'],
  pongee: ['pongee', '碰击布'],
  clear: ['transparent', '半透明'],
  card: ['cardboard', '硬纸'],
  kraft: ['kraft paper', '牛皮纸'],
  pearl: ['pearl paper', '珠光纸'],
  soy: ['soy wax', '大豆蜡'],
  beeswax: ['beeswax', '蜂蜡'],
  paraffin: ['jelly wax', '果冻蜡'],
  olive: ['olive oil', '橄榄油'],
  goat: ['goat’s milk', '羊奶'],
  shea: ['shea butter', '乳木果'],
  resin: ['resin', '树脂'],
  silicone: ['silicone', '硅胶'],
} as const satisfies Record<string, Pair>;

export interface Thing {
  en: string;
  zh: string;
  /** A picture in `public/pictures`, without `.svg`. */
  picture: string;
  /** Begins the SKU's code. */
  code: string;
  weightG: readonly [number, number];
  materials: readonly Pair[];
  /** Kept by lot: it ages. */
  lotted?: boolean;
}

const m = material;
const thing = (
  code: string,
  picture: string,
  en: string,
  zh: string,
  weightG: readonly [number, number],
  ...materials: Pair[]
): Thing => ({ code, picture, en, zh, weightG, materials });

export const things: readonly Thing[] = [
  thing('MUG', 'mug', 'mug', '马克杯', [280, 420], m.ceramic, m.china, m.enamel, m.stoneware),
  thing('ESP', 'mug', 'espresso cup', '浓缩咖啡杯', [90, 160], m.ceramic, m.china, m.glass),
  thing('BWL', 'bowl', 'soup bowl', '汤碗', [300, 520], m.ceramic, m.stoneware, m.china),
  thing('SAL', 'bowl', 'salad bowl', '沙拉碗', [350, 900], m.glass, m.wood, m.bamboo),
  thing('PLT', 'plate', 'dinner plate', '餐盘', [380, 620], m.ceramic, m.stoneware, m.china),
  thing('CAK', 'plate', 'cake stand', '蛋糕架', [600, 1200], m.ceramic, m.glass, m.iron),
  thing('CUT', 'cutlery', 'cutlery set', '餐具套装', [180, 350], m.steel, m.wood, m.bamboo),
  thing('SRV', 'cutlery', 'salad servers', '沙拉叉勺', [90, 200], m.wood, m.bamboo, m.silicone),
  thing('BTL', 'bottle', 'water bottle', '随行水壶', [180, 380], m.steel, m.glass, m.clear),
  thing('OIL', 'bottle', 'oil bottle', '油壶', [250, 480], m.glass, m.ceramic),
  thing('JAR', 'jar', 'storage jar', '储物罐', [300, 700], m.glass, m.ceramic, m.enamel),
  thing('SPC', 'jar', 'spice jar', '调味罐', [90, 180], m.glass, m.ceramic, m.bamboo),
  thing('VAS', 'vase', 'bud vase', '小花瓶', [200, 450], m.glass, m.ceramic, m.stoneware),
  thing('TLV', 'vase', 'tall vase', '高花瓶', [700, 1600], m.glass, m.ceramic, m.rattan),
  thing('POT', 'plant', 'plant pot', '花盆', [400, 1500], m.ceramic, m.stoneware, m.zinc),
  thing('HNG', 'plant', 'hanging planter', '吊挂花盆', [250, 600], m.rope, m.wicker, m.iron),
  { ...thing('CDL', 'candle', 'scented candle', '香薰蜡烛', [180, 420], m.soy, m.beeswax, m.paraffin), lotted: true },
  { ...thing('TLT', 'candle', 'tea light set', '茶蜡套装', [120, 240], m.soy, m.beeswax), lotted: true },
  { ...thing('SOP', 'soap', 'soap bar', '手工皂', [80, 120], m.olive, m.goat, m.shea), lotted: true },
  thing('CHD', 'candle', 'candle holder', '烛台', [150, 600], m.iron, m.glass, m.zinc, m.wood),
  thing('LMP', 'lamp', 'table lamp', '台灯', [700, 1800], m.ceramic, m.iron, m.rattan),
  thing('NIT', 'lamp', 'night light', '小夜灯', [120, 300], m.silicone, m.resin, m.wood),
  thing('LTN', 'lantern', 'lantern', '提灯', [400, 1100], m.iron, m.zinc, m.bamboo),
  thing('CLK', 'clock', 'wall clock', '挂钟', [350, 900], m.wood, m.iron, m.bamboo),
  thing('ALM', 'clock', 'alarm clock', '闹钟', [150, 400], m.iron, m.wood),
  thing('FRM', 'frame', 'photo frame', '相框', [200, 650], m.wood, m.zinc, m.resin, m.leather),
  thing('MIR', 'frame', 'hanging mirror', '壁挂镜', [500, 1600], m.wood, m.iron, m.rattan),
  thing('CSH', 'cushion', 'cushion', '靠垫', [350, 600], m.velvet, m.linen, m.cotton, m.knitted),
  thing('PAD', 'cushion', 'seat pad', '坐垫', [250, 500], m.linen, m.cotton, m.felt),
  thing('TWL', 'towel', 'hand towel', '毛巾', [90, 180], m.cotton, m.terry),
  thing('TEA', 'towel', 'tea towel', '茶巾', [60, 110], m.linen, m.cotton),
  thing('BSK', 'basket', 'storage basket', '收纳篮', [250, 800], m.wicker, m.rope, m.felt),
  thing('BRD', 'basket', 'bread basket', '面包篮', [150, 400], m.wicker, m.rattan, m.linen),
  thing('GFT', 'box', 'gift box', '礼品盒', [60, 220], m.card, m.kraft, m.pearl),
  thing('JWL', 'box', 'jewellery box', '首饰盒', [250, 700], m.wood, m.velvet, m.leather),
  thing('TOT', 'bag', 'tote bag', '手提袋', [120, 300], m.canvas, m.cotton, m.linen, m.felt),
  thing('WSH', 'bag', 'wash bag', '洗漱包', [80, 180], m.nylon, m.canvas, m.leather),
  thing('UMB', 'umbrella', 'folding umbrella', '折叠伞', [280, 420], m.pongee, m.nylon),
  thing('KID', 'umbrella', 'children’s umbrella', '儿童伞', [220, 320], m.pongee, m.clear),
  thing('NTB', 'notebook', 'notebook', '笔记本', [150, 380], m.linen, m.kraft, m.leather),
  thing('ALB', 'notebook', 'photo album', '相册', [400, 1100], m.linen, m.kraft, m.leather),
  thing('PEN', 'pen', 'ballpoint pen', '圆珠笔', [10, 40], m.bamboo, m.steel, m.kraft),
  thing('CRD', 'card', 'greeting card', '贺卡', [15, 40], m.kraft, m.pearl),
  thing('TAG', 'card', 'gift tag set', '礼品吊牌套装', [20, 60], m.kraft, m.wood, m.felt),
  thing('BER', 'toy', 'teddy bear', '泰迪熊', [150, 600], m.plush, m.knitted),
  thing('BUN', 'toy', 'toy rabbit', '玩偶兔', [120, 450], m.plush, m.knitted, m.felt),
  thing('HRT', 'ornament', 'hanging heart', '心形挂饰', [20, 120], m.wood, m.zinc, m.felt, m.wicker),
  thing('STR', 'ornament', 'hanging star', '星形挂饰', [20, 120], m.wood, m.zinc, m.felt),
];
