import { describe, expect, it } from 'vitest';
import { orderIn } from '../../protocol.ts';
import { randomFrom } from '../random.ts';
import { mapOrders } from './mapOrders.ts';
import { missingColumns, orderMapping, type OrderMapping } from './mapping.ts';
import { ukRetail } from './ukRetail.ts';

type Cells = Record<string, string>;

const cells = (number: string, sku: string, qty: string, more: Cells = {}): Cells => ({
  InvoiceNo: number,
  StockCode: sku,
  Description: 'WHITE LANTERN',
  Quantity: qty,
  InvoiceDate: '2010-12-01 08:26:00',
  UnitPrice: '2.55',
  CustomerID: '17850.0',
  Country: 'United Kingdom',
  ...more,
});

const reasons = (rows: Cells[], mapping: OrderMapping = ukRetail): string[] =>
  mapOrders(rows, mapping).refused.map((r) => `${r.row} ${r.reason}`);
const lines = (rows: Cells[], mapping: OrderMapping = ukRetail): string[] =>
  mapOrders(rows, mapping).orders.flatMap((o) => o.lines.map((l) => `${o.number}: ${l.line} = ${l.qty} ${l.sku}`));

describe('orders from rows', () => {
  it('rows of one number are one order, wherever they stand, from its earliest time on', () => {
    const { orders, refused } = mapOrders(
      [
        cells('1', '71053', '6'),
        cells('2', '71053', '1'),
        cells(' 1 ', '84406B', '8', { InvoiceDate: '2010-12-01 08:20:00' }),
      ],
      ukRetail,
    );
    expect(refused).toEqual([]);
    expect(orders).toHaveLength(2);
    expect(orders[0]).toEqual({
      channel: 'shop',
      number: '1',
      placedAt: Date.UTC(2010, 11, 1, 8, 20),
      paidAt: Date.UTC(2010, 11, 1, 8, 26),
      shipTo: {
        name: 'Customer 17850',
        country: 'United Kingdom',
        region: '',
        city: 'City not in the file',
        address: 'Address not in the file',
      },
      lines: [
        { line: '71053', sku: '71053', qty: 6 },
        { line: '84406B', sku: '84406B', qty: 8 },
      ],
    });
    for (const order of orders) expect(orderIn.safeParse(order).success).toBe(true);
  });

  it('two lines of one item stay two lines, with ids of their own', () => {
    expect(lines([cells('1', '85123a', '6'), cells('1', '85123A', '2')])).toEqual([
      '1: 85123A#2 = 6 85123A',
      '1: 85123A = 2 85123A',
    ]);
  });

  it('the same rows in another sequence are the same orders with the same line ids', () => {
    const rows = [
      cells('1', 'A1', '6'),
      cells('1', 'A1', '2'),
      cells('1', 'B2', '2'),
      cells('2', 'A1', '1'),
      cells('1', 'A1', '2'),
    ];
    const canonical = (r: Cells[]): string[] => lines(r).sort();
    const random = randomFrom('rows');
    for (let i = 0; i < 50; i++) expect(canonical(random.shuffle(rows))).toEqual(canonical(rows));
    expect(mapOrders(rows, ukRetail)).toEqual(mapOrders(rows, ukRetail));
  });

  it('a missing customer is a guest, a missing name leaves the code', () => {
    const { orders, items } = mapOrders(
      [cells('1', 'A1', '1', { CustomerID: '', Description: ' ' }), cells('2', 'A1', '1')],
      ukRetail,
    );
    expect(orders[0]?.shipTo.name).toBe('Guest');
    expect(items).toEqual([{ sku: 'A1', name: 'WHITE LANTERN' }]);
  });

  it('blanks around cells and column names, a byte order mark and full-width digits do no harm', () => {
    const rows = [
      {
        '\uFEFFinvoiceno ': ' 1 ',
        STOCKCODE: '\u00a0a1 ',
        Quantity: '６.0',
        InvoiceDate: ' 12/1/2010 8:26\t',
        UnitPrice: '1',
        CustomerID: '',
        Country: '',
      },
    ];
    const { orders } = mapOrders(rows, ukRetail);
    expect(orders[0]).toMatchObject({
      number: '1',
      placedAt: Date.UTC(2010, 11, 1, 8, 26),
      lines: [{ sku: 'A1', qty: 6 }],
    });
    expect(missingColumns(Object.keys(rows[0]!), ukRetail)).toEqual(['Description']);
  });

  it('rows are numbered as in the file, counted where nobody says, and known for each order', () => {
    const rows = [cells('1', 'A1', '1'), cells('1', 'POST', '1'), cells('2', 'A1', '1'), cells('1', 'B2', '1')];
    expect(mapOrders(rows, ukRetail).rowsOf).toEqual(
      new Map([
        ['1', [2, 5]],
        ['2', [4]],
      ]),
    );
    const { rowsOf, refused } = mapOrders(rows, ukRetail, [3, 7, 8, 12]);
    expect(rowsOf).toEqual(
      new Map([
        ['1', [3, 12]],
        ['2', [8]],
      ]),
    );
    expect(refused.map((r) => r.row)).toEqual([7]);
  });

  it('an address keeps its own characters', () => {
    const mapping = { ...ukRetail, shipTo: { ...ukRetail.shipTo, address: { column: 'Address', missing: '-' } } };
    expect(
      mapOrders([cells('1', 'A1', '1', { Address: ' 西湖区云栖街８号（北门） ' })], mapping).orders[0]?.shipTo.address,
    ).toBe('西湖区云栖街８号（北门）');
  });

  it('nothing gives nothing', () =>
    expect(mapOrders([], ukRetail)).toEqual({ orders: [], refused: [], cancels: [], rowsOf: new Map(), items: [] }));
});

