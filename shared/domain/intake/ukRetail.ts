import type { OrderMapping } from './mapping.ts';

/**
 * Invoice lines of a British gift retailer, as in the open data set 'Online Retail' (UCI Machine Learning Repository, Daqing Chen,
 * CC BY 4.0), as CSV or as exported from its spreadsheet. It holds no addresses and no payments.
 */
export const ukRetail: OrderMapping = {
  channel: 'shop',
  columns: {
    number: 'InvoiceNo',
    sku: 'StockCode',
    name: 'Description',
    quantity: 'Quantity',
    placedAt: 'InvoiceDate',
    customer: 'CustomerID',
  },
  shipTo: {
    name: { column: 'CustomerID', prefix: 'Customer ', missing: 'Guest' },
    country: { column: 'Country', missing: 'United Kingdom' },
    region: { missing: '' },
    city: { missing: 'City not in the file' },
    address: { missing: 'Address not in the file' },
  },
  dates: ['yyyy-MM-dd HH:mm:ss', 'M/d/yyyy H:mm'],
  zone: 'Europe/London',
  skuCase: 'upper',
  // Postage, discounts, carriage, manual entries, samples, bank and marketplace fees, a charity, vouchers, tests.
  notItems: [
    'POST',
    'D',
    'DOT',
    'M',
    'S',
    'B',
    'C2',
    'C3',
    'CRUK',
    'BANK CHARGES',
    'AMAZONFEE',
    'AMAZON',
    'ADJUST',
    'ADJUST2',
    'GIFT_*',
    'TEST*',
  ],
  cancel: { by: 'prefix', prefix: 'C' },
  noSale: ['UnitPrice', 'CustomerID'],
};
