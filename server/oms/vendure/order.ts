/** A Vendure order as it is read, and as the warehouse wants it told. Pure. */
import { z } from 'zod';
import type { ChannelOrder } from '../port.ts';

const text = z.string().nullish();
const time = z.iso.datetime({ offset: true }).transform((iso) => Date.parse(iso));
const count = z.number().int();

export const orderFields = `
  id code type state orderPlacedAt updatedAt totalWithTax
  customer { firstName lastName phoneNumber }
  shippingAddress { fullName company streetLine1 streetLine2 city province postalCode country countryCode phoneNumber }
  payments { state updatedAt }
  lines { id quantity orderPlacedQuantity productVariant { sku } }
`;

export const orderShape = z.object({
  id: z.string(),
  code: z.string(),
  type: z.string(),
  state: z.string(),
  orderPlacedAt: time.nullable(),
  updatedAt: time,
  totalWithTax: z.number(),
  customer: z.object({ firstName: z.string(), lastName: z.string(), phoneNumber: text }).nullable(),
  shippingAddress: z
    .object({
      fullName: text,
      company: text,
      streetLine1: text,
      streetLine2: text,
      city: text,
      province: text,
      postalCode: text,
      country: text,
      countryCode: text,
      phoneNumber: text,
    })
    .nullable(),
  payments: z.array(z.object({ state: z.string(), updatedAt: time })).nullable(),
  lines: z.array(
    z.object({
      id: z.string(),
      quantity: count,
      orderPlacedQuantity: count,
      productVariant: z.object({ sku: z.string() }),
    }),
  ),
});
export type VendureOrder = z.output<typeof orderShape>;

/** Everything has left already: by our own push, or before the warehouse knew the order. To accept it anew would ship it twice. */
const gone = ['Shipped', 'Delivered'];

/** null: nothing for a warehouse to do (not placed, gone, or only the sum of sellers' orders, which come by themselves). */
export function toChannelOrder(order: VendureOrder): ChannelOrder | null {
  if (order.orderPlacedAt === null || order.type === 'Aggregate' || gone.includes(order.state)) return null;
  // On Postgres they come in any order, another one each time.
  const all = order.lines.toSorted(byId);
  const wanted = all.filter((line) => line.quantity > 0);
  const cancelled = order.state === 'Cancelled' || wanted.length === 0;
  const lines = cancelled ? all : wanted;
  return {
    number: order.code,
    placedAt: order.orderPlacedAt,
    paidAt: paidAt(order, order.orderPlacedAt),
    promisedAt: null,
    shipTo: shipTo(order),
    // A cancelled order's quantities are 0 there: tell what it was, as an order without pieces is no order.
    lines: lines.map((line) => ({
      line: line.id,
      sku: line.productVariant.sku,
      qty: cancelled ? Math.max(line.quantity, line.orderPlacedQuantity) : line.quantity,
    })),
    cancelled,
  };
}

/** Ids are numbers as text, or UUIDs: oldest first where they count up, and always the same. */
export const byId = (a: { id: string }, b: { id: string }): number =>
  a.id.length - b.id.length || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** When the last of the payments settled. Authorised money is not paid: the shop settles it, often only when it ships. */
function paidAt(order: VendureOrder, placedAt: number): number | null {
  if (order.state === 'PaymentAuthorized') return null;
  const settled = (order.payments ?? [])
    .filter((payment) => payment.state === 'Settled')
    .map((payment) => payment.updatedAt);
  // SQLite cuts these times to seconds, not the order's.
  if (settled.length > 0) return Math.max(placedAt, ...settled);
  return order.totalWithTax === 0 ? placedAt : null;
}

function shipTo(order: VendureOrder): ChannelOrder['shipTo'] {
  const to = order.shippingAddress;
  const buyer = order.customer;
  const phone = to?.phoneNumber || buyer?.phoneNumber;
  return {
    name: to?.fullName || join(' ', buyer?.firstName, buyer?.lastName) || to?.company || '',
    ...(phone && { phone }),
    country: to?.countryCode || to?.country || '',
    region: to?.province ?? '',
    city: to?.city ?? '',
    address: join(', ', to?.streetLine1, to?.streetLine2),
    ...(to?.postalCode && { postcode: to.postalCode }),
  };
}

const join = (between: string, ...parts: (string | null | undefined)[]): string => parts.filter(Boolean).join(between);
