import {
  formatsOf,
  labelKinds,
  mediumOf,
  perPage,
  sizesOf,
  type LabelFormat,
  type LabelKind,
  type LabelSize,
} from '../../shared/domain/label/media.ts';

/** What the page of labels is set to. Texts are as they stand in the fields. */
export interface LabelChoice {
  kind: LabelKind;
  q: string;
  from: string;
  to: string;
  zone: string;
  aisle: string;
  wave: string;
  task: string;
  /** By kind: who prints bins on sheets prints SKUs on a roll. */
  sizes: Record<LabelKind, LabelSize>;
  /** Of rolls, which go to either printer. */
  format: LabelFormat;
  dpi: '203' | '300';
  darkness: string;
  copies: string;
  start: string;
}

export const firstChoice: LabelChoice = {
  kind: 'bin',
  q: '',
  from: '',
  to: '',
  zone: '',
  aisle: '',
  wave: '',
  task: '',
  sizes: { bin: 'a4-24', tote: 'a4-24', sku: '60x40', badge: 'a4-cards', list: 'a4' },
  format: 'zpl',
  dpi: '203',
  darkness: '',
  copies: '1',
  start: '1',
};

export const sizeOf = ({ kind, sizes }: LabelChoice): LabelSize => sizes[kind];

/** The format that is printed: sheets know PDF alone. */
export const formatOf = (choice: LabelChoice): LabelFormat => {
  const formats = formatsOf(sizeOf(choice));
  return formats.includes(choice.format) ? choice.format : (formats[0] ?? 'pdf');
};

/** The address of the labels; null where nothing was chosen that could be printed. `format` `preview`: the first ones as pictures. */
export function labelPath(choice: LabelChoice, format: LabelFormat | 'preview', language: string): string | null {
  const { kind, q, from, to, zone, aisle, wave, task, dpi, darkness, copies, start } = choice;
  if (kind === 'list' && wave === '' && task === '') return null;
  const size = sizeOf(choice);
  const places = perPage(mediumOf(size));
  const printed = formatOf(choice);
  const query: Record<string, string> = { format, size, lang: language };
  const say = (values: Record<string, string>): void => {
    for (const [key, value] of Object.entries(values)) if (value.trim() !== '') query[key] = value.trim();
  };
  if (kind === 'list') say(task === '' ? { wave } : { task });
  else say({ q });
  if (kind === 'bin' || kind === 'tote' || kind === 'sku') say({ from, to });
  if (kind === 'bin') say({ zone, aisle });
  if (printed === 'zpl') say({ dpi, darkness: whole(darkness, 0, 30, '') });
  if (kind !== 'list') say({ copies: whole(copies, 1, 99, '1') });
  if (places > 1) say({ start: whole(start, 1, places, '1') });
  return `/api/labels/${kind}?${new URLSearchParams(query).toString()}`;
}

/** A number that stands in a field, within its bounds; the fallback for what is none. */
function whole(text: string, least: number, most: number, fallback: string): string {
  if (!/^\d+$/.test(text.trim())) return fallback;
  return String(Math.min(most, Math.max(least, Number(text))));
}

/** What a device remembers: how it prints, and of what; not which ones. */
export function remembered(text: string | null): LabelChoice {
  if (text === null) return firstChoice;
  try {
    const kept: unknown = JSON.parse(text);
    if (typeof kept !== 'object' || kept === null) return firstChoice;
    const { kind, sizes, format, dpi, darkness } = kept as Partial<LabelChoice>;
    const known = (each: LabelKind): LabelSize =>
      sizesOf[each].find((size) => size === sizes?.[each]) ?? firstChoice.sizes[each];
    return {
      ...firstChoice,
      kind: labelKinds.find((each) => each === kind) ?? 'bin',
      sizes: { bin: known('bin'), tote: known('tote'), sku: known('sku'), badge: known('badge'), list: known('list') },
      format: format === 'pdf' ? 'pdf' : 'zpl',
      dpi: dpi === '300' ? '300' : '203',
      darkness: typeof darkness === 'string' ? whole(darkness, 0, 30, '') : '',
    };
  } catch {
    return firstChoice;
  }
}

export const toRemember = ({ kind, sizes, format, dpi, darkness }: LabelChoice): string =>
  JSON.stringify({ kind, sizes, format, dpi, darkness });

/** Aisles by number, each named by its first and last bin. */
export function aislesOf(
  locations: readonly { id: string; kind: string; aisle: number | null }[],
): { aisle: string; name: string }[] {
  const { compare } = new Intl.Collator('en', { numeric: true });
  const byAisle = Map.groupBy(
    locations.filter(({ kind, aisle }) => kind === 'bin' && aisle !== null),
    ({ aisle }) => aisle ?? 0,
  );
  return [...byAisle]
    .sort(([a], [b]) => a - b)
    .map(([aisle, bins]) => {
      const ids = bins.map(({ id }) => id).sort(compare);
      return { aisle: String(aisle), name: `${ids[0]} – ${ids.at(-1)}` };
    });
}
