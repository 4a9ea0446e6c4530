/**
 * A real Vendure beside us, as a program on loopback: put in a work folder, started, used as its shop's buyers and its admins
 * would use it, stopped. Nothing of it is a dependency of ours; the source folder is only on machines that were given it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** Where the peer's source lies relative to a checkout. */
export const vendureSource = resolve(import.meta.dirname, '../../../shared/peers/vendure');

export interface StartVendure {
  /** Where it is installed and keeps its database; reused when it already holds the same version. */
  workDir: string;
  port: number;
  source?: string;
  webhookUrl?: string;
  /** `whsec_` and base64. */
  webhookSecret?: string;
  /** A new, empty database; SQLite in the work folder without it. */
  postgresUrl?: string;
  /** Keep the orders of the run before. */
  keepData?: boolean;
}

export interface PeerLine {
  id: string;
  sku: string;
  quantity: number;
  orderPlacedQuantity: number;
}

export interface PeerFulfillment {
  id: string;
  state: string;
  method: string;
  trackingCode: string | null;
  lines: { orderLineId: string; quantity: number }[];
}

export interface PeerOrder {
  id: string;
  code: string;
  state: string;
  updatedAt: string;
  lines: PeerLine[];
  fulfillments: PeerFulfillment[];
}

export type VendurePeer = Awaited<ReturnType<typeof startVendure>>;

/** Copies the source and installs it, once per version of its lockfile. Takes about 75 s the first time. */
export function installVendure(workDir: string, source = vendureSource, withPostgres = false): void {
  if (!existsSync(join(source, 'server.cjs'))) {
    throw new Error(`No Vendure to test against: ${source} has no server.cjs. Put the peer there, or name its folder.`);
  }
  mkdirSync(workDir, { recursive: true });
  const wanted = createHash('sha256')
    .update(readFileSync(join(source, 'package-lock.json')))
    .update(`${peerNode().node} ${withPostgres}`)
    .digest('hex');
  const stamp = join(workDir, '.installed');
  for (const name of readdirSync(source)) cpSync(join(source, name), join(workDir, name), { mode: 0, force: true });
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  npm(workDir, ['ci', '--no-audit', '--no-fund']);
  if (withPostgres) npm(workDir, ['install', '--no-save', '--no-audit', '--no-fund', 'pg@8.23.1']);
  writeFileSync(stamp, wanted);
}

/**
 * The Node that runs the peer. Its SQLite driver (better-sqlite3 11) builds on Node 24 and then crashes there, so an older one on the
 * PATH is taken where there is one; else ours, with the peer's database in memory (sql.js).
 */
function peerNode(): { node: string; sqlite: boolean } {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const node = join(folder, 'node');
    if (!existsSync(node)) continue;
    const major = Number(/^v(\d+)/.exec(spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[1]);
    if (major >= 20 && major < 24) return { node, sqlite: true };
  }
  return { node: process.execPath, sqlite: false };
}

