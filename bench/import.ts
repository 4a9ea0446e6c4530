import { readFileSync } from 'node:fs';
import { checkDigit } from '../shared/domain/barcode/gtin.ts';
import type { DataKind } from '../shared/domain/data/kinds.ts';
import type { ImportView } from '../shared/domain/data/view.ts';
import { adminOf, startHouse, type House } from '../e2e/fixture/house.ts';

const skus = 50_000;
const bins = 20_000;
const stockLines = 40_000;
/** How often a small command asks the writer whether it is there. */
const knockEveryMs = 10;

/**
 * A large house's own data over HTTP into a fresh server: locations, SKUs, barcodes, and the opening stock. `seconds` is the catalogue
 * from the first byte sent to the last commit; `writerBlockedMs` the longest that any other command waited meanwhile.
 */
export async function run(): Promise<object> {
  const house = await startHouse({ empty: true });
  try {
    const token = await signIn(house);
    const knocking = knock(house, token);
    const start = performance.now();
    const times = [
      await importFile(house, token, 'location', locationFile()),
      await importFile(house, token, 'sku', skuFile()),
      await importFile(house, token, 'barcode', barcodeFile()),
    ];
    const seconds = (performance.now() - start) / 1000;
    const writerBlockedMs = await knocking.longest();
    const catalogue = await readCatalogue(house, token);
    const again = knock(house, token);
    const stock = await importFile(house, token, 'stock', stockFile());
    const stockBlockedMs = await again.longest();
    const sum = (of: 'previewMs' | 'applyMs'): number => times.reduce((total, time) => total + time[of], 0) / 1000;
    return {
      skus,
      barcodes: skus,
      bins,
      seconds: round(seconds),
      previewS: round(sum('previewMs')),
      applyS: round(sum('applyMs')),
      writerBlockedMs,
      ...catalogue,
      stockLines,
      stockSeconds: round((stock.previewMs + stock.applyMs) / 1000),
      stockBlockedMs,
      rssMb: peakMb(house.pid),
    };
  } catch (thrown) {
    console.error(house.log());
    throw thrown;
  } finally {
    await house.stop();
  }
}

const round = (value: number): number => Math.round(value * 100) / 100;

async function signIn(house: House): Promise<string> {
  const answer = await call(house, '', 'POST', '/api/sign-in', JSON.stringify(adminOf(house)));
  return (answer as { token: string }).token;
}

async function call(
  house: House,
  token: string,
  method: string,
  path: string,
  body?: string,
  type = 'application/json',
): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': type }) };
  const answer = await fetch(`${house.url}${path}`, { method, headers, ...(body !== undefined && { body }) });
  const json: unknown = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(json)}`);
  return json;
}

/** Sends a file as its user does: look until it was checked, apply, look until it is in. */
async function importFile(
  house: House,
  token: string,
  kind: DataKind,
  csv: string,
): Promise<{ previewMs: number; applyMs: number }> {
  const start = performance.now();
  const sent = (await call(
    house,
    token,
    'POST',
    `/api/imports/data/${kind}?name=${kind}.csv`,
    csv,
    'text/csv',
  )) as ImportView;
  const ready = await settled(house, token, sent.id);
  if (ready.state !== 'ready' || ready.problemCount > 0)
    throw new Error(`${kind}: ${ready.state} ${JSON.stringify(ready.fault ?? ready.problems[0])}`);
  const looked = performance.now();
  await call(house, token, 'POST', `/api/imports/jobs/${sent.id}/apply`);
  const done = await settled(house, token, sent.id);
  if (done.state !== 'done') throw new Error(`${kind}: ${done.state} ${JSON.stringify(done.fault)}`);
  const end = performance.now();
  return { previewMs: looked - start, applyMs: end - looked };
}

async function settled(house: House, token: string, id: string): Promise<ImportView> {
  for (;;) {
    const job = (await call(house, token, 'GET', `/api/imports/jobs/${id}`)) as ImportView;
    if (job.state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What a handheld waits for when it asks for all of it, built anew after the import. */
async function readCatalogue(house: House, token: string): Promise<{ catalogueMs: number; catalogueMb: number }> {
  const start = performance.now();
  const answer = await fetch(`${house.url}/api/catalogue`, { headers: { authorization: `Bearer ${token}` } });
  const text = await answer.text();
  return { catalogueMs: Math.round(performance.now() - start), catalogueMb: round(text.length / 1024 / 1024) };
}

/** A small command for the writer, again and again; the longest that one of them took. */
function knock(house: House, token: string): { longest(): Promise<number> } {
  let going = true;
  let longest = 0;
  const loop = (async () => {
    while (going) {
      const start = performance.now();
      await call(house, token, 'POST', '/api/grants', JSON.stringify({ parcels: ['none'] }));
      longest = Math.max(longest, performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, knockEveryMs));
    }
  })();
  // Where the import fails, its own words are what counts.
  loop.catch(() => {});
  return {
    async longest() {
      going = false;
      await loop;
      return Math.round(longest);
    },
  };
}

/** The most memory that the server had at once, as Linux counts it. */
function peakMb(pid: number): number {
  const kB = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kB) / 1024);
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const csv = (head: string, rows: string[]): string => `${head}\n${rows.join('\n')}\n`;

/** Aisles of 200 bays and 2 levels. */
const bin = (i: number): string =>
  `A${Math.floor(i / 400) + 1}-${String(Math.floor((i % 400) / 2) + 1).padStart(3, '0')}-${(i % 2) + 1}`;
const sku = (i: number): string => `SKU-${String(i + 1).padStart(5, '0')}`;

const locationFile = (): string =>
  csv(
    'Location code,Kind,Zone',
    numbers(bins).map((i) => `${bin(i)},bin,Z${Math.floor(i / 4000) + 1}`),
  );
const skuFile = (): string =>
  csv(
    'SKU,Name in English,Name in Chinese,Weight (g)',
    numbers(skus).map((i) => `${sku(i)},Thing number ${i + 1},商品第 ${i + 1} 号,${100 + (i % 900)}`),
  );
const barcodeFile = (): string =>
  csv(
    'SKU,Barcode,Pieces per scan',
    numbers(skus).map((i) => {
      const body = `69${String(i).padStart(10, '0')}`;
      return `${sku(i)},${body}${checkDigit(body)},1`;
    }),
  );
const stockFile = (): string =>
  csv(
    'Bin,SKU,Pieces received',
    numbers(stockLines).map((i) => `${bin(i % bins)},${sku((i * 7) % skus)},${1 + (i % 40)}`),
  );
