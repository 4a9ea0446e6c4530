import { describe, expect, it } from 'vitest';
import { toChannelOrder, type VendureOrder } from './order.ts';

const at = Date.UTC(2026, 0, 1);
const line = (id: string, quantity: number, orderPlacedQuantity = quantity) => ({
  id,
  quantity,
  orderPlacedQuantity,
  productVariant: { sku: `SKU-${id}` },
});
const order = (changes: Partial<VendureOrder> = {}): VendureOrder => ({
  id: '1',
  code: 'A',
  type: 'Regular',
  state: 'PaymentSettled',
  orderPlacedAt: at,
  updatedAt: at,
  totalWithTax: 100,
  customer: { firstName: '小明', lastName: '王', phoneNumber: '138' },
  shippingAddress: {
    fullName: '王小明',
    streetLine1: '文一西路',
    streetLine2: '969 号',
    city: '杭州',
    province: '浙江',
    countryCode: 'CN',
  },
  payments: [{ state: 'Settled', updatedAt: at + 5000 }],
  lines: [line('10', 1), line('9', 2)],
  ...changes,
});

describe('toChannelOrder', () => {
  it('tells number, times, address and lines, lines always in one order', () => {
    expect(toChannelOrder(order())).toEqual({
      number: 'A',
      placedAt: at,
      paidAt: at + 5000,
      promisedAt: null,
      shipTo: {
        name: '王小明',
        phone: '138',
        country: 'CN',
        region: '浙江',
        city: '杭州',
        address: '文一西路, 969 号',
      },
      lines: [
        { line: '9', sku: 'SKU-9', qty: 2 },
        { line: '10', sku: 'SKU-10', qty: 1 },
      ],
      cancelled: false,
    });
  });

  it('tells what is wanted now after a partial cancel; a line at 0 is gone', () => {
    const told = toChannelOrder(order({ lines: [line('1', 2, 3), line('2', 0, 4)] }));
    expect(told?.lines).toEqual([{ line: '1', sku: 'SKU-1', qty: 2 }]);
    expect(told?.cancelled).toBe(false);
  });

  it('tells a cancelled order with what it was, also when only its lines say so', () => {
    const lines = [line('1', 0, 3), line('2', 0, 4)];
    for (const state of ['Cancelled', 'PaymentSettled']) {
      const told = toChannelOrder(order({ state, lines }));
      expect(told?.cancelled).toBe(true);
      expect(told?.lines.map(({ qty }) => qty)).toEqual([3, 4]);
    }
  });

  it('is silent about carts, sums of sellers, and what has left whole', () => {
    expect(toChannelOrder(order({ orderPlacedAt: null }))).toBeNull();
    expect(toChannelOrder(order({ type: 'Aggregate' }))).toBeNull();
    expect(toChannelOrder(order({ state: 'Shipped' }))).toBeNull();
    expect(toChannelOrder(order({ state: 'Delivered' }))).toBeNull();
    expect(toChannelOrder(order({ state: 'PartiallyShipped' }))).not.toBeNull();
  });

  it('authorised money is not paid, nothing to pay is, and paid is never before placed', () => {
    expect(toChannelOrder(order({ state: 'PaymentAuthorized' }))?.paidAt).toBeNull();
    expect(toChannelOrder(order({ payments: [{ state: 'Declined', updatedAt: at }] }))?.paidAt).toBeNull();
    expect(toChannelOrder(order({ payments: [], totalWithTax: 0 }))?.paidAt).toBe(at);
    expect(toChannelOrder(order({ payments: [{ state: 'Settled', updatedAt: at - 400 }] }))?.paidAt).toBe(at);
  });
});
