import type { Role } from '../../shared/domain/rows.ts';

/** What one route takes and who may call it. `public` routes look at no token; a hook is judged by its signature instead. */
export interface Route {
  method: 'GET' | 'POST';
  path: string;
  roles: 'public' | readonly Role[];
  /** `table`: a CSV file or a workbook. */
  body: 'none' | 'json' | 'table' | 'raw';
  /** Bytes of a body as it arrives, and after inflating. */
  maxBytes: number;
  maxInflated: number;
  /** Calls a minute by one session (or one address, where nobody is signed in). */
  perMinute: number;
  /** A browser tab may open it by a ticket instead of a token. */
  ticket?: true;
  handler: string;
}

const kB = 1024;
const MB = 1024 * kB;

const floor = ['picker', 'packer', 'supervisor', 'admin'] as const;
const pick = ['picker', 'supervisor', 'admin'] as const;
const pack = ['packer', 'supervisor', 'admin'] as const;
const desk = ['supervisor', 'admin'] as const;
const orders = ['supervisor', 'admin', 'integrator'] as const;
const everybody = ['picker', 'packer', 'supervisor', 'admin', 'integrator'] as const;

const none = { body: 'none', maxBytes: 0, maxInflated: 0 } as const;
const json = (maxBytes: number, maxInflated = maxBytes) => ({ body: 'json', maxBytes, maxInflated }) as const;

