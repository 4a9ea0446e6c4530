// Who may import what. A target is a path in the checkout, `npm:name` for a package or `node:name` for a part of Node.
// Type-only imports count: a type that leaks a library leaks its shape.

/**
 * @typedef {object} Rule
 * @property {string} name
 * @property {string} why
 * @property {RegExp} from files it speaks of
 * @property {RegExp} [unless] files among them that it leaves alone
 * @property {RegExp | ((file: string) => RegExp)} [never] targets that are forbidden
 * @property {RegExp} [only] the only targets that are allowed
 */

/** Tests, and the suites and helpers that they share. */
const test = /\.(test|spec)\.tsx?$|\/(contract|testing)\.ts$/;

/** The folder below `client/floor` that a file lives in; files beside those folders are the shell around them. */
const task = (file) => /^client\/floor\/([^/]+)\//.exec(file)?.[1] ?? '';

/** @type {Rule[]} */
export const rules = [
  {
    name: 'shared-stands-alone',
    why: 'shared runs on both sides: it knows itself and its named libraries, and no part of Node',
    from: /^shared\//,
    unless: new RegExp(`${test.source}|^shared/words/`),
    only: /^(shared\/|npm:(zod|fflate|@noble\/ed25519|@noble\/hashes)$)/,
  },
  {
    name: 'words-know-i18next',
    why: 'words know the library that says them, and nothing else',
    from: /^shared\/words\//,
    unless: test,
    only: /^(shared\/|npm:i18next$)/,
  },
  {
    name: 'shared-tests-stand-alone',
    why: 'a test of shared needs no client and no server',
    from: /^shared\//,
    never: /^(client|server|sim|bench|e2e)\//,
  },
  {
    name: 'client-without-server',
    why: 'the client runs in a browser and speaks with the server over the protocol alone',
    from: /^client\//,
    never: /^(server|sim|bench|e2e|scripts)\//,
  },
  {
    name: 'client-without-node',
    why: 'a browser has no Node',
    from: /^client\//,
    unless: test,
    never: /^node:/,
  },
  {
    name: 'server-without-client',
    why: 'the server knows the client by the protocol alone',
    from: /^server\//,
    never: /^(client|sim|bench|e2e|scripts)\//,
  },
  {
    name: 'an-independent-judge',
    why: 'a world or a checker that used the code it judges would share its mistakes',
    from: /^sim\/(world|check)/,
    never: /^(shared\/domain|server|client)\//,
  },
  {
    name: 'floor-tasks-apart',
    why: 'a task on the floor uses ui, store and shared, never another task',
    from: /^client\/floor\/[^/]+\//,
    never: (file) => new RegExp(`^client/(board|admin)/|^client/floor/(?!${task(file)}/)[^/]+/`),
  },
  {
    name: 'board-without-floor',
    why: 'the supervisor sees the floor through the store',
    from: /^client\/board\//,
    never: /^client\/floor\//,
  },
  {
    name: 'ui-without-screens',
    why: 'parts of screens know no screen',
    from: /^client\/ui\//,
    never: /^client\/(floor|board|admin|store|sync)\//,
  },
  {
    name: 'dexie-and-rxdb-in-client-store',
    why: 'one folder knows how the device keeps its data',
    from: /^(client|server|shared|sim)\//,
    unless: /^client\/store\//,
    never: /^npm:(dexie|dexie-react-hooks|rxdb)$/,
  },
  {
    name: 'decoders-in-client-scan-camera',
    why: 'one folder knows how a picture becomes a code',
    from: /^client\//,
    unless: /^client\/scan\/camera\//,
    never: /^npm:(zxing-wasm|@zxing\/.+)$/,
  },
  {
    name: 'hono-in-server-http',
    why: 'one folder knows how requests arrive',
    from: /^(client|server|shared|sim)\//,
    unless: /^server\/(http\/|main\.ts$)/,
    never: /^npm:(hono|@hono\/.+)$/,
  },
  {
    name: 'drivers-in-server-store',
    why: 'one folder knows the databases',
    from: /^(client|server|shared|sim)\//,
    unless: /^server\/store\//,
    never: /^npm:(better-sqlite3|pg|kysely)$/,
  },
];

/** Packages that only tests and tools may use are devDependencies; these files are tests and tools. */
export const mayUseDevDependencies = new RegExp(
  String.raw`${test.source}|^(sim|bench|e2e|scripts)/|^[^/]+\.config\.ts$`,
);
