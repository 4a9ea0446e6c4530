import type { LocationKind, PlanShape } from '../../shared/domain/rows.ts';
import type { DemoLocation } from './data.ts';

/**
 * The demo warehouse: twelve aisles A to L, cut by four cross aisles into three blocks. A bin's code is aisle, bay and level,
 * `C-07-2`: bays count from the front through all blocks, odd ones on the left and even ones on the right of who walks in from
 * the front; level 1 is at the floor. Stations, docks and hold lanes stand before the front cross aisle.
 *
 * All in metres, x to the right and y away from the stations. A bin's x is its aisle's middle, where the picker stands.
 */
const aisles = 'ABCDEFGHIJKL';
const blocks = 3;
const baysPerSide = 5;
const levels = 2;
const aisleGap = 3;
const bayWidth = 1.4;
const crossWidth = 2.4;
const frontY = 6;
const firstX = 3;

const blockDepth = baysPerSide * bayWidth;
const crossAt = (n: number): number => metres(frontY + n * (blockDepth + crossWidth));
const metres = (value: number): number => Math.round(value * 100) / 100;

export const demoPlan: PlanShape = {
  widthM: firstX * 2 + aisleGap * (aisles.length - 1),
  depthM: metres(crossAt(blocks) + crossWidth),
  aisleX: Array.from(aisles, (_, i) => firstX + i * aisleGap),
  crossY: Array.from({ length: blocks + 1 }, (_, n) => crossAt(n)),
  depot: { x: firstX + aisleGap * 5.5, y: 4.5 },
};

export function demoLocations(): DemoLocation[] {
  return [...bins(), ...carts(), ...stations()];
}

/** Bins in walking order: up one aisle, down the next; at one point left before right, low before high. */
function bins(): DemoLocation[] {
  const found: DemoLocation[] = [];
  const places = Array.from({ length: blocks * baysPerSide }, (_, i) => i);
  for (const [aisle, letter] of [...aisles].entries()) {
    for (const place of aisle % 2 === 0 ? places : places.toReversed()) {
      for (const side of [0, 1]) {
        for (let level = 1; level <= levels; level++) {
          const bay = String(place * 2 + side + 1).padStart(2, '0');
          found.push({
            ...base(`${letter}-${bay}-${level}`, 'bin', demoPlan.aisleX[aisle]!, yOfPlace(place)),
            zone: zoneOf(aisle),
            aisle,
            level,
            sequence: found.length + 1,
          });
        }
      }
    }
  }
  return found;
}

/** The middle of a bay, counted through the blocks. */
function yOfPlace(place: number): number {
  const block = Math.floor(place / baysPerSide);
  return metres(crossAt(block) + crossWidth / 2 + ((place % baysPerSide) + 0.5) * bayWidth);
}

const zoneOf = (aisle: number): string => `Z${Math.floor(aisle / 4) + 1}`;

const base = (id: string, kind: LocationKind, x: number, y: number, parent: string | null = null): DemoLocation => ({
  id,
  kind,
  parent,
  zone: 'FRONT',
  aisle: null,
  x: metres(x),
  y: metres(y),
  level: 0,
  sequence: 0,
  blocked: false,
});

const cartCount = 6;
const totesPerCart = 12;

/** Carts stand at the depot, each with its totes. */
function carts(): DemoLocation[] {
  const { x, y } = demoPlan.depot;
  const numbers = Array.from({ length: cartCount }, (_, i) => i);
  const places = numbers.map((i) => base(`CART-${i + 1}`, 'cart', x - 3 + i * 1.2, y));
  const totes = places.flatMap((cart, c) =>
    Array.from({ length: totesPerCart }, (_, i) =>
      base(`T-${String(c * totesPerCart + i + 1).padStart(2, '0')}`, 'tote', cart.x, cart.y, cart.id),
    ),
  );
  return [...places, ...totes];
}

/** Two pack stations left and right of the depot, each with a dock lane and a hold lane of its own; goods in at the side. */
function stations(): DemoLocation[] {
  const { x } = demoPlan.depot;
  return [
    ...[1, 2].flatMap((n) => {
      const at = x + (n === 1 ? -9 : 9);
      const station = `PACK-${n}`;
      return [
        base(station, 'station', at, 3.5),
        base(`DOCK-${n}`, 'dock', at - 2, 1, station),
        base(`HOLD-${n}`, 'hold', at + 2, 1, station),
      ];
    }),
    base('CHECK-1', 'inspection', demoPlan.widthM - 2, 3),
  ];
}
