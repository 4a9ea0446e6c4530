// The whole suite: every phase runs, whatever an earlier one says, and the last line counts what passed and failed.
//   --only a,b      these phases (and what they need)
//   --list          name the phases
//   words           file filters for vitest and playwright
import { parseArgs } from 'node:util';
import { phases } from './lib/phases.mjs';
import { report, seconds } from './lib/steps.mjs';

const { values, positionals } = parseArgs({
  options: { only: { type: 'string' }, list: { type: 'boolean', default: false } },
  allowPositionals: true,
});

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (interrupted = true));

/** @returns {import('./lib/phases.mjs').Phase[]} the chosen phases and those they need, in the suite's order */
function chosen() {
  if (values.only === undefined) return phases;
  const names = values.only.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !phases.some((phase) => phase.name === name));
  if (unknown.length > 0) {
    console.error(`No phase is called ${unknown.join(', ')}. There are: ${phases.map(({ name }) => name).join(', ')}.`);
    process.exit(2);
  }
  const needed = new Set(
    names.flatMap((name) => [name, ...(phases.find((phase) => phase.name === name)?.needs ?? [])]),
  );
  return phases.filter(({ name }) => needed.has(name));
}

/** Runs a phase. A phase that throws has failed, one that finds nothing to do counts nothing.
 * @param {import('./lib/phases.mjs').Phase} phase
 * @param {Set<string>} fallen names of the phases that failed so far */
async function runPhase(phase, fallen) {
  const missing = (phase.needs ?? []).filter((name) => fallen.has(name));
  if (missing.length > 0) return { passed: 0, failed: 1, skipped: 0, note: `not run: ${missing.join(' and ')} failed` };
  try {
    return { passed: 0, failed: 0, skipped: 0, note: '', ...(await phase.run(positionals)) };
  } catch (error) {
    report(error);
    return { passed: 0, failed: 1, skipped: 0, note: '' };
  }
}

async function main() {
  const todo = chosen();
  if (values.list) {
    for (const { name, what } of todo) console.log(`${name.padEnd(11)} ${what}`);
    return 0;
  }
  const fallen = new Set();
  const lines = [];
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const [index, phase] of todo.entries()) {
    if (interrupted) break;
    console.log(`\n── ${index + 1}/${todo.length} ${phase.name}: ${phase.what}`);
    const startMs = Date.now();
    const result = await runPhase(phase, fallen);
    if (result.failed > 0) fallen.add(phase.name);
    for (const key of /** @type {const} */ (['passed', 'failed', 'skipped'])) total[key] += result[key];
    const line = [
      result.failed > 0 ? '✗' : result.passed + result.skipped > 0 ? '✓' : '·',
      phase.name.padEnd(10),
      seconds(Date.now() - startMs).padStart(8),
      ` ${count(result)}`,
      result.note && `(${result.note})`,
    ];
    lines.push(line.filter(Boolean).join(' '));
    console.log(lines.at(-1));
  }
  if (interrupted) total.failed += 1;
  console.log(`\n${lines.join('\n')}${interrupted ? '\n✗ interrupted' : ''}\n\n${count(total)}`);
  return total.failed > 0 ? 1 : 0;
}

const count = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

process.exit(await main());
