import { outlineOf, unitsPerEm, weights, type Outline, type Segment, type Weight } from './outline.ts';

/** The characters that some labels need, in both weights, at hand: measuring and drawing wait for nothing. */
export interface Face {
  outline(character: string, weight: Weight): Outline;
  /** Width of a text in ems. No kerning: printers have none either. */
  width(text: string, weight: Weight): number;
  /** Every character it holds, in the order of code points. */
  characters: readonly string[];
}

const always = ' .';

const path = (corners: readonly (readonly [number, number])[]): Segment[] =>
  corners.map(([x, y], i) => ({ to: i === 0 ? 'move' : 'line', x, y }));

/** An empty box for what the font lacks: nobody takes it for a letter. Its inner edge turns the other way: a hole. */
const missing: Outline = {
  advance: 600,
  contours: [
    path([
      [60, 0],
      [60, 700],
      [540, 700],
      [540, 0],
    ]),
    path([
      [110, 50],
      [490, 50],
      [490, 650],
      [110, 650],
    ]),
  ],
};

/** Reads the characters of the texts. */
export async function faceFor(texts: Iterable<string>): Promise<Face> {
  const wanted = new Set<string>(always);
  for (const text of texts) for (const character of text) wanted.add(character);
  const characters = [...wanted].sort((a, b) => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0));
  const read = async (weight: Weight): Promise<Map<string, Outline>> =>
    new Map(
      await Promise.all(
        characters.map(async (character) => [character, (await outlineOf(character, weight)) ?? missing] as const),
      ),
    );
  const names = Object.keys(weights) as Weight[];
  const known = new Map(await Promise.all(names.map(async (weight) => [weight, await read(weight)] as const)));
  const outline = (character: string, weight: Weight): Outline => known.get(weight)?.get(character) ?? missing;
  return {
    outline,
    characters,
    width: (text, weight) =>
      Array.from(text).reduce((sum, character) => sum + outline(character, weight).advance, 0) / unitsPerEm,
  };
}