describe('rows that ask for no goods are left out of their order', () => {
  const one = cells('1', 'A1', '1');
  it.each([
    ['blankRow', Object.fromEntries(Object.keys(one).map((k) => [k, ' ']))],
    ['notAnItem', cells('1', 'POST', '1')],
    ['notAnItem', cells('1', 'm', 'x')],
    ['notAnItem', cells('1', 'gift_0001_40', '1')],
    ['notAnItem', cells('1', 'BANK CHARGES', '1')],
    ['zeroQuantity', cells('1', 'B2', '0')],
    ['negativeQuantity', cells('1', 'B2', '-3')],
    ['noSale', cells('1', 'B2', '56', { UnitPrice: '0.0', CustomerID: '' })],
  ])('%s', (reason, row) => {
    expect(reasons([one, row])).toEqual([`3 ${reason}`]);
    expect(lines([one, row])).toEqual(['1: A1 = 1 A1']);
  });

  it('an order of such rows alone is none', () =>
    expect(mapOrders([cells('1', 'POST', '1')], ukRetail).orders).toEqual([]));

  it('a gift to a customer is an order although it costs nothing', () =>
    expect(lines([cells('1', 'A1', '1', { UnitPrice: '0' })])).toEqual(['1: A1 = 1 A1']));
});

describe('a row that asks for goods and cannot be read refuses its whole order, and no other', () => {
  const rows = [cells('1', 'A1', '1'), cells('2', 'A1', '1')];
  it.each([
    ['blank', cells('1', '', '1')],
    ['blank', cells('1', 'B2', '')],
    ['blank', cells('1', 'B2', '1', { InvoiceDate: '' })],
    ['notANumber', cells('1', 'B2', '1,000')],
    ['notANumber', cells('1', 'B2', '1.5')],
    ['notANumber', cells('1', 'B2', '0x10')],
    ['notANumber', cells('1', 'B2', 'NaN')],
    ['notANumber', cells('1', 'B2', '1e3')],
    ['tooMany', cells('1', 'B2', '9'.repeat(400))],
    ['tooMany', cells('1', 'B2', '100001')],
    ['notATime', cells('1', 'B2', '1', { InvoiceDate: '2010-02-30 08:26:00' })],
    ['tooLong', cells('1', 'B'.repeat(57), '1')],
    ['tooLong', cells('1', 'B2', '1', { Country: 'x'.repeat(201) })],
  ])('%s', (reason, row) => {
    expect(reasons([...rows, row])).toEqual(['2 orderBroken', `4 ${reason}`]);
    expect(lines([...rows, row])).toEqual(['2: A1 = 1 A1']);
  });

  it('but a row without a number is nobody else’s trouble', () =>
    expect(reasons([...rows, cells('', 'A1', '1')])).toEqual(['4 blank']));

  it('two addresses in one order refuse it', () =>
    expect(reasons([...rows, cells('1', 'B2', '1', { Country: 'France' })])).toEqual([
      '2 addressDiffers',
      '4 addressDiffers',
    ]));

  it('so do more lines than an order may have', () => {
    const many = Array.from({ length: 1001 }, (_, i) => cells('1', `X${i}`, '1'));
    expect(mapOrders(many, ukRetail)).toMatchObject({ orders: [], refused: { length: 1001 } });
    expect(mapOrders(many.slice(1), ukRetail).orders[0]?.lines).toHaveLength(1000);
  });
});

