/** The GS1 check digit of a number without it: weights 3 and 1 from the right, modulo 10 (General Specifications §7.9.1). */
export function checkDigit(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 3 : 1);
  return String((10 - (sum % 10)) % 10);
}

export const checks = (digits: string): boolean => checkDigit(digits.slice(0, -1)) === digits.slice(-1);

/** EAN-8, UPC-A, EAN-13 or GTIN-14 digits as GTIN-14; null where the length or the check digit is another's. */
export function gtin14(text: string): string | null {
  if (!/^(\d{8}|\d{12,14})$/.test(text) || /^0+$/.test(text)) return null;
  return checks(text) ? text.padStart(14, '0') : null;
}

/** The EAN-13 that begins with these twelve digits. Throws on anything else: the caller made the number. */
export function ean13(twelveDigits: string): string {
  if (!/^\d{12}$/.test(twelveDigits)) throw new RangeError(`not twelve digits: ${twelveDigits}`);
  return twelveDigits + checkDigit(twelveDigits);
}
