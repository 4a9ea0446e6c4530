import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { at, root } from './paths.mjs';

/** All files below some files or folders of the checkout, sorted, as absolute paths.
 * @param {string[]} names
 * @param {(path: string) => boolean} [keep] is given paths relative to the checkout, with forward slashes */
export function filesBelow(names, keep = () => true) {
  const found = [];
  const visit = (path) => {
    if (!existsSync(path)) return;
    if (!statSync(path).isDirectory()) {
      if (keep(relative(root, path).replaceAll('\\', '/'))) found.push(path);
      return;
    }
    for (const name of readdirSync(path)) if (name !== 'node_modules') visit(join(path, name));
  };
  for (const name of names) visit(at(name));
  return found.sort();
}

/** One hash over names and contents.
 * @param {string[]} files absolute paths
 * @param {string} [salt] */
export function hashOf(files, salt = '') {
  const hash = createHash('sha256').update(salt);
  for (const file of files) {
    const content = readFileSync(file);
    hash.update(`\0${relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** A stamp is a file that holds the hash of what a step was last done for. */
export const readStamp = (file) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : '');

export function writeStamp(file, hash) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${hash}\n`);
}