describe('cancellations', () => {
  const late = { InvoiceDate: '2010-12-01 12:00:00' };
  const order = [cells('5', 'A1', '72'), cells('5', 'B2', '3')];

  it('of a whole order cancel it: the customer’s, placed before', () => {
    const rows = [...order, cells('C9', 'A1', '-72', late), cells('C9', 'B2', '-3', late)];
    expect(mapOrders(rows, ukRetail)).toMatchObject({
      orders: [{ number: '5' }],
      cancels: [{ channel: 'shop', number: '5', by: ['C9'], rows: [4, 5] }],
    });
    expect(reasons(rows)).toEqual(['4 cancelledOrder', '5 cancelledOrder']);
  });

  it('that together take back all of it cancel it too, with a charge beside them', () => {
    const rows = [
      ...order,
      cells('C8', 'A1', '-72', late),
      cells('C9', 'B2', '-3', late),
      cells('C9', 'POST', '-1', late),
    ];
    expect(mapOrders(rows, ukRetail).cancels).toEqual([
      { channel: 'shop', number: '5', by: ['C8', 'C9'], rows: [4, 5, 6] },
    ]);
  });

  it('of a part are for a person to decide', () => {
    const rows = [...order, cells('C9', 'A1', '-70', late)];
    expect(mapOrders(rows, ukRetail)).toMatchObject({
      cancels: [],
      refused: [{ reason: 'cancelledPart', params: { order: '5' } }],
    });
  });

  it.each([
    ['of another customer', cells('C9', 'A1', '-72', { ...late, CustomerID: '1' })],
    ['of nobody', cells('C9', 'A1', '-72', { ...late, CustomerID: '' })],
    ['from before the order', cells('C9', 'A1', '-72', { InvoiceDate: '2010-12-01 08:00:00' })],
    ['of more than was ordered', cells('C9', 'A1', '-73', late)],
    ['of a charge', cells('C9', 'D', '-1', late)],
    ['that cannot be read', cells('C9', 'A1', 'x', { InvoiceDate: '?' })],
  ])('%s touch no order', (_, row) => {
    expect(mapOrders([...order, row], ukRetail)).toMatchObject({
      cancels: [],
      orders: [{ lines: { length: 2 } }],
      refused: [{ reason: 'cancellation', row: 4 }],
    });
  });

  it('take no piece twice', () => {
    const rows = [cells('5', 'A1', '4'), cells('C8', 'A1', '-4', late), cells('C9', 'A1', '-4', late)];
    expect(reasons(rows)).toEqual(['3 cancelledOrder', '4 cancellation']);
  });

  it('prefer the order that they empty, then the newest', () => {
    const two = [cells('5', 'A1', '4'), cells('6', 'A1', '9', { InvoiceDate: '2010-12-01 09:00:00' })];
    expect(mapOrders([...two, cells('C9', 'A1', '-4', late)], ukRetail).cancels[0]?.number).toBe('5');
    expect(mapOrders([...two, cells('C9', 'A1', '-3', late)], ukRetail).refused[0]?.params).toEqual({ order: '6' });
  });

  it('that bear the order’s number find it without a customer', () => {
    const rows = [cells('5', 'A1', '4', { CustomerID: '' }), cells('C5', 'A1', '-4', { ...late, CustomerID: '' })];
    expect(mapOrders(rows, ukRetail).cancels).toEqual([{ channel: 'shop', number: '5', by: ['C5'], rows: [3] }]);
  });

  it('may be marked by a column instead', () => {
    const mapping: OrderMapping = { ...ukRetail, cancel: { by: 'column', column: 'Status', values: ['已取消'] } };
    const [done, open] = [{ Status: '已取消' }, { Status: '' }];
    const rows = [
      cells('1', 'A1', '4', done),
      cells('2', 'A1', '4', done),
      cells('2', 'B2', '1', open),
      cells('3', 'B2', '1', open),
    ];
    expect(reasons(rows, mapping)).toEqual(['2 cancelledOrder', '3 cancelledPart']);
    expect(mapOrders(rows, mapping).cancels).toEqual([{ channel: 'shop', number: '1', by: ['1'], rows: [2] }]);
    expect(lines(rows, mapping)).toEqual(['2: B2 = 1 B2', '3: B2 = 1 B2']);
  });
});

