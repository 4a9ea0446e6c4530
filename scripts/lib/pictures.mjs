import { copyFileSync, existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const named = /screenshots\/([\w-]+)\.png/g;

/**
 * The pictures that README and the documents show, by name, without doubles.
 * @param {string} root
 * @returns {string[]}
 */
export function picturesShown(root) {
  const documents = ['README.md', ...globSync('docs/**/*.md', { cwd: root })];
  const names = documents.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(named)].map(([, name]) => name),
  );
  return [...new Set(names)].sort();
}

/** @returns {string[]} the pictures that lie in docs/screenshots */
export const picturesKept = (root) =>
  globSync('docs/screenshots/*.png', { cwd: root })
    .map((file) => basename(file, '.png'))
    .sort();

/**
 * Brings the pictures of the documents up to what the browser tests took last.
 * @returns {{ taken: string[], missing: string[] }} `missing`: neither taken nor kept
 */
export function takePictures(root) {
  const taken = [];
  const missing = [];
  for (const name of picturesShown(root)) {
    const shot = join(root, 'dist', 'e2e', 'shots', `${name}.png`);
    const kept = join(root, 'docs', 'screenshots', `${name}.png`);
    if (existsSync(shot)) {
      copyFileSync(shot, kept);
      taken.push(name);
    } else if (!existsSync(kept)) missing.push(name);
  }
  return { taken, missing };
}