/** Every route of the server under /api. The app is built from this table and from nothing else. */
export const routes = [
  // people
  { method: 'POST', path: '/api/sign-in', roles: 'public', ...json(4 * kB), perMinute: 300, handler: 'signIn' },
  { method: 'POST', path: '/api/sign-out', roles: everybody, ...none, perMinute: 60, handler: 'signOut' },
  { method: 'POST', path: '/api/tickets', roles: floor, ...json(4 * kB), perMinute: 600, handler: 'ticket' },
  // devices
  { method: 'POST', path: '/api/sync/push', roles: floor, ...json(2 * MB, 8 * MB), perMinute: 6000, handler: 'push' },
  { method: 'GET', path: '/api/sync/pull', roles: floor, ...none, perMinute: 6000, handler: 'pull' },
  { method: 'GET', path: '/api/sync/events', roles: floor, ...none, perMinute: 120, ticket: true, handler: 'events' },
  { method: 'GET', path: '/api/catalogue', roles: floor, ...none, perMinute: 120, handler: 'readCatalogue' },
  {
    method: 'POST',
    path: '/api/catalogue',
    roles: ['admin', 'integrator'],
    ...json(8 * MB, 64 * MB),
    perMinute: 120,
    handler: 'putCatalogue',
  },
  // orders
  {
    method: 'POST',
    path: '/api/orders',
    roles: orders,
    ...json(4 * MB, 16 * MB),
    perMinute: 120_000,
    handler: 'takeOrders',
  },
  { method: 'GET', path: '/api/orders', roles: orders, ...none, perMinute: 600, handler: 'findOrders' },
  { method: 'GET', path: '/api/orders/:id', roles: orders, ...none, perMinute: 6000, handler: 'readOrder' },
  {
    method: 'POST',
    path: '/api/orders/:channel/:number/pay',
    roles: orders,
    ...json(4 * kB),
    perMinute: 60_000,
    handler: 'payOrder',
  },
  {
    method: 'POST',
    path: '/api/orders/:channel/:number/cancel',
    roles: orders,
    ...json(4 * kB),
    perMinute: 60_000,
    handler: 'cancelOrder',
  },
  {
    method: 'POST',
    path: '/api/imports/orders',
    roles: orders,
    body: 'table',
    maxBytes: 50 * MB,
    maxInflated: 50 * MB,
    perMinute: 30,
    handler: 'importOrders',
  },
  // own data from files
  {
    method: 'POST',
    path: '/api/imports/data/:kind',
    roles: desk,
    body: 'table',
    maxBytes: 50 * MB,
    maxInflated: 50 * MB,
    perMinute: 30,
    handler: 'importData',
  },
  { method: 'GET', path: '/api/imports/jobs', roles: desk, ...none, perMinute: 600, handler: 'listImports' },
  { method: 'GET', path: '/api/imports/jobs/:id', roles: desk, ...none, perMinute: 6000, handler: 'readImport' },
  {
    method: 'GET',
    path: '/api/imports/jobs/:id/problems',
    roles: desk,
    ...none,
    perMinute: 60,
    handler: 'readProblems',
  },
  {
    method: 'POST',
    path: '/api/imports/jobs/:id/columns',
    roles: desk,
    ...json(64 * kB),
    perMinute: 120,
    handler: 'mapImport',
  },
  { method: 'POST', path: '/api/imports/jobs/:id/apply', roles: desk, ...none, perMinute: 60, handler: 'applyImport' },
  { method: 'POST', path: '/api/imports/jobs/:id/drop', roles: desk, ...none, perMinute: 120, handler: 'dropImport' },
  {
    method: 'GET',
    path: '/api/data/:kind/template',
    roles: desk,
    ...none,
    perMinute: 60,
    ticket: true,
    handler: 'readTemplate',
  },
  {
    method: 'GET',
    path: '/api/data/:kind/export',
    roles: desk,
    ...none,
    perMinute: 30,
    ticket: true,
    handler: 'exportData',
  },
  { method: 'GET', path: '/api/shipments', roles: orders, ...none, perMinute: 600, handler: 'readShipments' },
  { method: 'POST', path: '/api/pushes/:id/replay', roles: desk, ...none, perMinute: 600, handler: 'replayPush' },
  {
    method: 'POST',
    path: '/api/hooks/:channel',
    roles: 'public',
    body: 'raw',
    maxBytes: MB,
    maxInflated: MB,
    perMinute: 6000,
    handler: 'takeHook',
  },
  // stock
  { method: 'POST', path: '/api/receipts', roles: orders, ...json(2 * MB, 8 * MB), perMinute: 600, handler: 'receive' },
  // Figures of stock are the desk's alone: who counts must not know them.
  { method: 'GET', path: '/api/stock', roles: orders, ...none, perMinute: 600, handler: 'readStock' },
  { method: 'GET', path: '/api/ledger', roles: desk, ...none, perMinute: 600, handler: 'readLedger' },
  { method: 'GET', path: '/api/audit', roles: desk, ...none, perMinute: 12, handler: 'audit' },
  { method: 'GET', path: '/api/export/:table', roles: ['admin'], ...none, perMinute: 6000, handler: 'exportTable' },
  // counts
  { method: 'POST', path: '/api/counts', roles: desk, ...json(256 * kB), perMinute: 120, handler: 'requestCounts' },
  { method: 'GET', path: '/api/counts/:id', roles: desk, ...none, perMinute: 600, handler: 'readCount' },
  {
    method: 'POST',
    path: '/api/counts/:id/approve',
    roles: desk,
    ...json(256 * kB),
    perMinute: 600,
    handler: 'approveCount',
  },
  { method: 'POST', path: '/api/counts/:id/recount', roles: desk, ...none, perMinute: 600, handler: 'rejectCount' },
  { method: 'POST', path: '/api/counts/:id/cancel', roles: desk, ...none, perMinute: 600, handler: 'cancelCount' },
  { method: 'GET', path: '/api/count-plan', roles: desk, ...none, perMinute: 120, handler: 'readPlan' },
  { method: 'GET', path: '/api/count-settings', roles: desk, ...none, perMinute: 600, handler: 'readCountSettings' },
  {
    method: 'POST',
    path: '/api/count-settings',
    roles: desk,
    ...json(4 * kB),
    perMinute: 60,
    handler: 'putCountSettings',
  },
  // why things are as they are: never for the floor, where counts are blind
  { method: 'GET', path: '/api/explain', roles: desk, ...none, perMinute: 1200, handler: 'findSubjects' },
  {
    method: 'GET',
    path: '/api/explain/:kind/:id',
    roles: desk,
    ...none,
    perMinute: 60_000,
    handler: 'explainSubject',
  },
  // waves and tasks
  { method: 'POST', path: '/api/waves', roles: desk, ...json(512 * kB), perMinute: 60, handler: 'openWave' },
  {
    method: 'POST',
    path: '/api/waves/preview',
    roles: desk,
    ...json(512 * kB),
    perMinute: 240,
    handler: 'previewWave',
  },
  { method: 'GET', path: '/api/waves/choices', roles: desk, ...none, perMinute: 60, handler: 'waveChoices' },
  { method: 'GET', path: '/api/waves/:id/recall', roles: desk, ...none, perMinute: 120, handler: 'previewRecall' },
  { method: 'POST', path: '/api/waves/:id/recall', roles: desk, ...none, perMinute: 60, handler: 'recallWave' },
  {
    method: 'GET',
    path: '/api/waves/:id/print',
    roles: desk,
    ...none,
    perMinute: 120,
    ticket: true,
    handler: 'printWave',
  },
  {
    method: 'GET',
    path: '/api/tasks/:id/print',
    roles: pick,
    ...none,
    perMinute: 600,
    ticket: true,
    handler: 'printTask',
  },
  { method: 'GET', path: '/api/tasks/:id/list', roles: pick, ...none, perMinute: 6000, handler: 'readList' },
  { method: 'GET', path: '/api/tasks/:id/steps', roles: desk, ...none, perMinute: 600, handler: 'readSteps' },
  // parcels
  {
    method: 'POST',
    path: '/api/parcels/:id/split',
    roles: pack,
    ...json(4 * kB),
    perMinute: 600,
    handler: 'splitParcel',
  },
  {
    method: 'GET',
    path: '/api/parcels/:id/label',
    roles: pack,
    ...none,
    perMinute: 6000,
    ticket: true,
    handler: 'printLabel',
  },
  { method: 'POST', path: '/api/grants', roles: pack, ...json(64 * kB), perMinute: 6000, handler: 'grant' },
  // labels
  {
    method: 'GET',
    path: '/api/labels/:kind',
    roles: floor,
    ...none,
    perMinute: 240,
    ticket: true,
    handler: 'printLabels',
  },
  // about
  { method: 'GET', path: '/api/health', roles: 'public', ...none, perMinute: 6000, handler: 'health' },
  { method: 'GET', path: '/api/openapi.json', roles: 'public', ...none, perMinute: 120, handler: 'openapi' },
] as const satisfies readonly Route[];

export type HandlerName = (typeof routes)[number]['handler'];
