import { parseArgs } from 'node:util';
import { huntAll } from './hunt.ts';
import { mutants } from './list.ts';

const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: '3000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const chosen = mutants.filter((m) => values.only === undefined || m.name === values.only);
const begun = performance.now();
const found = await huntAll(Number(values.steps), [values.seed, `${values.seed}b`], chosen);
for (const { mutant, caught, by } of found) console.error(`${caught ? 'caught' : 'MISSED'} ${mutant}: ${by}`);
const caught = found.filter((f) => f.caught).length;
console.log(JSON.stringify({ mutants: found.length, caught, seconds: Math.round(performance.now() - begun) / 1000 }));
process.exitCode = caught === found.length && found.length > 0 ? 0 : 1;
