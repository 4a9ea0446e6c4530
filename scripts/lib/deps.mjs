import { filesBelow, hashOf, readStamp, writeStamp } from './hash.mjs';
import { npmCi } from './npm.mjs';
import { at, root } from './paths.mjs';

const stamp = at('node_modules', '.installed-for');

/** Installs the dependencies when the lockfile is not the one they were installed for.
 * @param {string} node */
export async function ensureDependencies(node) {
  const hash = hashOf(filesBelow(['package-lock.json', '.npmrc']), `${process.platform} ${process.arch}`);
  if (readStamp(stamp) === hash) return 'there already';
  await npmCi(root, node);
  writeStamp(stamp, hash);
  return 'installed';
}
