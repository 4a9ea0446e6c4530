import { existsSync, renameSync, rmSync } from 'node:fs';
import { capture, envWith } from './child.mjs';
import { filesBelow, hashOf, readStamp, writeStamp } from './hash.mjs';
import { at } from './paths.mjs';
import { Trouble } from './steps.mjs';

const sources = ['client', 'shared', 'public', 'vite.config.ts', 'package.json', 'package-lock.json'];
const stamp = at('dist', 'client.built-for');
const built = at('dist', 'client');

/** Builds the client into dist/client when its sources are not those it was built from.
 * @param {string} node */
export async function ensureClient(node) {
  const hash = hashOf(filesBelow(sources, (path) => !/\.test\.tsx?$/.test(path)));
  if (readStamp(stamp) === hash && existsSync(at('dist', 'client', 'index.html'))) return 'up to date';

  const next = at('dist', 'client.next');
  const args = [at('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--outDir', next, '--emptyOutDir'];
  const { code, output } = await capture(node, args, { env: envWith(node, { NODE_ENV: 'production' }) });
  if (code !== 0) throw new Trouble('The client does not build.', ['What Vite says is above.'], output);
  swapIn(next);
  writeStamp(stamp, hash);
  return 'built';
}

/** A server that runs meanwhile never sees half a client. */
function swapIn(next) {
  const last = at('dist', 'client.last');
  rmSync(last, { recursive: true, force: true });
  if (existsSync(built)) renameSync(built, last);
  renameSync(next, built);
  rmSync(last, { recursive: true, force: true });
}
