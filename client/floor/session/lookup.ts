import { normalise } from '../../../shared/domain/barcode/normalise.ts';
import { parse, type ParseOptions } from '../../../shared/domain/barcode/parse.ts';
import type { Known } from '../../../shared/domain/code.ts';
import { fault, isFault, type Fault } from '../../../shared/domain/fault.ts';
import type { FloorPorts } from './ports.ts';

/**
 * What a scanned or typed text is, after a look at the catalogue: raw text → `Code` → `Known`. People may type a bin, tote or task as it
 * reads on its label, without the code's check character.
 */
export async function lookUp(
  ports: Pick<FloorPorts, 'catalogue' | 'openList' | 'wh' | 'models'>,
  raw: string,
  options: ParseOptions = {},
): Promise<Known | Fault> {
  const code = parse(raw, options);
  if (isFault(code)) return code;
  switch (code.kind) {
    case 'location': {
      const location = await ports.catalogue.location(code.id);
      return location
        ? { kind: 'location', id: location.id, locationKind: location.kind }
        : fault('code.unknown', { scanned: code.id });
    }
    case 'task':
    case 'badge':
      return code;
    case 'list': {
      const opened = await ports.openList(code.packed);
      if (isFault(opened)) return opened;
      return opened.wh === ports.wh()
        ? { kind: 'list', ...opened }
        : fault('list.otherWarehouse', { scanned: opened.list.code });
    }
    case 'item': {
      const matches = await ports.catalogue.barcode(code.gtin);
      const count = code.count ?? 1;
      // A carrier's number may pass for a GTIN by chance: what the catalogue does not know is text.
      if (matches.length === 0) return plainText(ports, code.text);
      return {
        kind: 'item',
        text: code.text,
        lot: code.lot,
        matches: matches.map((m) => ({ sku: m.sku, qty: m.qty * count })),
      };
    }
    case 'text':
      return plainText(ports, code.text);
  }
}

async function plainText(ports: Pick<FloorPorts, 'catalogue' | 'models'>, text: string): Promise<Known> {
  const matches = await ports.catalogue.barcode(text);
  if (matches.length > 0) return { kind: 'item', text, lot: null, matches };
  const location = await ports.catalogue.location(text);
  if (location) return { kind: 'location', id: location.id, locationKind: location.kind };
  const sku = await ports.catalogue.sku(text);
  if (sku) return { kind: 'item', text, lot: null, matches: [{ sku: sku.id, qty: 1 }] };
  const task = await ports.models.taskByCode(text);
  return task ? { kind: 'task', code: text } : { kind: 'text', text };
}

/** A code as a person would name it: never the 600 characters of a list. */
export function shortText(code: Known, text: string): string {
  switch (code.kind) {
    case 'location':
      return code.id;
    case 'task':
      return code.code;
    case 'list':
      return code.list.code;
    case 'item':
      return code.matches[0]?.sku ?? code.text;
    case 'badge':
      return code.badge;
    case 'text': {
      // As it was scanned, in the case it was typed in; no reader's identifier before it.
      const read = normalise(text).text;
      return read.length > 24 ? `${read.slice(0, 23)}…` : read;
    }
  }
}
