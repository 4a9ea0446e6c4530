import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { checks } from '../../shared/domain/barcode/gtin.ts';
import { ownBody, ownCode } from '../../shared/domain/barcode/own.ts';
import { parse } from '../../shared/domain/barcode/parse.ts';
import { pinFits } from '../../shared/domain/people/pin.ts';
import type { DemoData } from './data.ts';
import { demoSkuIds, demoWarehouse } from './warehouse.ts';
import { things } from './wordlist.ts';

let demo: DemoData;
beforeAll(() => {
  demo = demoWarehouse(1);
});

const unique = (values: readonly string[]): boolean => new Set(values).size === values.length;

describe('the demo warehouse', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(demoWarehouse(1)).toEqual(demo);
    expect(demoWarehouse(2).skus).not.toEqual(demo.skus);
    expect(demoSkuIds(1)).toEqual({ skus: demo.skus.map((s) => s.id), hot: demo.hot });
  });

  it('has ids that are unique and that labels can carry', () => {
    for (const rows of [demo.skus, demo.locations, demo.people, demo.channels])
      expect(unique(rows.map((r) => r.id))).toBe(true);
    for (const { id } of demo.locations) {
      expect(id).toMatch(ownBody);
      expect(parse(ownCode('L', id))).toMatchObject({ kind: 'location', id });
    }
  });
});

describe('the plan', () => {
  it('has twelve aisles, three blocks, at least 600 bins and 60 totes', () => {
    const count = (kind: string): number => demo.locations.filter((l) => l.kind === kind).length;
    expect(demo.warehouse.plan).toMatchObject({ aisleX: { length: 12 }, crossY: { length: 4 } });
    expect(count('bin')).toBeGreaterThanOrEqual(600);
    expect(count('tote')).toBeGreaterThanOrEqual(60);
    expect([count('cart'), count('station'), count('dock'), count('hold')]).toEqual([6, 2, 2, 2]);
  });

  it('puts every bin into its aisle between two cross aisles, everything inside the walls', () => {
    const { aisleX, crossY, widthM, depthM, depot } = demo.warehouse.plan!;
    for (const { kind, aisle, x, y } of [...demo.locations, { ...depot, kind: 'depot', aisle: null }]) {
      expect(x > 0 && x < widthM && y > 0 && y < depthM).toBe(true);
      if (kind !== 'bin') continue;
      expect(x).toBe(aisleX[aisle!]);
      expect(crossY.some((from, i) => y > from + 1 && y < (crossY[i + 1] ?? 0) - 1)).toBe(true);
    }
  });

  it('numbers bins in a serpentine: up one aisle, down the next', () => {
    const bins = demo.locations.filter((l) => l.kind === 'bin').sort((a, b) => a.sequence - b.sequence);
    expect(bins.map((b) => b.sequence)).toEqual(bins.map((_, i) => i + 1));
    for (const [i, bin] of bins.entries()) {
      const before = bins[i - 1];
      if (!before) continue;
      expect(bin.aisle! - before.aisle!).toBe(bin.aisle === before.aisle ? 0 : 1);
      if (bin.aisle !== before.aisle) expect(bin.y).toBe(before.y);
      else expect((bin.y - before.y) * (bin.aisle! % 2 === 0 ? 1 : -1)).toBeGreaterThanOrEqual(0);
    }
  });

  it('gives each dock and hold lane a station, each tote a cart', () => {
    const kindOf = new Map(demo.locations.map((l) => [l.id, l.kind]));
    for (const { kind, parent } of demo.locations) {
      if (kind === 'dock' || kind === 'hold') expect(kindOf.get(parent ?? '')).toBe('station');
      else if (kind === 'tote') expect(kindOf.get(parent ?? '')).toBe('cart');
      else expect(parent).toBeNull();
    }
  });
});

