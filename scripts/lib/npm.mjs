import { capture, envWith } from './child.mjs';
import { Trouble } from './steps.mjs';

/** Installs exactly what a folder's lockfile says. Nothing that is installed runs a script of its own.
 * @param {string} folder
 * @param {string} node the Node that npm runs under */
export async function npmCi(folder, node) {
  const args = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
  ];
  const { command, first } = findNpm(node);
  const options = { cwd: folder, env: envWith(node), shell: command === 'npm' && process.platform === 'win32' };
  let result;
  try {
    result = await capture(command, [...first, ...args], options);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    throw new Trouble('npm is not installed.', [
      'npm comes with Node.js from https://nodejs.org; on Debian and Ubuntu: apt-get install npm.',
    ]);
  }
  if (result.code !== 0) throw explain(result.output);
}

/** `npm start` tells which npm it is; that one's script runs under the Node we choose. */
function findNpm(node) {
  const script = process.env.npm_execpath ?? '';
  return /npm-cli\.c?js$/.test(script) ? { command: node, first: [script] } : { command: 'npm', first: [] };
}

export const offline = [
  'Connect to the internet (or set `npm config set registry …` or `npm config set proxy …`) and run this again.',
  'This is needed once, and again when package-lock.json changes; after that everything starts offline.',
];

const causes = [
  {
    sign: /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network/,
    what: 'The package registry cannot be reached.',
    next: offline,
  },
  { sign: /ENOSPC/, what: 'The disk is full.', next: ['Free about 1 GB and run this again.'] },
  {
    sign: /EACCES|EPERM|EROFS/,
    what: 'A file or folder of the checkout cannot be written.',
    next: ['Give this user the right to write here (npm names the file above), and run this again.'],
  },
  {
    sign: /EINTEGRITY/,
    what: 'A package differs from what package-lock.json expects.',
    next: [
      'Run `npm cache clean --force` and then this again. Should it come back, do not trust the registry you use.',
    ],
  },
  {
    sign: /ETARGET|E404|Missing: /,
    what: 'The registry lacks a package that package-lock.json names.',
    next: [
      'Compare `npm config get registry` with a registry that carries it, or pin another version in package.json.',
    ],
  },
];

function explain(output) {
  const text = output
    .split('\n')
    .filter((line) => !/^npm warn/i.test(line))
    .join('\n');
  const cause = causes.find(({ sign }) => sign.test(text));
  if (cause !== undefined) return new Trouble(cause.what, cause.next, text);
  return new Trouble('npm could not install.', ['What npm says is above; run this again once it is put right.'], text);
}
