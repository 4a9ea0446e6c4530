import { registerHooks } from 'node:module';
import { mutants } from './list.ts';

/** Loaded before the simulation in a process of its own: puts one deliberate bug into the sources as they are read. */
const name = process.env['SIM_MUTANT'] ?? '';
const mutant = mutants.find((m) => m.name === name);
if (!mutant) throw new Error(`no mutant is called '${name}'`);

const root = new URL('../../', import.meta.url).href;
const open = new Set(mutant.patches.map((patch) => patch.file));

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const patches = mutant.patches.filter((patch) => url === root + patch.file);
    if (patches.length === 0) return loaded;
    let source =
      typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source as Uint8Array);
    for (const { file, find, replace } of patches) {
      const times = source.split(find).length - 1;
      if (times !== 1) throw new Error(`mutant ${name}: found ${times} times in ${file}: ${find}`);
      source = source.replace(find, () => replace);
      open.delete(file);
    }
    return { ...loaded, source };
  },
});

process.on('exit', (code) => {
  if (open.size === 0 || code > 1) return;
  console.error(`mutant ${name}: never loaded ${[...open].join(', ')}`);
  process.exitCode = 3;
});
