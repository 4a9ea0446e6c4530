import { readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { parseSync, Visitor } from 'vite';

/** @typedef {{ from: string, to: string, line: number, lazy: boolean }} Import */

/** All imports of some files, types included.
 * @param {string} root
 * @param {string[]} files absolute paths
 * @returns {Import[]} */
export function importsOf(root, files) {
  return files.flatMap((file) => {
    const from = slashed(relative(root, file));
    const text = readFileSync(file, 'utf8');
    return specifiersIn(file, text).map(({ specifier, start, lazy }) => {
      const line = text.slice(0, start).split('\n').length;
      return { from, to: target(root, file, specifier), line, lazy };
    });
  });
}

/** `import`, `export … from`, `import()`, and `import('…').Type`. */
function specifiersIn(file, text) {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  const found = [];
  const add = (node, lazy) => {
    if (node?.type === 'Literal' && typeof node.value === 'string') {
      found.push({ specifier: node.value, start: node.start, lazy });
    }
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source, false),
    ExportNamedDeclaration: (node) => add(node.source, false),
    ExportAllDeclaration: (node) => add(node.source, false),
    ImportExpression: (node) => add(node.source, true),
    TSImportType: (node) => add(node.source, false),
  }).visit(program);
  return found;
}

function target(root, file, specifier) {
  const path = specifier.replace(/\?.*$/, '');
  if (path.startsWith('.')) return slashed(relative(root, join(dirname(file), path)));
  if (path.startsWith('node:')) return path;
  if (isBuiltin(path)) return `node:${path}`;
  if (path.startsWith('virtual:')) return path;
  const [scope = '', name = ''] = path.split('/');
  return `npm:${scope.startsWith('@') ? `${scope}/${name}` : scope}`;
}

const slashed = (path) => path.replaceAll('\\', '/');

/** What breaks the rules, one line each.
 * @param {Import[]} imports
 * @param {import('../import-rules.mjs').Rule[]} rules */
export function broken(imports, rules) {
  return imports.flatMap(({ from, to, line }) =>
    rules
      .filter((rule) => rule.from.test(from) && !rule.unless?.test(from))
      .filter((rule) => {
        const never = typeof rule.never === 'function' ? rule.never(from) : rule.never;
        return never?.test(to) || (rule.only !== undefined && !rule.only.test(to));
      })
      .map((rule) => `${from}:${line} imports ${to}: ${rule.why} (${rule.name})`),
  );
}

/** Imports of files that are not there, and of packages that package.json does not name where they are used.
 * @param {string} root
 * @param {Import[]} imports
 * @param {{ dependencies: object, devDependencies: object }} manifest
 * @param {RegExp} mayUseDev */
export function unresolved(root, imports, manifest, mayUseDev) {
  return imports.flatMap(({ from, to, line }) => {
    if (to.startsWith('node:') || to.startsWith('virtual:')) return [];
    if (!to.startsWith('npm:')) {
      const isFile = statSync(join(root, to), { throwIfNoEntry: false })?.isFile();
      return isFile ? [] : [`${from}:${line} imports ${to}, which is no file`];
    }
    const name = to.slice('npm:'.length);
    if (name in manifest.dependencies) return [];
    if (mayUseDev.test(from) && name in manifest.devDependencies) return [];
    return [`${from}:${line} imports ${name}, which is not among its dependencies in package.json`];
  });
}

/** Every circle of imports once, as `a → b → a`. Lazy imports may close a circle: they wait.
 * @param {Import[]} imports */
export function circles(imports) {
  const next = new Map();
  for (const { from, to, lazy } of imports) {
    if (!lazy) next.set(from, (next.get(from) ?? new Set()).add(to));
  }
  const found = [];
  const done = new Set();
  const path = [];
  const visit = (file) => {
    if (done.has(file)) return;
    const at = path.indexOf(file);
    if (at >= 0) {
      found.push([...path.slice(at), file].join(' → '));
      return;
    }
    path.push(file);
    for (const to of next.get(file) ?? []) visit(to);
    path.pop();
    done.add(file);
  };
  for (const file of next.keys()) visit(file);
  return found;
}
