import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { at } from './paths.mjs';

const file = at('dist', '.setup-lock');

/** Two terminals must not install or build at the same time: the second waits for the first.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>} */
export async function alone(work) {
  mkdirSync(at('dist'), { recursive: true });
  for (let said = false; !take();) {
    if (holderIsGone()) {
      rmSync(file, { force: true });
      continue;
    }
    if (!said) process.stderr.write('waiting for another run that is installing or building …\n');
    said = true;
    await sleep(250);
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function take() {
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function holderIsGone() {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    // Between opening and writing the file is empty for a moment.
    if (pid === 0) return Date.now() - statSync(file).mtimeMs > 5000;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH' || error.code === 'ENOENT';
  }
}
