import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** What a browser must fetch before the first screen runs: the scripts that index.html names and all they import
 * statically, each compressed on its own as it is served.
 * @param {string} folder the built client
 * @returns {{ totalBytes: number, files: { name: string, bytes: number }[] }} */
export function entrySize(folder) {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const tags = html.match(/<(script|link)\b[^>]*>/g) ?? [];
  const named = tags
    .filter((tag) => tag.startsWith('<script') || /rel="?modulepreload/.test(tag))
    .map((tag) => /\b(?:src|href)="?\/?([^"\s>]+\.m?js)/.exec(tag)?.[1])
    .filter((name) => name !== undefined);

  const sizes = new Map();
  const visit = (name) => {
    if (sizes.has(name)) return;
    const text = readFileSync(join(folder, name), 'utf8');
    sizes.set(name, brotliCompressSync(text).length);
    for (const target of staticImports(text)) visit(posix.join(posix.dirname(name), target));
  };
  named.forEach(visit);
  if (sizes.size === 0) throw new Error('index.html loads no script: the size means nothing');

  const files = [...sizes].map(([name, bytes]) => ({ name, bytes })).sort((a, b) => b.bytes - a.bytes);
  return { totalBytes: files.reduce((sum, { bytes }) => sum + bytes, 0), files };
}

/** The relative files that minified code imports before it runs; `import(…)` is left out: it waits. */
export function staticImports(text) {
  const pattern = /(?:^|[;}\s])(?:import|export)(?:[\w$*{},\s]*?from)?\s*["'`](\.{1,2}\/[^"'`]+\.m?js)["'`]/g;
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}
