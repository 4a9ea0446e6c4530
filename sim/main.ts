import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { memoryStore } from '../server/store/memory.ts';
import { openSqliteStore } from '../server/store/sqlite.ts';
import { faultNames, usualFaults } from './run/faults.ts';
import { simulate } from './run/run.ts';
import { wh } from './run/scene.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    steps: { type: 'string', default: '20000' },
    store: { type: 'string', default: 'memory' },
    'fail-fast': { type: 'boolean', default: false },
    /** A fault's chance: `server.crashIdle=0.01`. */
    fault: { type: 'string', multiple: true, default: [] },
  },
});
const steps = Number(values.steps);
if (!Number.isSafeInteger(steps) || steps < 1 || (values.store !== 'memory' && values.store !== 'sqlite')) {
  console.error('npm run sim -- --seed S --steps N --store memory|sqlite [--fail-fast]');
  process.exit(2);
}

const faults: Record<string, number> = Object.fromEntries(
  values.fault.map((text) => text.split('=')).map(([name, rate]) => [name, Number(rate)]),
);
const unknown = Object.entries<number>(faults).find(
  ([name, rate]) => !(name in usualFaults) || !(rate >= 0 && rate <= 1),
);
if (unknown) {
  console.error(`--fault ${unknown[0]}: one of ${faultNames.join(', ')}, with a chance of 0 to 1`);
  process.exit(2);
}

const folder = values.store === 'sqlite' ? mkdtempSync(join(tmpdir(), 'picktrail-sim-')) : null;
const store = folder === null ? memoryStore() : await openSqliteStore(join(folder, 'books.sqlite'), wh);
const begun = performance.now();
try {
  const result = await simulate({ seed: values.seed, steps, store, failFast: values['fail-fast'], faults });
  const seconds = Math.round(performance.now() - begun) / 1000;
  for (const { rule, detail, at } of result.violations.slice(0, 10))
    console.error(`seed ${values.seed}, ${new Date(at).toISOString()}: ${rule}: ${detail}`);
  console.log(JSON.stringify({ ...result, violations: result.violations.length, seconds }));
  process.exitCode = result.violations.length === 0 ? 0 : 1;
} finally {
  await store.close();
  if (folder !== null) rmSync(folder, { recursive: true, force: true });
}
