import { keys, type TableName, type Tables } from '../../shared/domain/rows.ts';

/** How a field is kept: `json` for nested values, `?` where null is allowed. */
export type ColumnType = 'text' | 'text?' | 'int' | 'int?' | 'real' | 'bool' | 'json' | 'json?';

/** Columns of every table, in order, besides `wh`: one place for all stores. A test holds it against the migrated schema. */
export const columns: { [T in TableName]: { [F in Exclude<keyof Tables[T], 'wh'>]: ColumnType } } = {
  warehouse: { name: 'json', zone: 'text', incarnation: 'text', listKey: 'text', plan: 'json?' },
  location: { id: 'text', kind: 'text', parent: 'text?', zone: 'text', aisle: 'int?', x: 'real', y: 'real', level: 'int', sequence: 'int', blocked: 'bool' },
  sku: { id: 'text', name: 'json', picture: 'text', weightG: 'int', lotted: 'bool' },
  barcode: { text: 'text', sku: 'text', qty: 'int' },
  person: { id: 'text', name: 'text', roles: 'json', badge: 'text', pinHash: 'text', pinSalt: 'text', active: 'bool' },
  session: { id: 'text', person: 'text', device: 'text?', roles: 'json', expiresAt: 'int' },
  device: { id: 'text', epoch: 'text', cursor: 'int', holes: 'json', lastSeenAt: 'int', offsetMs: 'int', app: 'text' },
  channel: { id: 'text', name: 'text', kind: 'text', settings: 'json', shipAct: 'text', holdMinutes: 'int', cursor: 'text?' },
  stock: { sku: 'text', onHand: 'int', reserved: 'int', blocked: 'int', protected: 'int', missing: 'int' },
  balance: { location: 'text', sku: 'text', lot: 'text', qty: 'int', allocated: 'int' },
  order: {
    id: 'text', channel: 'text', number: 'text', placedAt: 'int', paidAt: 'int?', promisedAt: 'int', acceptedAt: 'int', holdUntil: 'int?',
    shipTo: 'json', lines: 'json', state: 'text', cancel: 'text', problem: 'text?', wave: 'text?', nextPortion: 'int', change: 'int',
  },
  portion: {
    order: 'text', n: 'int', line: 'text', sku: 'text', lot: 'text', qty: 'int', state: 'text', promisedAt: 'int', acceptedAt: 'int',
    wave: 'text?', task: 'text?', stop: 'int?', tote: 'text?', parcel: 'text?',
  },
  wave: {
    id: 'text', code: 'text', state: 'text', by: 'text', openedAt: 'int', awaiting: 'int', awaitUntil: 'int', orders: 'int', tasks: 'int',
    tasksDone: 'int', dropped: 'json', change: 'int',
  },
  task: {
    id: 'text', code: 'text', kind: 'text', state: 'text', wave: 'text?', createdAt: 'int', doneAt: 'int?', list: 'json?', parts: 'json',
    progress: 'json?', followUp: 'json?', seen: 'json', change: 'int',
  },
  parcel: {
    id: 'text', orders: 'json', wave: 'text?', state: 'text', carrier: 'text', waybill: 'text?', spareWaybills: 'json', attempts: 'int',
    nextAt: 'int', problem: 'text?', items: 'json', toPick: 'int', stopped: 'bool', grantUntil: 'int?', progress: 'json', station: 'text?',
    dock: 'text?', packedAt: 'int?', leftAt: 'int?', seen: 'json', change: 'int',
  },
  push: {
    id: 'text', channel: 'text', order: 'text', number: 'text', parcel: 'text', waybill: 'text', carrier: 'text', lines: 'json', state: 'text',
    attempts: 'int', createdAt: 'int', nextAt: 'int', confirmedAt: 'int?', error: 'text?', change: 'int',
  },
  ledger: {
    seq: 'int', kind: 'text', sku: 'text', lot: 'text', qty: 'int', src: 'text', dst: 'text', srcAfter: 'int', dstAfter: 'int', cause: 'text',
    order: 'text?', person: 'text?', device: 'text?', deviceAt: 'int?', bookedAt: 'int', day: 'text',
  },
  step: {
    id: 'text', device: 'text', epoch: 'text', seq: 'int', person: 'text', kind: 'text', task: 'text?', body: 'json', at: 'int',
    receivedAt: 'int', verdict: 'json', sameAs: 'text?',
  },
  answer: { id: 'text', answer: 'json', at: 'int' },
};

export const tableNames = Object.keys(keys) as TableName[];

export const fieldsOf = (table: TableName): string[] => ['wh', ...Object.keys(columns[table])];
