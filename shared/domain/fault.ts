/**
 * Every expected refusal, by code. A fault says what happened (`params` name both sides: scanned and wanted); its words, icon,
 * sound and the next thing to do come from `shared/words` and `faultSigns` below, complete for every code.
 */
export const faultCodes = [
  // scanning
  'code.unknown',
  'code.ambiguous',
  'code.damaged',
  'code.notHere',
  // picking
  'bin.wrong',
  'item.wrong',
  'item.lotWrong',
  'item.tooMany',
  'tote.wrong',
  'tote.taken',
  'tote.needed',
  'bin.needed',
  'item.needed',
  'list.needed',
  'list.stale',
  'list.forged',
  'list.otherWarehouse',
  'task.taken',
  'task.done',
  'task.recalled',
  'task.calledBack',
  'undo.nothing',
  // packing and out
  'tote.empty',
  'tote.notReady',
  'parcel.unknown',
  'parcel.notPacked',
  'parcel.left',
  'parcel.elsewhere',
  'parcel.twice',
  'item.notInParcel',
  'waybill.wrong',
  'waybill.missing',
  'order.stopped',
  'order.notWhole',
  'grant.missing',
  'putback.binNeeded',
  // counting
  'count.secondPerson',
  'count.itemNeeded',
  'count.tooMany',
  'count.recalled',
  'count.own',
  'count.over',
  'count.changed',
  'count.awaited',
  'count.nothing',
  // people and devices
  'signIn.badge',
  'signIn.pin',
  'signIn.slow',
  'signIn.offlineUnknown',
  'signIn.role',
  'signIn.needed',
  'role.missing',
  'device.storage',
  'device.clock',
  'camera.insecure',
  'camera.denied',
  'camera.none',
  'camera.busy',
  'camera.broken',
  // intents
  'input.malformed',
  'input.tooLarge',
  'input.invalid',
  'notFound',
  'order.unknownSku',
  'order.differs',
  'receipt.differs',
  'order.unknown',
  'order.shipped',
  'order.notPaid',
  'order.paidLate',
  'wave.empty',
  'wave.notInBins',
  'wave.over',
  'waybill.refused',
  'waybill.silent',
  'channel.unknown',
  'location.unknown',
  'sku.unknown',
  'server.busy',
  'server.broken',
  'file.broken',
  'file.columns',
  'label.none',
  'label.tooMany',
  'label.tooLong',
  'label.unprintable',
  'file.kind',
  'file.old',
  'file.locked',
  'file.bomb',
  'file.tooMany',
  'file.encoding',
  'file.empty',
  'import.columns',
  'import.errors',
  'import.stale',
  'import.gone',
  'import.busy',
  // held steps
  'step.changed',
  'step.unknownKind',
  'step.malformed',
  'step.otherWarehouse',
  'step.implausible',
  'step.failed',
] as const;

export type FaultCode = (typeof faultCodes)[number];

export interface Fault {
  fault: FaultCode;
  params: Record<string, string | number>;
}

export const fault = (code: FaultCode, params: Record<string, string | number> = {}): Fault => ({
  fault: code,
  params,
});

export const isFault = (value: unknown): value is Fault =>
  typeof value === 'object' && value !== null && 'fault' in value && 'params' in value;

export type FaultIcon = 'wrong' | 'stop' | 'ask' | 'wait' | 'lock';
export type FaultSound = 'wrong' | 'stop';

const stops: readonly string[] = [
  'order.stopped',
  'task.recalled',
  'task.calledBack',
  'device.storage',
  'list.forged',
  'parcel.left',
  'parcel.twice',
];
const asks: readonly string[] = [
  'tote.needed',
  'bin.needed',
  'item.needed',
  'list.needed',
  'code.unknown',
  'code.ambiguous',
  'code.notHere',
  'count.itemNeeded',
];
const waits: readonly string[] = [
  'server.busy',
  'tote.notReady',
  'grant.missing',
  'waybill.missing',
  'waybill.silent',
  'order.notWhole',
  'count.awaited',
  'parcel.elsewhere',
  'import.busy',
];

/** Icon and sound of a fault: stop = do not go on with the goods, ask = another code is wanted, wait = not yet, lock = not for you. */
export function faultSigns(code: FaultCode): { icon: FaultIcon; sound: FaultSound } {
  if (stops.includes(code)) return { icon: 'stop', sound: 'stop' };
  if (asks.includes(code)) return { icon: 'ask', sound: 'wrong' };
  if (waits.includes(code)) return { icon: 'wait', sound: 'wrong' };
  if (code.startsWith('signIn') || code.startsWith('role') || code === 'count.secondPerson' || code === 'count.own')
    return { icon: 'lock', sound: 'wrong' };
  return { icon: 'wrong', sound: 'wrong' };
}
