/** L a location of any kind, T a task, B a badge. */
export type OwnKind = 'L' | 'T' | 'B';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** What may stand in an own code: check ids with it before they are kept, labels cannot be printed for others. */
export const ownBody = /^[0-9A-Z-]{1,40}$/;

/**
 * Check character of ISO 7064 MOD 37,36 over letters and digits; hyphens only part the body and are passed over. It finds
 * every single wrong character and nearly every swap of neighbours. Throws on other characters: a bug, see `ownBody`.
 */
export function checkCharacter(text: string): string {
  let product = 36;
  for (const character of text) {
    if (character === '-') continue;
    const value = alphabet.indexOf(character);
    if (value < 0) throw new RangeError(`no check character over ${text}`);
    product = (((product + value) % 36 || 36) * 2) % 37;
  }
  return alphabet.charAt((37 - product) % 36);
}

/** The text that a label of ours carries: `K.BODY.C`. Throws where the body is not as `ownBody` says. */
export function ownCode(kind: OwnKind, body: string): string {
  if (!ownBody.test(body)) throw new RangeError(`not the body of a code: ${body}`);
  return `${kind}.${body}.${checkCharacter(kind + body)}`;
}

/** An own code taken apart; 'damaged' where it has the shape of one and the wrong check character; null for other texts. */
export function readOwnCode(text: string): { kind: OwnKind; body: string } | 'damaged' | null {
  const [kind, body, check, ...rest] = text.split('.');
  if ((kind !== 'L' && kind !== 'T' && kind !== 'B') || body === undefined || check === undefined || rest.length > 0)
    return null;
  if (!ownBody.test(body) || !/^[0-9A-Z]$/.test(check)) return null;
  return checkCharacter(kind + body) === check ? { kind, body } : 'damaged';
}
