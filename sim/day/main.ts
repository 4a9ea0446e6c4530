import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { randomFrom } from '../../shared/domain/random.ts';
import type { CatalogueAnswer } from '../../shared/protocol.ts';
import { World } from '../world/world.ts';
import { createApi, signIn, type Api } from './api.ts';
import { readArguments, usage, type DayArguments } from './arguments.ts';
import { Buyers, createOrderView, sendOrders } from './channels.ts';
import { judge, type DayBooks } from './check.ts';
import { compareExplanations } from './explained.ts';
import { hireCrew, Supervisor } from './floor.ts';
import type { Losses } from './lossyNetwork.ts';
import { startServer } from './ownServer.ts';
import { preparePeople } from './people.ts';
import { exported, fillStock, planDay, realPiles } from './prepare.ts';
import { describeStall } from './stall.ts';
import { createView, indexCatalogue } from './serverView.ts';

/** The demo's admin; another server's may be named by the environment. */
const admin = { badge: process.env['DAY_ADMIN_BADGE'] ?? '9001', pin: process.env['DAY_ADMIN_PIN'] ?? '9999' };
/** Nothing got further for so long: the day is over, well or badly. */
const stallMs = 120_000;
const wrongBins = 0.02;
const tellMs = 5000;
const homeMs = 30_000;

const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function main(): Promise<number> {
  let args: DayArguments;
  try {
    args = readArguments(process.argv.slice(2));
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  }
  const began = performance.now();
  const server = args.url === null ? await startServer() : null;
  try {
    const url = args.url ?? server!.url;
    say(`working against ${url}`);
    const report = await work(args, url, createApi(url, await signIn(url, admin.badge, admin.pin, null)));
    process.stdout.write(
      `${JSON.stringify({ ...report.figures, seconds: Math.round((performance.now() - began) / 100) / 10 })}\n`,
    );
    return report.good ? 0 : 1;
  } finally {
    await server?.stop();
  }
}

interface Report {
  figures: Record<string, number>;
  good: boolean;
}

