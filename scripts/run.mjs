// The way in behind every npm script. Plain JavaScript without dependencies, for any Node from 18: it brings the Node, the
// packages and the client build that the rest needs, says what it does, and then runs what was asked for.
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { ensureClient } from './lib/build.mjs';
import { envWith, run } from './lib/child.mjs';
import { ensureDependencies } from './lib/deps.mjs';
import { alone } from './lib/lock.mjs';
import { ensureNode } from './lib/node.mjs';
import { at } from './lib/paths.mjs';
import { report, Steps, Trouble } from './lib/steps.mjs';

const usage = `node scripts/run.mjs COMMAND
  start [args]                set up, build the client, run server/main.ts
  test [--only a,b]           set up, run the whole suite or some of its phases
  check                       set up, run types, lint, format and import rules
  format                      set up, put every file in the common format
  dev [args]                  set up, run the server and Vite, both watching
  exec [--build] FILE.ts …    set up (and build the client), run a file
  setup                       set up, build the client`;

/** What a command needs and runs: `commands` run side by side, the first to end ends the rest.
 * @returns {{ build: boolean, label: string, commands: string[][], cwd?: string } | undefined} */
function plan([command = '', ...args]) {
  const test = at('scripts', 'test.mjs');
  const server = at('server', 'main.ts');
  switch (command) {
    case 'start':
      return { build: true, label: 'server', commands: [[server, ...args]] };
    case 'test':
      return { build: false, label: 'tests', commands: [[test, ...args]] };
    case 'check':
      return { build: false, label: 'checks', commands: [[test, '--only', 'types,lint,format,imports', ...args]] };
    case 'format':
      return { build: false, label: 'format', commands: [[tool('prettier', 'bin', 'prettier.cjs'), '--write', '.']] };
    case 'dev':
      return {
        build: false,
        label: 'server and Vite',
        commands: [
          ['--watch', server, ...args],
          [tool('vite', 'bin', 'vite.js'), '--host'],
        ],
      };
    case 'exec': {
      const build = args[0] === '--build';
      const [file, ...rest] = build ? args.slice(1) : args;
      if (file === undefined) return undefined;
      return { build, label: file, commands: [[at(file), ...rest]], cwd: process.cwd() };
    }
    case 'setup':
      return { build: true, label: '', commands: [] };
    default:
      return undefined;
  }
}

const tool = (...parts) => at('node_modules', ...parts);

async function main(args) {
  const todo = plan(args);
  if (todo === undefined) {
    console.error(usage);
    return 2;
  }
  const steps = new Steps(2 + (todo.build ? 1 : 0) + (todo.commands.length > 0 ? 1 : 0));
  const node = await alone(() => setUp(steps, todo.build));
  if (todo.commands.length === 0) return 0;
  steps.last(todo.label);
  return await runAll(node, todo);
}

/** @returns {Promise<string>} the Node to run with */
async function setUp(steps, build) {
  let node = process.execPath;
  await steps.step('Node', async () => {
    const found = await ensureNode();
    node = found.node;
    return found.note;
  });
  await steps.step('packages', () => ensureDependencies(node));
  if (build) await steps.step('client', () => ensureClient(node));
  return node;
}

async function runAll(node, { commands, cwd }) {
  for (const [first] of commands) {
    const file = first === '--watch' ? at('server', 'main.ts') : first;
    if (!existsSync(file))
      throw new Trouble(`${relative(at(), file)} does not exist.`, ['Check the name, or `git status`.']);
  }
  const env = envWith(node);
  const ends = commands.map((command) => run(node, command, { env, cwd: cwd ?? at() }));
  const code = await Promise.race(ends);
  if (ends.length > 1) process.kill(process.pid, 'SIGTERM');
  await Promise.allSettled(ends);
  return code;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    report(error);
    process.exit(1);
  },
);
