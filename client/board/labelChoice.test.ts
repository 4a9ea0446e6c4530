import { expect, test } from 'vitest';
import { aislesOf, firstChoice, formatOf, labelPath, remembered, toRemember } from './labelChoice.ts';

const query = (path: string | null): Record<string, string> =>
  Object.fromEntries(new URL(path ?? '', 'http://x').searchParams);

test('the address says what stands in the fields, and only what the kind knows', () => {
  const choice = {
    ...firstChoice,
    q: ' a-01 ',
    zone: 'Z1',
    aisle: '0',
    from: 'A-01-1',
    copies: '2',
    start: '5',
    dpi: '300' as const,
  };
  expect(query(labelPath(choice, 'pdf', 'en'))).toEqual({
    format: 'pdf',
    size: 'a4-24',
    lang: 'en',
    q: 'a-01',
    from: 'A-01-1',
    zone: 'Z1',
    aisle: '0',
    copies: '2',
    start: '5',
  });
  const badges = query(labelPath({ ...choice, kind: 'badge' }, 'preview', 'zh-CN'));
  expect(badges).toEqual({ format: 'preview', size: 'a4-cards', lang: 'zh-CN', q: 'a-01', copies: '2', start: '5' });
  const goods = query(labelPath({ ...choice, kind: 'sku', darkness: '99' }, 'zpl', 'en'));
  expect(goods).toMatchObject({ size: '60x40', dpi: '300', darkness: '30' });
  expect(goods['start']).toBeUndefined();
});

test('lists want a wave or a task', () => {
  expect(labelPath({ ...firstChoice, kind: 'list' }, 'pdf', 'en')).toBeNull();
  expect(query(labelPath({ ...firstChoice, kind: 'list', wave: 'w' }, 'pdf', 'en'))['wave']).toBe('w');
  expect(query(labelPath({ ...firstChoice, kind: 'list', wave: 'w', task: 't' }, 'pdf', 'en'))['wave']).toBeUndefined();
});

test('sheets go to an office printer, whatever was chosen for rolls', () => {
  expect(formatOf(firstChoice)).toBe('pdf');
  expect(formatOf({ ...firstChoice, kind: 'sku' })).toBe('zpl');
  expect(formatOf({ ...firstChoice, kind: 'sku', format: 'pdf' })).toBe('pdf');
});

test('numbers that are none fall back, others keep their bounds', () => {
  const made = query(labelPath({ ...firstChoice, copies: 'x', start: '400' }, 'pdf', 'en'));
  expect(made).toMatchObject({ copies: '1', start: '24' });
});

test('a device remembers how it prints, not which ones; what it cannot read is nothing', () => {
  const choice = { ...firstChoice, kind: 'sku' as const, q: 'mug', dpi: '300' as const, darkness: '12' };
  expect(remembered(toRemember(choice))).toEqual({ ...choice, q: '' });
  for (const text of [null, '', '{', '7', '{"kind":"x","sizes":{"bin":"a4-cards"}}'])
    expect(remembered(text)).toEqual(firstChoice);
});

test('an aisle is named by its first and last bin', () => {
  const bin = (id: string, aisle: number | null, kind = 'bin') => ({ id, aisle, kind });
  expect(aislesOf([bin('A-10-1', 0), bin('A-2-1', 0), bin('B-1', 1), bin('DOCK', null, 'dock')])).toEqual([
    { aisle: '0', name: 'A-2-1 – A-10-1' },
    { aisle: '1', name: 'B-1 – B-1' },
  ]);
});
