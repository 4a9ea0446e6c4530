import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { entrySize, staticImports } from './size.mjs';

test('static imports are found in minified code, lazy ones and strings are not', () => {
  const text = `import{a as b,c as $}from"./one.js";import"./two.js";import*as n from'./three.js';
    export*from"./four.js";export{x as y}from"./five.js";import d,{e}from"./six.js";const l=()=>import("./lazy.js");f("./text.js")`;
  expect(staticImports(text)).toEqual(['one', 'two', 'three', 'four', 'five', 'six'].map((name) => `./${name}.js`));
});

test('the entry, what it imports and what is preloaded count once; lazy chunks do not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'size-'));
  mkdirSync(join(folder, 'assets'));
  const put = (name, text) => writeFileSync(join(folder, name), text);
  put(
    'index.html',
    '<script type="module" crossorigin src="/assets/entry.js"></script><link rel="modulepreload" href="/assets/shared.js">',
  );
  put('assets/entry.js', 'import"./shared.js";import("./lazy.js");');
  put('assets/shared.js', 'import"./deep.js";');
  put('assets/deep.js', '1');
  put('assets/lazy.js', '2');
  const { totalBytes, files } = entrySize(folder);
  rmSync(folder, { recursive: true });
  expect(files.map(({ name }) => name).sort()).toEqual(['assets/deep.js', 'assets/entry.js', 'assets/shared.js']);
  expect(totalBytes).toBe(files.reduce((sum, { bytes }) => sum + bytes, 0));
});
