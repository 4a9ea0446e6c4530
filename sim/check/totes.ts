import type { World } from '../world/world.ts';
import { addTo, itemAt, type Dump } from './rows.ts';

/**
 * At the end of the day no goods stand anywhere without a reason: what lies in a tote is of an order that goes on, or there is work to put
 * it back; what stands in a box is of a parcel that is packed. And no bin is promised to work that is over.
 */
export function checkTotes(world: World, dump: Dump, wrong: (rule: string, detail: string) => void): void {
  const due = new Map<string, number>();
  for (const p of dump.portion)
    if (p.state === 'picked' && p.tote !== null) addTo(due, itemAt(p.tote, p.sku, p.lot), p.qty);
  for (const task of dump.task) {
    if (task.kind !== 'putback' || task.state === 'done' || task.followUp?.tote == null) continue;
    for (const { sku, lot, qty } of task.followUp.items) {
      const open = qty - (task.followUp.done[`${sku}/${lot}`] ?? 0);
      if (open > 0) addTo(due, itemAt(task.followUp.tote, sku, lot), open);
    }
  }
  const lying = new Map<string, number>();
  for (const tote of world.totes.keys())
    for (const { sku, lot, qty } of world.contents(tote)) addTo(lying, itemAt(tote, sku, lot), qty);
  for (const box of world.boxes.values()) {
    if (box.closed) continue;
    for (const { sku, lot, qty } of world.contents(`box:${box.parcel}`)) {
      const home = homeOf(world, box.parcel, sku, lot);
      addTo(lying, itemAt(home, sku, lot), qty);
    }
  }
  for (const key of new Set([...due.keys(), ...lying.keys()])) {
    const [books, floor] = [due.get(key) ?? 0, lying.get(key) ?? 0];
    if (books !== floor)
      wrong(
        'tote.orphans',
        `${key.replaceAll('\t', ' ')}: ${floor} lie there, ${books} have somebody who wants or clears them`,
      );
  }
  const released = dump.portion.some((p) => p.state === 'released');
  if (released) return;
  for (const b of dump.balance)
    if (b.allocated !== 0)
      wrong('allocation.stale', `${b.allocated} of ${b.sku} in ${b.location} are promised to nobody`);
}

function homeOf(world: World, parcel: string, sku: string, lot: string): string {
  for (let id = 0; id < world.size; id++) {
    const piece = world.piece(id);
    if (piece.place === `box:${parcel}` && piece.sku === sku && piece.lot === lot) return piece.home;
  }
  return '';
}
