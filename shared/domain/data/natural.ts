/** Codes as people order them: A-2 before A-10. The same everywhere, whatever the locale. */
export function naturally(a: string, b: string): number {
  const [left, right] = [pieces(a), pieces(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i]!, right[i]!];
    if (x === y) continue;
    const numbers = /^\d/.test(x) && /^\d/.test(y);
    if (numbers && Number(x) !== Number(y)) return Number(x) - Number(y);
    return x < y ? -1 : 1;
  }
  return left.length - right.length || (a < b ? -1 : a > b ? 1 : 0);
}

const pieces = (text: string): string[] => text.match(/\d+|\D+/g) ?? [];

export const distinctSorted = (names: readonly string[]): string[] => [...new Set(names)].sort(naturally);
