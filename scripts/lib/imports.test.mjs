import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mayUseDevDependencies, rules } from '../import-rules.mjs';
import { broken, circles, importsOf, unresolved } from './imports.mjs';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'imports-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes one file and gives its imports. */
function importsIn(name, text) {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return importsOf(folder, [file]);
}

const rulesBrokenBy = (name, text) =>
  broken(importsIn(name, text), rules).map((line) => /\(([^)]+)\)$/.exec(line)?.[1]);

test('every way to import is seen, types and lazy ones included', () => {
  const text = `import a from './a.ts';
    import type { B } from './b.ts';
    export { c } from './c.ts';
    export type * from './d.ts';
    const e = () => import('./e.ts');
    type F = import('./f.ts').F;
    import g from '../g.css?inline';
    import fs from 'fs';
    import { ed } from '@noble/ed25519/sub';
    const no = "import './no.ts'"; // import './no.ts'`;
  expect(importsIn('client/x.tsx', text).map(({ to }) => to)).toEqual([
    'client/a.ts',
    'client/b.ts',
    'client/c.ts',
    'client/d.ts',
    'client/e.ts',
    'client/f.ts',
    'g.css',
    'node:fs',
    'npm:@noble/ed25519',
  ]);
});

describe('each rule catches what it forbids and lets the rest pass', () => {
  test.each([
    ['shared/domain/a.ts', 'node:crypto', 'shared-stands-alone'],
    ['shared/domain/a.ts', 'react', 'shared-stands-alone'],
    ['shared/domain/a.ts', 'zod', undefined],
    ['shared/words/a.ts', 'i18next', undefined],
    ['shared/words/a.ts', 'react-i18next', 'words-know-i18next'],
    ['shared/domain/a.test.ts', 'node:fs', undefined],
    ['shared/domain/a.test.ts', '../../server/a.ts', 'shared-tests-stand-alone'],
    ['client/a.ts', '../server/a.ts', 'client-without-server'],
    ['client/a.ts', 'node:fs', 'client-without-node'],
    ['server/a.ts', '../client/a.ts', 'server-without-client'],
    ['sim/world/a.ts', '../../shared/domain/a.ts', 'an-independent-judge'],
    ['sim/checker.ts', '../server/a.ts', 'an-independent-judge'],
    ['sim/day/a.ts', '../../shared/domain/a.ts', undefined],
    ['client/floor/pick/a.tsx', '../count/b.tsx', 'floor-tasks-apart'],
    ['client/floor/pick/a.tsx', './b.tsx', undefined],
    ['client/floor/pick/a.tsx', '../frame.tsx', undefined],
    ['client/floor/pick/a.tsx', '../../board/b.tsx', 'floor-tasks-apart'],
    ['client/floor/home.tsx', './pick/b.tsx', undefined],
    ['client/board/waves/a.tsx', '../../floor/pick/b.tsx', 'board-without-floor'],
    ['client/ui/a.tsx', '../floor/pick/b.tsx', 'ui-without-screens'],
    ['client/sync/a.ts', 'dexie', 'dexie-and-rxdb-in-client-store'],
    ['client/sync/a.ts', 'rxdb/plugins/replication', 'dexie-and-rxdb-in-client-store'],
    ['client/store/a.ts', 'dexie', undefined],
    ['server/engine/a.ts', 'hono', 'hono-in-server-http'],
    ['server/main.ts', '@hono/node-server', undefined],
    ['server/engine/a.ts', 'better-sqlite3', 'drivers-in-server-store'],
    ['server/store/sqlite.ts', 'better-sqlite3', undefined],
  ])('%s imports %s: %s', (file, specifier, rule) => {
    const expected = rule === undefined ? [] : [rule];
    expect(rulesBrokenBy(file, `import '${specifier}';`)).toEqual(expected);
    expect(rulesBrokenBy(file, `import type { X } from '${specifier}';`)).toEqual(expected);
  });
});

test('a circle is told once with its way round; a lazy import may close one', () => {
  const edge = (from, to, lazy = false) => ({ from, to, lazy, line: 1 });
  expect(circles([edge('a', 'b'), edge('b', 'c'), edge('c', 'a'), edge('d', 'a')])).toEqual(['a → b → c → a']);
  expect(circles([edge('a', 'b'), edge('b', 'a', true)])).toEqual([]);
  expect(circles([edge('a', 'b'), edge('a', 'c'), edge('b', 'd'), edge('c', 'd')])).toEqual([]);
});

test('a missing file, an unnamed package and a tool in production code are told', () => {
  const manifest = { dependencies: { zod: '4' }, devDependencies: { vitest: '5' } };
  const check = (name, text) => unresolved(folder, importsIn(name, text), manifest, mayUseDevDependencies).length;
  expect(check('server/a.ts', `import './a.ts'; import 'zod'; import 'node:fs';`)).toBe(0);
  expect(check('server/a.ts', `import './gone.ts';`)).toBe(1);
  expect(check('server/a.ts', `import 'left-pad';`)).toBe(1);
  expect(check('server/a.ts', `import 'vitest';`)).toBe(1);
  expect(check('server/a.test.ts', `import 'vitest';`)).toBe(0);
  expect(check('server/store/contract.ts', `import 'vitest';`)).toBe(0);
  expect(check('server/a.config.ts', `import 'vitest';`)).toBe(1);
});
