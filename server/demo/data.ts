import type { BarcodeRow, ChannelRow, LocationRow, PersonRow, SkuRow, WarehouseRow } from '../../shared/domain/rows.ts';

type Bare<T> = Omit<T, 'wh'>;

/** Goods as `stock.receive` takes them: pieces of a SKU (and lot, or '') that are put into a location. */
export interface ReceiptLine {
  location: string;
  sku: string;
  lot: string;
  qty: number;
}

/** A person's first sign-in: what the console prints and the badge sheet shows. */
export interface SignIn {
  person: string;
  badge: string;
  pin: string;
}

/** Everything of the demo warehouse but what its server makes for itself: its id, incarnation and list key. */
export interface DemoData {
  warehouse: Pick<WarehouseRow, 'name' | 'zone' | 'plan'>;
  locations: Bare<LocationRow>[];
  skus: Bare<SkuRow>[];
  barcodes: Bare<BarcodeRow>[];
  people: Bare<PersonRow>[];
  channels: Bare<ChannelRow>[];
  /** Opening stock, to be booked by the engine as a receipt. */
  stock: ReceiptLine[];
  signIns: SignIn[];
  /** SKUs that sell far more than the others: near the stations, and ordered most in generated days. */
  hot: string[];
}

export type DemoSku = Bare<SkuRow>;
export type DemoBarcode = Bare<BarcodeRow>;
export type DemoLocation = Bare<LocationRow>;
export type DemoPerson = Bare<PersonRow>;
export type DemoChannel = Bare<ChannelRow>;
