import { shortCode, uuidV7 } from '../../shared/domain/ids.ts';
import type { Clock, Identity, Random, Witness } from './port.ts';

export const newId = (clock: Clock, random: Random): string => uuidV7(clock.now(), random.bytes(10));

/** 60 random bits that people can read out: for devices and epochs. */
export const newName = (clock: Clock, random: Random): string => shortCode(newId(clock, random), 12);

/** What a new store begins with. Where the witness remembers an older one, the device stays and the loss is told (P5). */
export function beBorn(witness: Witness | null, clock: Clock, random: Random): Identity {
  const epoch = newName(clock, random);
  const before = remembered(witness);
  return before
    ? { device: before.device, epoch, birth: { at: 'lost', epoch: before.epoch, lastSeq: before.last } }
    : { device: newName(clock, random), epoch, birth: { at: 'new' } };
}

interface Memory {
  device: string;
  epoch: string;
  last: number;
}

export function remembered(witness: Witness | null): Memory | null {
  try {
    const memory: unknown = JSON.parse(witness?.read() ?? 'null');
    if (
      typeof memory !== 'object' ||
      memory === null ||
      !('device' in memory) ||
      !('epoch' in memory) ||
      !('last' in memory)
    )
      return null;
    const { device, epoch, last } = memory;
    return typeof device === 'string' && typeof epoch === 'string' && typeof last === 'number'
      ? { device, epoch, last }
      : null;
  } catch {
    return null;
  }
}

/** Never in the way of a step: where the note cannot be written, a later loss goes unnoticed, and that is all. */
export function remember(witness: Witness | null, memory: Memory): void {
  try {
    witness?.write(JSON.stringify(memory));
  } catch {
    return;
  }
}
