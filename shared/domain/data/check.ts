import { checkBarcodes } from './barcodes.ts';
import type { DataKind } from './kinds.ts';
import { checkLocations } from './locations.ts';
import { checkPeople, type Credentials } from './people.ts';
import type { Check, CheckInput } from './plan.ts';
import { checkSkus } from './skus.ts';
import { checkStock } from './stocks.ts';

/** What a file of a kind would do, and what is wrong with it: pure, over the rows and what the books hold. */
export function checkFile(kind: DataKind, input: CheckInput, credentials: Credentials = new Map()): Check {
  switch (kind) {
    case 'location':
      return checkLocations(input);
    case 'sku':
      return checkSkus(input);
    case 'barcode':
      return checkBarcodes(input);
    case 'stock':
      return checkStock(input);
    case 'person':
      return checkPeople({ ...input, credentials });
  }
}