async function work(args: DayArguments, url: string, api: Api): Promise<Report> {
  const random = randomFrom(args.seed);
  const plan = planDay(args.source, args.seed);
  const people = await preparePeople(api, args.pickers, args.packers);
  await fillStock(api, await api.get<CatalogueAnswer>('/api/catalogue'), plan, args.scarce);
  const catalogue = indexCatalogue(await api.get<CatalogueAnswer>('/api/catalogue'));
  const piles = realPiles(
    await exported(api, 'balance'),
    args.source.at === 'generated' ? wrongBins : 0,
    random.fork('bins'),
  );
  const log = args.out === null ? null : openLog(args.out, 'truth.jsonl');
  const world = new World(
    () => Date.now(),
    (act) => log?.write(`${JSON.stringify(act)}\n`),
  );
  for (const pile of piles) {
    world.arrive('before', pile.place, pile.sku, pile.lot, pile.books);
    if (pile.qty > pile.books) world.surface(pile.place, pile.sku, pile.lot, pile.qty - pile.books);
    if (pile.qty < pile.books) world.vanish(pile.place, pile.sku, pile.lot, pile.books - pile.qty);
  }
  say(
    `${plan.orders.length} orders, ${world.size} pieces in ${piles.length} piles, ${piles.filter((p) => p.qty !== p.books).length} of them not as the books say`,
  );

  const view = createView(api);
  const losses: Losses = { requests: 0, lostRequests: 0, lostAnswers: 0, doubled: 0 };
  const crew = await hireCrew({
    url,
    loss: args.loss,
    random: random.fork('crew'),
    world,
    catalogue,
    view,
    losses,
    people,
  });
  const orders = createOrderView(api);
  const sending = sendOrders(api, plan, random.fork('shops'), 100);
  let sent = false;
  void sending.then(
    () => (sent = true),
    () => (sent = true),
  );
  const buyers = new Buyers(api, plan);
  const waveOrders = args.source.at === 'generated' ? 150 : 30;
  const supervisor = new Supervisor(api, crew, view, random.fork('lists'), waveOrders);
  let broken: unknown = null;
  void crew.start().catch((error: unknown) => (broken = error));

  const ended = (): number =>
    [...orders.orders.values()].filter((o) => o.state === 'shipped' || o.state === 'cancelled').length;
  let moved = Date.now();
  let last = -1;
  let told = 0;
  for (;;) {
    if (broken !== null) throw broken;
    await view.refresh();
    await orders.refresh();
    await buyers.act(orders.orders);
    await supervisor.act(args.pickers * 2);
    const done = ended();
    if (done !== last) moved = Date.now();
    if (Date.now() - told > tellMs) {
      told = Date.now();
      const kept = crew.devices.reduce((sum, d) => sum + d.beeped.size, 0);
      say(
        `  ${done} of ${orders.orders.size} orders ended, ${supervisor.waves} waves, ${crew.house.tray.length} lists wait, ${kept} steps`,
      );
    }
    last = done;
    const over = sent && done === orders.orders.size;
    // Cancelled goods are brought home before the day is over.
    const home = [...view.tasks()].every((t) => t.kind !== 'putback' || t.state === 'done');
    if (over && (home || Date.now() - moved > homeMs)) break;
    if (Date.now() - moved > stallMs) {
      for (const line of describeStall(crew, view)) say(`? ${line}`);
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const intake = await sending;
  await crew.stop();
  const until = Date.now() + 60_000;
  while (crew.devices.some((d) => d.unsent() > 0) && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 100));
  await Promise.all(crew.devices.map((d) => d.stop()));
  // Doubled messages may still be on their way.
  await new Promise((resolve) => setTimeout(resolve, 2000));
  log?.end();

  const books = await readBooks(api, args.out);
  const beeped = new Set(crew.devices.flatMap((d) => [...d.beeped]));
  const found = judge(world, books, piles, beeped);
  const audit = await api.get<{ checks: { name: string; ok: boolean; detail: string }[] }>('/api/audit');
  const unsound = audit.checks.filter((c) => !c.ok).map((c) => `audit ${c.name}: ${c.detail}`);
  const mine = new Set(plan.orders.map((o) => `${o.channel}/${o.number}`));
  const day = books.orders.filter((o) => mine.has(`${o.channel}/${o.number}`));
  const shipped = day.filter((o) => o.state === 'shipped').length;
  const cancelled = day.filter((o) => o.state === 'cancelled').length;
  const open = day.filter(
    (o) => o.state !== 'shipped' && o.state !== 'cancelled' && !(args.scarce && o.state === 'backordered'),
  );
  const deviceOf = new Map(crew.devices.flatMap((d) => [...d.beeped].map((step) => [step, d.name] as const)));
  const explained = await compareExplanations(api, world, books.orders, deviceOf);
  const violations = [...found.violations, ...unsound, ...explained.disagreements];
  for (const text of violations.slice(0, 20)) say(`! ${text}`);
  for (const order of open.slice(0, 20))
    say(`! no end: ${order.channel} ${order.number} ${order.state} ${order.cancel} ${order.problem ?? ''}`);
  say(
    `network: ${JSON.stringify(losses)}; cancels that came too late: ${buyers.refused}; held by the books: ${books.steps.filter((s) => isHeld(s.verdict)).length}`,
  );

  const { disagreements, ...compared } = explained;
  say(`explained: ${JSON.stringify({ ...compared, disagreements: disagreements.length })}`);

  const figures = {
    orders: day.length,
    lines: plan.orders.reduce((sum, o) => sum + o.lines.length, 0),
    units: plan.orders.reduce((sum, o) => sum + o.lines.reduce((s, l) => s + l.qty, 0), 0),
    reserved: intake.reserved + intake.held,
    backordered: intake.backordered,
    picked: pickedPieces(world, books.steps),
    short: world.truth.filter((a) => a.kind === 'short').length,
    shipped,
    cancelled,
    steps: beeped.size,
    dropped: found.dropped.length,
    doubled: found.doubled.length,
    oversold: found.oversold,
    violations: violations.length,
  };
  const lost = plan.orders.length - day.length;
  if (lost > 0) say(`! ${lost} orders were sent and are not in the books`);
  const good =
    violations.length + found.dropped.length + found.doubled.length + found.oversold + open.length + lost === 0;
  return { figures, good };
}

/**
 * Pieces that ended picked: taken from a bin into a tote, less those whose take was undone. A piece that is taken, undone and taken again
 * counts once; one that a cancel brought home was picked all the same, and once more where another order got it.
 */
function pickedPieces(world: World, steps: DayBooks['steps']): number {
  const kindOf = new Map(steps.map((step) => [step.id, step.kind]));
  const count = (kind: string): number =>
    world.truth
      .filter((act) => act.kind === 'move' && kindOf.get(act.step ?? '') === kind)
      .reduce((sum, act) => sum + act.pieces.length, 0);
  return count('pick.take') - count('pick.undo');
}

const isHeld = (verdict: unknown): boolean =>
  typeof verdict === 'object' && verdict !== null && 'state' in verdict && verdict.state === 'held';

function openLog(dir: string, name: string) {
  mkdirSync(dir, { recursive: true });
  return createWriteStream(join(dir, name));
}

async function readBooks(api: Api, dir: string | null): Promise<DayBooks> {
  const books = {
    orders: await exported(api, 'order'),
    portions: await exported(api, 'portion'),
    balances: await exported(api, 'balance'),
    ledger: await exported(api, 'ledger'),
    parcels: await exported(api, 'parcel'),
    steps: await exported(api, 'step'),
  };
  if (dir !== null) {
    const log = openLog(dir, 'books.jsonl');
    for (const [table, rows] of Object.entries(books))
      for (const row of rows) log.write(`${JSON.stringify({ table, row })}\n`);
    await new Promise<void>((resolve) => log.end(resolve));
  }
  return books;
}

// A person of the day who fails ends it: what follows would prove nothing.
process.exit(await main());
