import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { routes } from './routes.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8');
const config = readFileSync(join(import.meta.dirname, '../config.ts'), 'utf8');

it('every address that the page on the API names is served', () => {
  const served: string[] = routes.map(({ path }) => path);
  const named = [...page.matchAll(/(?:GET|POST) (\/api\/[^\s`?{]*)/g)].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((path) => !served.includes(path))).toEqual([]);
});

it('every setting is on the page', () => {
  const settings = [...config.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name = '']) => name);
  expect(settings.length).toBeGreaterThan(10);
  expect(settings.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
