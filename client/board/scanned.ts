import { parse } from '../../shared/domain/barcode/parse.ts';
import { isFault } from '../../shared/domain/fault.ts';

/**
 * Puts a scan into the field that has the focus, as if its code had been typed: a label of a place as the place. false: no field of a
 * form has the focus. A search is no form: what is scanned over it is looked up.
 */
export function fillField(text: string): boolean {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement) || !['text', 'tel', 'url'].includes(field.type)) return false;
  const code = parse(text);
  const value = isFault(code) ? text : code.kind === 'location' ? code.id : code.text;
  // The native setter, so that React hears of the change.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  return true;
}