describe('the goods', () => {
  it('are at least 1,300, each with a name of its own in both languages', () => {
    expect(demo.skus.length).toBeGreaterThanOrEqual(1300);
    expect(unique(demo.skus.map((s) => s.name.en)) && unique(demo.skus.map((s) => s.name['zh-CN']))).toBe(true);
    for (const { name } of demo.skus) {
      expect(name.en).toMatch(/^[A-Z][a-z’ -]+$/);
      expect(name['zh-CN']).toMatch(/^[\u4e00-\u9fff]+$/);
    }
  });

  it('carry their own code and an EAN-13, a third of them packs of 6 and 12, none shared, all as a scan reads them', () => {
    expect(unique(demo.barcodes.map((b) => b.text))).toBe(true);
    for (const { text, sku, qty } of demo.barcodes) {
      const printed = /^0\d{13}$/.test(text) ? text.slice(1) : text;
      expect(parse(printed)).toMatchObject(
        /^\d+$/.test(text) ? { kind: 'item', gtin: text } : { kind: 'text', text: sku },
      );
      if (/^\d+$/.test(text)) expect(checks(text) && /^[012]2[0-9]/.test(text)).toBe(true);
      expect(qty).toBe({ 1: 6, 2: 12 }[text[0]!] ?? 1);
    }
    const packed = demo.barcodes.filter((b) => b.qty === 6).length / demo.skus.length;
    expect(Math.abs(packed - 1 / 3)).toBeLessThan(0.05);
  });

  it('are kept by lot for some one in twenty', () => {
    const share = demo.skus.filter((s) => s.lotted).length / demo.skus.length;
    expect(share).toBeGreaterThan(0.03);
    expect(share).toBeLessThan(0.08);
  });

  it('each have a picture that is there and draws without scripts or outside help', () => {
    for (const picture of new Set(things.map((t) => t.picture))) {
      const file = new URL(`../../public/pictures/${picture}.svg`, import.meta.url);
      expect(existsSync(file), picture).toBe(true);
      const svg = readFileSync(file, 'utf8');
      expect(svg).toContain('viewBox="0 0 96 96"');
      expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/script|href|http|url\(/i);
    }
  });
});

describe('opening stock', () => {
  it('puts every item into bins, lots where lots are kept, at most three items a bin', () => {
    const bins = new Set(demo.locations.filter((l) => l.kind === 'bin').map((l) => l.id));
    const lotted = new Map(demo.skus.map((s) => [s.id, s.lotted]));
    const perBin = new Map<string, number>();
    for (const { location, sku, lot, qty } of demo.stock) {
      expect(bins.has(location) && Number.isInteger(qty) && qty > 0).toBe(true);
      expect(lot).toMatch(lotted.get(sku) ? /^20(27|28)\d{4}-[ABC]$/ : /^$/);
      perBin.set(location, (perBin.get(location) ?? 0) + 1);
    }
    expect(new Set(demo.stock.map((s) => s.sku)).size).toBe(demo.skus.length);
    expect(unique(demo.stock.map((s) => `${s.location} ${s.sku}`))).toBe(true);
    expect(Math.max(...perBin.values())).toBeLessThanOrEqual(3);
    expect(perBin.size).toBeLessThan(bins.size);
  });
});

describe('the people', () => {
  it('sign in with the badges and PINs that are printed', () => {
    expect(demo.people.flatMap((p) => p.roles).sort()).toEqual([
      'admin',
      'packer',
      'packer',
      ...Array(4).fill('picker'),
      'supervisor',
    ]);
    expect(unique(demo.people.map((p) => p.badge)) && unique(demo.people.map((p) => p.pinSalt))).toBe(true);
    for (const { person, badge, pin } of demo.signIns) {
      const row = demo.people.find((p) => p.id === person)!;
      expect(row.badge).toBe(badge);
      expect(pinFits(pin, row)).toBe(true);
      expect(parse(ownCode('B', badge))).toMatchObject({ kind: 'badge', badge });
    }
  });
});
