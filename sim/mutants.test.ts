import { expect, it } from 'vitest';
import { huntAll } from './mutants/hunt.ts';
import { mutants } from './mutants/list.ts';

it('the simulation notices every deliberate bug', async () => {
  const found = await huntAll(2000, ['1', '2', '3']);
  expect(found.filter((f) => !f.caught).map((f) => f.mutant)).toEqual([]);
  expect(found.length).toBe(mutants.length);
}, 600_000);
