import type { Face } from '../font/face.ts';
import type { Weight } from '../font/outline.ts';
import type { TextMark } from './drawing.ts';

/** Three dots, which every font has: the Chinese ellipsis stands in the middle of the line. */
const ellipsis = '...';

/** The text, or as much of its beginning as fits with an ellipsis; '' where not even that fits. `ems`: the room. */
export function cut(face: Face, text: string, weight: Weight, ems: number): string {
  if (face.width(text, weight) <= ems + 1e-6) return text;
  const characters = Array.from(text);
  while (characters.length > 0) {
    characters.pop();
    const shorter = `${characters.join('').trimEnd()}${ellipsis}`;
    if (face.width(shorter, weight) <= ems + 1e-6) return characters.length === 0 ? '' : shorter;
  }
  return '';
}

/**
 * The text over at most `most` lines: broken at spaces, or between any two characters of Chinese; what does not fit ends in an
 * ellipsis on the last line.
 */
export function wrap(face: Face, text: string, weight: Weight, ems: number, most: number): string[] {
  const words = text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/gu) ?? [];
  const lines: string[] = [];
  let line = '';
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (face.width((line + word).trimEnd(), weight) <= ems) {
      line += word;
      continue;
    }
    if (lines.length === most - 1) return [...lines, cut(face, line + words.slice(i).join(''), weight, ems)];
    if (line !== '') lines.push(line.trimEnd());
    // A word longer than a line is cut where it stands: there is no better place.
    line = face.width(word.trimEnd(), weight) <= ems ? word : cut(face, word, weight, ems);
  }
  return line === '' ? lines : [...lines, line.trimEnd()];
}

/** A line of text as a mark, cut to the room. */
export function lineAt(
  face: Face,
  place: { x: number; y: number; widthMm: number },
  text: string,
  sizeMm: number,
  weight: Weight = 'regular',
): TextMark {
  const shown = cut(face, text, weight, place.widthMm / sizeMm);
  return { as: 'text', ...place, text: shown, sizeMm, weight };
}
