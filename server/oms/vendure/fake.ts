/**
 * For tests: as much of Vendure's admin API as the connector uses, behaving as 3.7.3 was seen to: errors inside HTTP 200, a second
 * fulfillment with the same tracking code taken without a word, the quantity checked before the write and not with it.
 */
import type { Clock } from '../clock.ts';
import type { Fetch } from '../request.ts';
import type { Fulfillment } from './plan.ts';

export interface FakeOrder {
  id: string;
  code: string;
  state: string;
  updatedAt: number;
  lines: { id: string; sku: string; quantity: number; placed: number }[];
  fulfillments: Fulfillment[];
}

export type FakeVendure = ReturnType<typeof createFakeVendure>;

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers });
export const graphqlError = (code: string, message = code) =>
  json({ data: null, errors: [{ message, extensions: { code } }] });

const next: Record<string, string[]> = {
  Created: ['Pending'],
  Pending: ['Shipped', 'Delivered', 'Cancelled'],
  Shipped: ['Delivered', 'Cancelled'],
};

export function createFakeVendure(clock: Clock, latencyMs: () => number = () => 0) {
  const orders = new Map<string, FakeOrder>();
  const calls: string[] = [];
  let lastId = 0;
  let reads = 0;
  let session = 1;
  /** What happens to a call instead of, or after, its work. */
  let meddle: (name: string, n: number) => Response | 'lose' | undefined = () => undefined;

  function addOrder(code: string, lines: Record<string, number>, state = 'PaymentSettled'): FakeOrder {
    const order: FakeOrder = {
      id: String(orders.size + 1),
      code,
      state,
      updatedAt: clock.now(),
      lines: Object.entries(lines).map(([id, quantity]) => ({ id, sku: `SKU-${id}`, quantity, placed: quantity })),
      fulfillments: [],
    };
    orders.set(code, order);
    return order;
  }

  const told = (order: FakeOrder) => ({
    id: order.id,
    code: order.code,
    type: 'Regular',
    state: order.state,
    orderPlacedAt: new Date(order.updatedAt).toISOString(),
    updatedAt: new Date(order.updatedAt).toISOString(),
    totalWithTax: 100,
    customer: { firstName: 'Li', lastName: '', phoneNumber: null },
    shippingAddress: {
      fullName: 'Li Lei',
      streetLine1: 'No. 1',
      city: 'Hangzhou',
      province: 'Zhejiang',
      countryCode: 'CN',
    },
    payments: [{ state: 'Settled', updatedAt: new Date(order.updatedAt).toISOString() }],
    lines: order.lines.map((line) => ({
      ...line,
      orderPlacedQuantity: line.placed,
      productVariant: { sku: line.sku },
    })),
    // In any order, as on Postgres.
    fulfillments: structuredClone(reads++ % 2 ? order.fulfillments : order.fulfillments.toReversed()),
  });

  const free = (line: FakeOrder['lines'][number], order: FakeOrder): number =>
    order.fulfillments
      .filter((one) => one.state !== 'Cancelled')
      .flatMap((one) => one.lines)
      .reduce((left, one) => (one.orderLineId === line.id ? left - one.quantity : left), line.quantity);

  async function fulfill(input: {
    lines: Fulfillment['lines'];
    handler: { arguments: { name: string; value: string }[] };
  }) {
    const order = [...orders.values()].find(({ lines }) => lines.some(({ id }) => id === input.lines[0]?.orderLineId));
    if (!order) return graphqlError('ENTITY_NOT_FOUND');
    const over = input.lines.some(
      (wanted) =>
        free(
          order.lines.find(({ id }) => id === wanted.orderLineId)!,
          order,
        ) < wanted.quantity,
    );
    if (over)
      return json({
        data: {
          result: {
            __typename: 'ItemsAlreadyFulfilledError',
            errorCode: 'ITEMS_ALREADY_FULFILLED_ERROR',
            message: 'already',
          },
        },
      });
    await clock.sleep(latencyMs());
    const id = String(++lastId);
    order.fulfillments.push({
      id,
      state: 'Pending',
      trackingCode: input.handler.arguments.find(({ name }) => name === 'trackingCode')!.value,
      lines: input.lines,
    });
    return json({ data: { result: { __typename: 'Fulfillment', id } } });
  }

  function move(id: string, state: string) {
    const one = [...orders.values()]
      .flatMap(({ fulfillments }) => fulfillments)
      .find((fulfillment) => fulfillment.id === id)!;
    if (!next[one.state]?.includes(state)) {
      const transitionError = `Cannot transition Fulfillment from "${one.state}" to "${state}"`;
      return json({
        data: {
          result: {
            __typename: 'FulfillmentStateTransitionError',
            errorCode: 'FULFILLMENT_STATE_TRANSITION_ERROR',
            transitionError,
          },
        },
      });
    }
    one.state = state;
    const order = [...orders.values()].find(({ fulfillments }) => fulfillments.includes(one))!;
    // As Vendure does, when a fulfillment ships and at no other time.
    if (state === 'Shipped') order.state = isWhole(order) ? 'Shipped' : 'PartiallyShipped';
    return json({ data: { result: { __typename: 'Fulfillment', id } } });
  }

  const isWhole = (order: FakeOrder): boolean =>
    order.lines.every((line) => free(line, order) === 0) &&
    order.fulfillments.every((one) => one.state === 'Shipped' || one.state === 'Cancelled');

  function close(id: string, state: string) {
    const order = [...orders.values()].find((one) => one.id === id)!;
    if (state !== 'Shipped' || !isWhole(order))
      return json({
        data: { result: { __typename: 'OrderStateTransitionError', errorCode: 'ORDER_STATE_TRANSITION_ERROR' } },
      });
    order.state = state;
    return json({ data: { result: { __typename: 'Order', id } } });
  }

  function list(variables: { after: string; take: number; skip: number }) {
    const changed = [...orders.values()].filter(({ updatedAt }) => updatedAt > Date.parse(variables.after));
    changed.sort((a, b) => a.updatedAt - b.updatedAt || Number(a.id) - Number(b.id));
    return json({
      data: { orders: { items: changed.slice(variables.skip, variables.skip + variables.take).map(told) } },
    });
  }

  function work(name: string, variables: never): Response | Promise<Response> {
    const { code, input, id, state } = variables as { code: string; input: never; id: string; state: string };
    if (name === 'Login')
      return json({ data: { login: { __typename: 'CurrentUser' } } }, 200, {
        'vendure-auth-token': `session-${session}`,
      });
    if (name === 'Fulfill') return fulfill(input);
    if (name === 'Move') return move(id, state);
    if (name === 'Close') return close(id, state);
    if (name === 'Changed') return list(variables);
    return json({ data: { orders: { items: orders.has(code) ? [told(orders.get(code)!)] : [] } } });
  }

  const fetch: Fetch = async (_url, init) => {
    const { query, variables } = JSON.parse(String(init.body)) as { query: string; variables: never };
    const name = /(?:query|mutation) (\w+)/.exec(query)![1]!;
    calls.push(name);
    const n = calls.filter((call) => call === name).length;
    await clock.sleep(latencyMs());
    const authorization = new Headers(init.headers).get('authorization');
    if (name !== 'Login' && authorization && authorization !== `Bearer session-${session}`)
      return graphqlError('FORBIDDEN');
    const instead = meddle(name, n);
    if (instead instanceof Response) return instead;
    const answer = await work(name, variables);
    if (instead === 'lose') throw new TypeError('fetch failed');
    await clock.sleep(latencyMs());
    return answer;
  };

  return {
    fetch,
    calls,
    orders,
    addOrder,
    endSessions: () => void session++,
    meddle: (how: typeof meddle) => void (meddle = how),
    live: (code: string) => orders.get(code)!.fulfillments.filter((one) => one.state !== 'Cancelled'),
  };
}