/** npm under the Node that will run the peer, since native parts are compiled for one version. */
function npm(cwd: string, args: string[]): void {
  // What an `npm run` around us says of our own packages (no scripts) is not for the peer, whose driver compiles.
  const own = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  const env = {
    ...Object.fromEntries(own),
    PATH: `${dirname(peerNode().node)}${delimiter}${process.env['PATH'] ?? ''}`,
  };
  const run = spawnSync('npm', args, { cwd, env, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`npm ${args[0]} failed in ${cwd}:\n${run.stderr}`);
}

/** Installs where needed, starts, and answers when it serves. Call `stop` in a `finally`. */
export async function startVendure(options: StartVendure) {
  const { workDir, port, postgresUrl } = options;
  installVendure(workDir, options.source, postgresUrl !== undefined);
  const { node, sqlite } = peerNode();
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PORT: String(port),
    WEBHOOK_URL: options.webhookUrl ?? '',
    WEBHOOK_SECRET: options.webhookSecret ?? '',
  };
  if (postgresUrl !== undefined) Object.assign(env, { PG: postgresUrl, FRESH: options.keepData ? '0' : '1' });
  else if (!sqlite) env['SQLJS'] = '1';
  else
    env['DB'] = join(
      workDir,
      options.keepData ? `kept-${port}.sqlite` : `run-${process.pid}-${port}-${Date.now()}.sqlite`,
    );

  const child = spawn(node, ['server.cjs'], { cwd: workDir, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-8000)));
  await new Promise<void>((ready, failed) => {
    const timer = setTimeout(() => failed(new Error(`Vendure was not ready after 120 s:\n${log}`)), 120_000);
    void exited.then(() => failed(new Error(`Vendure ended before it was ready:\n${log}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      log = (log + line + '\n').slice(-8000);
      if (!line.startsWith('{"ready":true')) return;
      clearTimeout(timer);
      ready();
    });
  });

  const origin = `http://127.0.0.1:${port}`;
  const admin = await signIn(`${origin}/admin-api`);
  return {
    pid: child.pid,
    adminUrl: `${origin}/admin-api`,
    shopUrl: `${origin}/shop-api`,
    /** Any call of the admin API, for what is not below. */
    admin,
    placeOrder: (lines: { sku: string; qty: number }[], buyer?: Buyer) =>
      placeOrder(`${origin}/shop-api`, admin, lines, buyer),
    order: (code: string) => readOrder(admin, code),
    fulfillments: async (code: string) => (await readOrder(admin, code)).fulfillments,
    cancelOrder: (code: string) => cancelOrder(admin, code),
    ship: (fulfillment: string) => ship(admin, fulfillment),
    /** A fulfillment of so many pieces of the order's first line, as another connector would make it. */
    fulfill: (code: string, trackingCode: string, quantity: number) => fulfill(admin, code, trackingCode, quantity),
    /** Cancels some pieces of some lines; ids are the order lines'. */
    cancelLines: (code: string, lines: { orderLineId: string; quantity: number }[]) => cancelOrder(admin, code, lines),
    createApiKey: (name: string) => createApiKey(admin, name),
    stock: (sku: string) => readStock(admin, sku),
    setStock: (sku: string, stockOnHand: number) => setStock(admin, sku, stockOnHand),
    log: () => log,
    async stop(): Promise<void> {
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await exited;
      clearTimeout(killer);
    },
  };
}

/** One GraphQL call; throws on `errors[]` and on an answer that is an error type. */
export type Call = <T>(query: string, variables?: Record<string, unknown>) => Promise<T>;

function caller(url: string): Call {
  let token = '';
  return async <T>(query: string, variables: Record<string, unknown> = {}) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
    token = answer.headers.get('vendure-auth-token') ?? token;
    const { data, errors } = (await answer.json()) as { data?: Record<string, unknown>; errors?: unknown };
    if (errors || !data) throw new Error(JSON.stringify(errors));
    for (const value of Object.values(data)) {
      if (value && typeof value === 'object' && 'errorCode' in value) throw new Error(JSON.stringify(value));
    }
    return data as T;
  };
}

async function signIn(url: string): Promise<Call> {
  const call = caller(url);
  await call(
    `mutation { login(username: "superadmin", password: "superadmin") { ... on ErrorResult { errorCode message } } }`,
  );
  return call;
}

export interface Buyer {
  name: string;
  street: string;
  city: string;
  province: string;
  postcode: string;
  phone: string;
}

const someBuyer: Buyer = {
  name: '王小明',
  street: '文一西路 969 号',
  city: '杭州',
  province: '浙江',
  postcode: '311121',
  phone: '13800000000',
};

/** As a guest of the shop: cart, address, shipping, payment. Answers the order's code. */
async function placeOrder(
  url: string,
  admin: Call,
  lines: { sku: string; qty: number }[],
  buyer = someBuyer,
): Promise<string> {
  const shop = caller(url);
  const failure = '... on ErrorResult { errorCode message }';
  for (const { sku, qty } of lines) {
    const variant = await readStock(admin, sku);
    await shop(
      `mutation ($id: ID!, $qty: Int!) { addItemToOrder(productVariantId: $id, quantity: $qty) { ${failure} } }`,
      { id: variant.id, qty },
    );
  }
  await shop(`mutation ($input: CreateCustomerInput!) { setCustomerForOrder(input: $input) { ${failure} } }`, {
    input: { firstName: buyer.name, lastName: '', emailAddress: `buyer-${crypto.randomUUID()}@example.com` },
  });
  await shop(`mutation ($input: CreateAddressInput!) { setOrderShippingAddress(input: $input) { ${failure} } }`, {
    input: {
      fullName: buyer.name,
      streetLine1: buyer.street,
      city: buyer.city,
      province: buyer.province,
      postalCode: buyer.postcode,
      countryCode: 'CN',
      phoneNumber: buyer.phone,
    },
  });
  const { eligibleShippingMethods } = await shop<{ eligibleShippingMethods: { id: string }[] }>(
    `{ eligibleShippingMethods { id } }`,
  );
  await shop(`mutation ($id: [ID!]!) { setOrderShippingMethod(shippingMethodId: $id) { ${failure} } }`, {
    id: [eligibleShippingMethods[0]?.id],
  });
  await shop(`mutation { transitionOrderToState(state: "ArrangingPayment") { ${failure} } }`);
  const { addPaymentToOrder } = await shop<{ addPaymentToOrder: { code: string } }>(
    `mutation { addPaymentToOrder(input: { method: "dummy-payment", metadata: {} }) { ... on Order { code } ${failure} } }`,
  );
  return addPaymentToOrder.code;
}

async function readOrder(admin: Call, code: string): Promise<PeerOrder> {
  interface Item extends Omit<PeerOrder, 'lines'> {
    lines: (Omit<PeerLine, 'sku'> & { productVariant: { sku: string } })[];
  }
  const { orders } = await admin<{ orders: { items: Item[] } }>(
    `query ($code: String!) { orders(options: { filter: { code: { eq: $code } } }) { items {
      id code state updatedAt
      lines { id quantity orderPlacedQuantity productVariant { sku } }
      fulfillments { id state method trackingCode lines { orderLineId quantity } }
    } } }`,
    { code },
  );
  const order = orders.items[0];
  if (!order) throw new Error(`Vendure has no order ${code}`);
  const lines = order.lines
    .map(({ productVariant, ...line }) => ({ ...line, sku: productVariant.sku }))
    .sort((a, b) => Number(a.id) - Number(b.id));
  return { ...order, lines, fulfillments: order.fulfillments ?? [] };
}

async function cancelOrder(
  admin: Call,
  code: string,
  lines?: { orderLineId: string; quantity: number }[],
): Promise<void> {
  const { id } = await readOrder(admin, code);
  await admin(
    `mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { ... on ErrorResult { errorCode message } } }`,
    {
      input: { orderId: id, reason: 'changed their mind', ...(lines && { lines }) },
    },
  );
}

async function fulfill(admin: Call, code: string, trackingCode: string, quantity: number): Promise<void> {
  const { lines } = await readOrder(admin, code);
  const handler = [
    { name: 'method', value: 'another' },
    { name: 'trackingCode', value: trackingCode },
  ];
  await admin(
    `mutation ($input: FulfillOrderInput!) { addFulfillmentToOrder(input: $input) { ... on ErrorResult { errorCode message } } }`,
    {
      input: {
        lines: [{ orderLineId: lines[0]?.id, quantity }],
        handler: { code: 'manual-fulfillment', arguments: handler },
      },
    },
  );
}

async function ship(admin: Call, id: string): Promise<void> {
  await admin(
    `mutation ($id: ID!) { transitionFulfillmentToState(id: $id, state: "Shipped") { ... on ErrorResult { errorCode message } } }`,
    { id },
  );
}

/** A key with the three rights that a connector needs. */
async function createApiKey(admin: Call, name: string): Promise<string> {
  const { createRole } = await admin<{ createRole: { id: string } }>(
    `mutation ($input: CreateRoleInput!) { createRole(input: $input) { id } }`,
    {
      input: {
        code: `connector-${crypto.randomUUID()}`,
        description: name,
        permissions: ['ReadOrder', 'UpdateOrder', 'ReadCatalog'],
      },
    },
  );
  const { createApiKey } = await admin<{ createApiKey: { apiKey: string } }>(
    `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey } }`,
    { input: { roleIds: [createRole.id], translations: [{ languageCode: 'en', name }] } },
  );
  return createApiKey.apiKey;
}

async function readStock(admin: Call, sku: string) {
  const { productVariants } = await admin<{
    productVariants: { items: { id: string; stockLevels: { stockOnHand: number; stockAllocated: number }[] }[] };
  }>(
    `query ($sku: String!) { productVariants(options: { filter: { sku: { eq: $sku } } }) { items { id stockLevels { stockOnHand stockAllocated } } } }`,
    { sku },
  );
  const [variant] = productVariants.items;
  if (!variant) throw new Error(`Vendure has no SKU ${sku}`);
  const sum = (key: 'stockOnHand' | 'stockAllocated') =>
    variant.stockLevels.reduce((total, level) => total + level[key], 0);
  return { id: variant.id, onHand: sum('stockOnHand'), allocated: sum('stockAllocated') };
}

async function setStock(admin: Call, sku: string, stockOnHand: number): Promise<void> {
  const { id } = await readStock(admin, sku);
  await admin(`mutation ($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }`, {
    input: [{ id, stockOnHand }],
  });
}
