import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from './child.mjs';
import { npmCi, offline } from './npm.mjs';
import { at } from './paths.mjs';
import { Trouble } from './steps.mjs';

/** Type stripping without a flag came with 22.18 and 23.6.
 * @param {string} version */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
}

const folder = at('tools', 'node');
const wanted = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).optionalDependencies;

/** The Node to run everything with: this one, or the one that the lockfile in tools/node names, installed when missing.
 * @returns {Promise<{ node: string, note: string }>} */
export async function ensureNode() {
  if (isNewEnough(process.version)) return { node: process.execPath, note: `${process.version}, your own` };

  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const version = wanted[name];
  if (version === undefined) throw installIt(`There is no ready-made Node for ${process.platform} on ${process.arch}.`);

  const home = join(folder, 'node_modules', name);
  const node = join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (versionAt(home) === version && existsSync(node)) return { node, note: `v${version} is there already` };

  await npmCi(folder, process.execPath);
  // npm takes it lightly when an optional package cannot be fetched.
  if (!existsSync(node)) throw new Trouble(`Node ${version} could not be fetched from the package registry.`, offline);
  const check = await capture(node, ['--version']).catch((error) => ({ code: 1, output: String(error) }));
  if (check.code !== 0) throw installIt(`Node ${version} from the registry does not run on this system.`, check.output);
  return { node, note: `v${version} installed into tools/node, beside your ${process.version}` };
}

function versionAt(home) {
  try {
    return JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).version;
  } catch {
    return undefined;
  }
}

function installIt(why, output = '') {
  const mac = process.platform === 'darwin' ? ' (or: brew install node@24)' : '';
  return new Trouble(
    `${why} This one is ${process.version}; Picktrail needs 22.18 or newer.`,
    [`Install Node 24 from https://nodejs.org/en/download${mac} and run this again.`],
    output,
  );
}
