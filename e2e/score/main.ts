/**
 * Reads the pictures of a manifest in a real browser, as the camera would, and counts what came out: one line of JSON.
 * `npm run scan:score -- MANIFEST.json [--engine all]`. A manifest is a list of {file, format, expected, suite}, files beside it;
 * `expected: null` means that nothing may be read. The reader knows nothing of what is expected.
 */
import { readFileSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { createServer } from 'vite';
import type { Read } from './page.ts';

interface Picture {
  file: string;
  format: string;
  expected: string | null;
  suite: string;
}

interface Tally {
  positives: number;
  read: number;
  wrong: number;
}

type How = Parameters<Window['readPicture']>[1];

const { values, positionals } = parseArgs({ options: { engine: { type: 'string' } }, allowPositionals: true });
const [manifestFile] = positionals;
if (manifestFile === undefined) {
  console.error('npm run scan:score -- MANIFEST.json [--engine all]');
  process.exit(2);
}
const folder = dirname(resolve(manifestFile));
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Picture[];
const root = resolve(import.meta.dirname, '../..');

const vite = await createServer({
  configFile: false,
  root,
  cacheDir: resolve(root, 'node_modules/.vite-score'),
  server: { host: '127.0.0.1', port: 0, watch: null },
  worker: { format: 'es' },
  // All that the page and its worker need, from the start: finding one later would load the page anew.
  optimizeDeps: { include: ['zxing-wasm/reader', '@zxing/browser', '@zxing/library'] },
  logLevel: 'error',
});
await vite.listen();
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const page = await browser.newPage();
  await page.goto(`${vite.resolvedUrls?.local[0] ?? ''}e2e/score/`);
  await page.waitForFunction(() => window.ready);
  const product = await score(page, 'product');
  const others =
    values.engine === 'all' ? { wasm: await score(page, 'wasm'), zxingBrowser: await score(page, 'library') } : null;
  console.log(JSON.stringify(others ? { ...product, engines: others } : product));
} finally {
  await browser.close();
  await vite.close();
}

async function score(page: Page, how: How) {
  const all: Tally = { positives: 0, read: 0, wrong: 0 };
  const byFormat: Record<string, Tally> = {};
  const bySuite: Record<string, Tally> = {};
  const tookMs: number[] = [];
  let falseReads = 0;
  for (const { file, format, expected, suite } of manifest) {
    const got: Read = await page.evaluate(([url, how]) => window.readPicture(url, how), [urlOf(file), how] as const);
    tookMs.push(got.tookMs);
    if (expected === null) {
      if (got.text !== null) falseReads++;
      continue;
    }
    const right = got.text !== null && sameText(got.text, expected, format);
    for (const tally of [all, (byFormat[format] ??= blank()), (bySuite[suite] ??= blank())]) {
      tally.positives++;
      if (right) tally.read++;
      else if (got.text !== null) tally.wrong++;
    }
  }
  tookMs.sort((a, b) => a - b);
  const at = (share: number) => Math.round((tookMs[Math.ceil(tookMs.length * share) - 1] ?? 0) * 10) / 10;
  return { ...all, falseReads, byFormat, bySuite, p50Ms: at(0.5), p95Ms: at(0.95) };
}

function blank(): Tally {
  return { positives: 0, read: 0, wrong: 0 };
}

function urlOf(file: string): string {
  const kind = extname(file).slice(1).toLowerCase();
  const type = kind === 'jpg' ? 'image/jpeg' : `image/${kind}`;
  return `data:${type};base64,${readFileSync(resolve(folder, file)).toString('base64')}`;
}

/** Separators and line ends apart; UPC-A is EAN-13 with a leading 0; Code 39's asterisks are its frame. */
function sameText(got: string, expected: string, format: string): boolean {
  const plain = (text: string) => {
    const bare = text.replaceAll('\u001d', '').replaceAll('\r\n', '\n').trim();
    return /39/.test(format) ? bare.replaceAll('*', '') : /^\d{12}$/.test(bare) ? `0${bare}` : bare;
  };
  return plain(got) === plain(expected);
}
