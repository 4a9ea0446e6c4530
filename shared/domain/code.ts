/**
 * What a scanned text is, before anything is looked up. Made by `barcode/parse.ts`.
 *
 * Own codes are `K.BODY.C`: a kind letter (L location, T task, B badge), the body, and an ISO 7064 MOD 37,36 check character
 * over `KBODY`. Item barcodes come normalised to GTIN-14. `text` is everything else that may be a known code: a SKU's own
 * code, a carrier's waybill; the caller looks it up. `list` is a signed pick list, still packed.
 */
export type Code =
  | { kind: 'location'; id: string; text: string }
  | { kind: 'task'; code: string; text: string }
  | { kind: 'badge'; badge: string; text: string }
  | { kind: 'item'; gtin: string; lot: string | null; expiry?: string; count?: number; text: string }
  | { kind: 'list'; packed: string; text: string }
  | { kind: 'text'; text: string };

/** A code after look-up in the catalogue: what decisions work on. An item names every SKU that carries the barcode. */
export type Known =
  | { kind: 'location'; id: string; locationKind: string }
  | { kind: 'task'; code: string }
  | { kind: 'badge'; badge: string }
  | { kind: 'item'; text: string; lot: string | null; matches: { sku: string; qty: number }[] }
  | { kind: 'list'; list: import('./rows.ts').PickList; issuedAt: number; wh: string }
  | { kind: 'text'; text: string };
