import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { circles, broken, importsOf, unresolved } from './imports.mjs';
import { mayUseDevDependencies, rules } from '../import-rules.mjs';
import { ensureBrowser } from './browser.mjs';
import { ensureClient } from './build.mjs';
import { envWith, run } from './child.mjs';
import { filesBelow } from './hash.mjs';
import { writeContactSheet } from './contactSheet.mjs';
import { at, root } from './paths.mjs';
import { entrySize } from './size.mjs';
import { Trouble } from './steps.mjs';

/**
 * @typedef {{ passed?: number, failed?: number, skipped?: number, note?: string }} Counts
 * @typedef {object} Phase
 * @property {string} name
 * @property {string} what
 * @property {string[]} [needs] phases without which this one cannot run
 * @property {(filters: string[]) => Promise<Counts> | Counts} run
 */

const minuteMs = 60_000;
const code = ['shared', 'server', 'client', 'sim', 'bench', 'e2e', 'scripts'];
const budgetBytes = 150_000;

/** Runs one of the project's tools on this terminal. @returns its exit code */
const tool = (path, args, env = {}, limitMs = 10 * minuteMs) =>
  run(process.execPath, [at('node_modules', ...path.split('/')), ...args], {
    env: envWith(process.execPath, env),
    limitMs,
  });

const verdict = (exitCode, note = '') => (exitCode === 0 ? { passed: 1, note } : { failed: 1, note });

/** @type {Phase[]} */
export const phases = [
  { name: 'types', what: 'TypeScript, every configuration', run: types },
  { name: 'lint', what: 'oxlint', run: async () => verdict(await tool('oxlint/bin/oxlint', ['--deny-warnings'])) },
  {
    name: 'format',
    what: 'prettier (npm run format puts it right)',
    run: async () => verdict(await tool('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.'])),
  },
  { name: 'imports', what: 'who may import what, and no circles', run: imports },
  { name: 'vitest', what: 'unit tests', run: vitest },
  { name: 'build', what: 'the client, as users get it', run: build },
  { name: 'size', what: 'JavaScript of the first screen', needs: ['build'], run: size },
  { name: 'browser', what: 'Chromium and a Chinese font', run: browser },
  { name: 'playwright', what: 'browser tests', needs: ['build', 'browser'], run: playwright },
];

async function types() {
  const { references } = JSON.parse(readFileSync(at('tsconfig.json'), 'utf8'));
  const wrong = [];
  for (const { path } of references) {
    const project = path.replace('./', '');
    const { include } = JSON.parse(readFileSync(at(project), 'utf8'));
    if (globSync(include, { cwd: root }).length === 0) continue;
    if ((await tool('typescript/bin/tsc', ['-p', project, '--pretty'])) !== 0) wrong.push(project);
  }
  return verdict(wrong.length, wrong.join(', '));
}

const hasFiles = (folder, pattern = /\.tsx?$/) => filesBelow([folder], (path) => pattern.test(path)).length > 0;

function imports() {
  const files = filesBelow([...code, 'vite.config.ts', 'vitest.config.ts', 'playwright.config.ts'], (path) =>
    /\.tsx?$/.test(path),
  );
  const found = importsOf(root, files);
  const manifest = JSON.parse(readFileSync(at('package.json'), 'utf8'));
  const wrong = [
    ...broken(found, rules),
    ...unresolved(root, found, manifest, mayUseDevDependencies),
    ...circles(found).map((circle) => `a circle: ${circle}`),
  ];
  for (const line of wrong) console.log(line);
  return verdict(wrong.length, `${found.length} imports in ${files.length} files`);
}

async function vitest(filters) {
  if (!code.some((folder) => hasFiles(folder, /^(?!e2e\/).*\.test\.(ts|tsx|mjs)$/))) return { note: 'no tests yet' };
  const file = resultFile('vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...filters];
  const exitCode = await tool('vitest/vitest.mjs', args, {}, 30 * minuteMs);
  const result = readResult(file);
  // A file that does not even load fails without a failed test in it.
  const unloaded = result.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = result.numFailedTests + unloaded;
  return {
    passed: result.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: result.numPendingTests + (result.numTodoTests ?? 0),
    note: unloaded > 0 ? `${unloaded} files did not load` : '',
  };
}

async function build() {
  if (filesBelow(['client']).length === 0) return { note: 'no client yet' };
  return { passed: 1, note: await ensureClient(process.execPath) };
}

function size() {
  if (!existsSync(at('dist', 'client', 'index.html'))) return { note: 'no client yet' };
  const { totalBytes, files } = entrySize(at('dist', 'client'));
  for (const { name, bytes } of files) console.log(`${kB(bytes).padStart(10)}  ${name}`);
  return verdict(totalBytes > budgetBytes ? 1 : 0, `${kB(totalBytes)} brotli of ${kB(budgetBytes)}`);
}

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

const isSpec = /\.(spec|test)\.ts$/;

async function browser() {
  if (!hasFiles('e2e', isSpec)) return { note: 'no browser tests yet' };
  const { path, version, installed } = await ensureBrowser();
  process.env.CHROMIUM_PATH = path;
  return { note: `${version}${installed ? ', installed' : ''}` };
}

async function playwright(filters) {
  if (!hasFiles('e2e', isSpec)) return { note: 'no browser tests yet' };
  const file = resultFile('playwright.json');
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  const exitCode = await tool(
    '@playwright/test/cli.js',
    ['test', '--reporter=list,json', ...filters],
    env,
    40 * minuteMs,
  );
  const screens = writeContactSheet(at('dist', 'e2e', 'shots'));
  if (screens > 0) console.log(`${screens} screens on dist/e2e/shots/index.html`);
  const { stats, errors } = readResult(file);
  for (const { message } of errors) console.log(message);
  const failed = stats.unexpected + errors.length;
  return {
    passed: stats.expected,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: stats.skipped,
    // No retries are set, so none should be flaky; should somebody set them, it shows.
    note: stats.flaky > 0 ? `${stats.flaky} flaky, not counted` : '',
  };
}

function resultFile(name) {
  mkdirSync(at('dist', 'test'), { recursive: true });
  const file = at('dist', 'test', name);
  rmSync(file, { force: true });
  return file;
}

function readResult(file) {
  if (!existsSync(file)) throw new Trouble('The test runner ended without a result.', ['What it says is above.']);
  return JSON.parse(readFileSync(file, 'utf8'));
}