describe('a mapping', () => {
  it('reads payment and promise where the file has them', () => {
    const mapping = { ...ukRetail, columns: { ...ukRetail.columns, paidAt: 'Paid', promisedAt: 'Due', line: 'Line' } };
    const due = '2010-12-02 12:00:00';
    const rows = [
      cells('1', 'A1', '1', { Paid: '', Due: due, Line: 'x' }),
      cells('2', 'A1', '1', { Paid: due, Due: '', Line: '' }),
    ];
    const [first, second] = mapOrders(rows, mapping).orders;
    expect(first).toMatchObject({ paidAt: null, promisedAt: Date.UTC(2010, 11, 2, 12), lines: [{ line: 'x' }] });
    expect(second).toMatchObject({ paidAt: Date.UTC(2010, 11, 2, 12), lines: [{ line: 'A1' }] });
    expect(second).not.toHaveProperty('promisedAt');
    expect(reasons([cells('3', 'A1', '1', { Paid: 'yes' })], mapping)).toEqual(['2 notATime']);
  });

  it('is checked as data, zone included', () => {
    expect(orderMapping.safeParse(ukRetail).success).toBe(true);
    expect(orderMapping.safeParse({ ...ukRetail, zone: 'Mars/Olympus' }).success).toBe(false);
    expect(orderMapping.safeParse({ ...ukRetail, columns: {} }).success).toBe(false);
  });

  it('names the columns that a file lacks', () =>
    expect(missingColumns(['InvoiceNo', 'Quantity', 'InvoiceDate'], ukRetail)).toEqual([
      'StockCode',
      'Description',
      'CustomerID',
      'Country',
      'UnitPrice',
    ]));
});

it('any garbage gives each row once, and orders that the API takes', () => {
  const random = randomFrom('garbage');
  const bits = [
    '',
    ' ',
    '1',
    '-1',
    '6',
    '0',
    'C1',
    'POST',
    'A1',
    '2010-12-01 08:26:00',
    '２',
    '\u0000',
    '__proto__',
    'x'.repeat(300),
    '1e9',
    '🕯',
  ];
  for (let round = 0; round < 300; round++) {
    const rows = Array.from({ length: random.int(0, 12) }, () =>
      Object.fromEntries(Object.keys(cells('', '', '')).map((k) => [k, random.pick(bits)])),
    );
    const sound = rows.map((r) =>
      random.chance(0.6)
        ? { ...cells(random.pick(['1', '2', 'C1', 'C2']), random.pick(['A1', 'B2']), random.pick(['1', '-1'])) }
        : r,
    );
    const { orders, refused, rowsOf } = mapOrders(sound, ukRetail);
    const rowNumbers = [...[...rowsOf.values()].flat(), ...refused.map((r) => r.row)].sort((a, b) => a - b);
    expect(rowNumbers).toEqual(sound.map((_, i) => i + 2));
    expect(orders.reduce((sum, o) => sum + o.lines.length, 0) + refused.length).toBe(sound.length);
    expect(new Set(refused.map((r) => r.row)).size).toBe(refused.length);
    for (const order of orders) expect(orderIn.safeParse(order).success).toBe(true);
  }
});
