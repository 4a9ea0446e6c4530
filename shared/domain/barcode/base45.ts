const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/**
 * Base45 (RFC 9285): two bytes as three characters of a QR code's alphanumeric mode, an odd last byte as two. The text never
 * ends with a space (a group's last digit is at most 32), so trimming a scan cannot hurt it.
 */
export function toBase45(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 2) {
    const second = bytes[i + 1];
    const value = second === undefined ? (bytes[i] ?? 0) : (bytes[i] ?? 0) * 256 + second;
    text += alphabet.charAt(value % 45) + alphabet.charAt(Math.floor(value / 45) % 45);
    if (second !== undefined) text += alphabet.charAt(Math.floor(value / 2025));
  }
  return text;
}

/** The bytes of a Base45 text; null where it is not one. */
export function fromBase45(text: string): Uint8Array | null {
  if (text.length % 3 === 1) return null;
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i += 3) {
    const group = Array.from(text.slice(i, i + 3), (character) => alphabet.indexOf(character));
    if (group.includes(-1)) return null;
    const value = group.reduce((sum, digit, place) => sum + digit * 45 ** place, 0);
    if (value > (group.length === 3 ? 0xffff : 0xff)) return null;
    if (group.length === 3) bytes.push(value >> 8);
    bytes.push(value & 0xff);
  }
  return Uint8Array.from(bytes);
}
