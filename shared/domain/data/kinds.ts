/** The kinds of own data that come and go as files, in the order in which an empty warehouse needs them. */
export const dataKinds = ['location', 'sku', 'barcode', 'stock', 'person'] as const;
export type DataKind = (typeof dataKinds)[number];

/** `always`: every row needs it; `new`: a row that is not in the books yet; `never`: an empty cell keeps what is there. */
export type Need = 'always' | 'new' | 'never';

export interface FieldSpec {
  need: Need;
  /** Names that files give the column, besides the words of the templates (`data.field.KIND.FIELD`): see `headerText`. */
  names: readonly string[];
}

const field = (need: Need, ...names: string[]): FieldSpec => ({ need, names });

/** The columns of each kind, in the order of the templates. */
export const fields = {
  location: {
    id: field('always', 'location', 'bin', 'bin code', 'code', 'place', 'shelf', '货位', '库位', '货位编码', '库位编码', '库位号', '货位号', '储位'),
    kind: field('never', 'type', 'location type', '类型', '库位类型', '货位类型', '种类'),
    zone: field('never', 'area', 'section', '区域', '库区', '分区'),
    parent: field('never', 'stands on', 'belongs to', 'cart', 'station', '上级', '父库位', '所属', '所属库位'),
    aisle: field('never', 'aisle number', 'lane', '通道号', '巷道', '巷道号'),
    x: field('never', 'x (m)', 'x m', 'pos x', '横坐标', 'x坐标'),
    y: field('never', 'y (m)', 'y m', 'pos y', '纵坐标', 'y坐标'),
    level: field('never', 'tier', 'shelf level', 'height', '层数', '层号', '货架层'),
    sequence: field('never', 'sequence', 'pick sequence', 'walk sequence', 'route', 'order', '顺序', '动线', '动线顺序', '拣货路径', '序号'),
    blocked: field('never', 'locked', 'disabled', '锁定', '禁用', '停用'),
  },
  sku: {
    id: field('always', 'sku code', 'item', 'item code', 'item no', 'item number', 'product code', 'article', 'code', '商品编码', '货号', '商品编号', '编码', '物料编码', '规格编码', '商家编码'),
    nameEn: field('never', 'name', 'product name', 'item name', 'description', 'title', 'english name', '英文名', '英文名称'),
    nameZh: field('never', 'chinese name', '名称', '商品名', '品名', '货品名称', '中文名', '中文名称', '标题'),
    weightG: field('never', 'weight', 'grams', 'weight g', 'gross weight', '重量', '克重', '毛重', '重量g'),
    lotted: field('never', 'lot', 'lots', 'batch', 'batch managed', 'lot managed', '批次管理', '是否批次', '批次'),
    picture: field('never', 'image', 'photo', 'icon', '图标', '图片地址', '图片'),
  },
  barcode: {
    sku: field('always', 'sku code', 'item', 'item code', 'product code', 'item no', '商品编码', '货号', '商品编号', '编码', '规格编码', '商家编码'),
    text: field('always', 'barcode', 'bar code', 'ean', 'upc', 'gtin', 'ean13', 'ean 13', '条码', '商品条码', '国际条码', '条形码', '69码'),
    qty: field('never', 'pack', 'pack size', 'quantity', 'qty', 'pieces', 'units', 'units per pack', '数量', '箱规', '包装数', '件数', '装箱数'),
    own: field('never', 'own', 'internal', 'internal code', 'house code', '内部码', '自编', '店内码'),
    remove: field('never', 'delete', 'drop', '移除', '作废'),
  },
  stock: {
    location: field('always', 'location', 'bin code', 'place', '货位编码', '库位', '库位编码', '货位号', '库位号', '储位'),
    sku: field('always', 'sku code', 'item', 'item code', 'product code', 'item no', '商品编码', '货号', '商品编号', '编码', '规格编码', '商家编码'),
    lot: field('never', 'batch', 'lot number', 'batch number', '批号', '生产批号', '批次号'),
    qty: field('always', 'quantity', 'qty', 'pieces', 'units', 'received', '数量', '件数', '收货数', '入库数量', '入库数', '库存数量', '期初数量'),
    receipt: field('never', 'receipt', 'delivery', 'delivery number', 'receipt no', '收货单', '入库单号', '单号', '到货单号'),
    books: field('never', 'books', 'on hand', 'stock', 'in stock', '账面', '现存', '现有库存'),
  },
  person: {
    id: field('always', 'employee', 'employee number', 'employee id', 'number', 'id', 'person', '编号', '员工编号', '员工号', '人员编号'),
    name: field('new', 'full name', 'person name', '名字', '员工姓名'),
    roles: field('new', 'role', 'job', 'function', '职位', '岗位', '权限'),
    badge: field('never', 'badge number', 'card', 'badge no', '工牌', '胸牌号', '卡号'),
    pin: field('never', 'password', 'pin code', '密码', '口令', '登录密码'),
    active: field('never', 'enabled', 'active', 'employed', '启用', '是否启用', '状态'),
  },
} as const satisfies Record<DataKind, Record<string, FieldSpec>>;

export type FieldOf<K extends DataKind> = keyof (typeof fields)[K] & string;
export type AnyField = { [K in DataKind]: FieldOf<K> }[DataKind];

export const fieldsOf = (kind: DataKind): AnyField[] => Object.keys(fields[kind]) as AnyField[];

export const specOf = (kind: DataKind, name: AnyField): FieldSpec =>
  (fields[kind] as Partial<Record<AnyField, FieldSpec>>)[name] ?? { need: 'never', names: [] };

/** Which column of a file (from 0) holds each field; a field that the file lacks is not in it. */
export type Columns = Partial<Record<AnyField, number>>;

/** Most rows of one file: what one commit writes without holding the floor up for long. */
export const maxRows = 200_000;
/** Most people of one file: every PIN costs a hash that is slow on purpose. */
export const maxPeople = 2000;
