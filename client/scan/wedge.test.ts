import { expect, test } from 'vitest';
import { plainProfile, quiet, wedge, type WedgeInput, type WedgeProfile } from './wedge.ts';

interface Run {
  scans: string[];
  swallowed: boolean[];
  takenBack: number;
}

/** Feeds events in order of time, with the ticks that the machine asks for between them. */
function run(inputs: WedgeInput[], profile: WedgeProfile = plainProfile): Run {
  const all: Run = { scans: [], swallowed: [], takenBack: 0 };
  let state = quiet;
  let due: number | null = null;
  const feed = (input: WedgeInput) => {
    const out = wedge(profile, state, input);
    state = out.state;
    due = out.dueAt;
    all.scans.push(...out.scans);
    if (input.kind !== 'tick') all.swallowed.push(out.swallow);
    if (out.takeBack) all.takenBack++;
  };
  for (const input of inputs) {
    if (due !== null && due <= input.at) feed({ kind: 'tick', at: due });
    feed(input);
  }
  if (due !== null) feed({ kind: 'tick', at: due });
  return all;
}

const keys = (
  text: string,
  { at = 1000, gap = 2, field = false, end = 'Enter' as string | null } = {},
): WedgeInput[] => {
  const strokes: WedgeInput[] = [...text].map((key, i) => ({ kind: 'key', key, at: at + i * gap, field }));
  if (end !== null) strokes.push({ kind: 'key', key: end, at: at + text.length * gap, field });
  return strokes;
};

test.each([0, 2, 20, 100, 1000])('a code typed at %i ms a character and ended by Enter is one scan', (gap) => {
  expect(run(keys('6901234567892', { gap })).scans).toEqual(['6901234567892']);
});

test('Tab ends a code too', () => {
  expect(run(keys('L.A-01-3.X', { end: 'Tab' })).scans).toEqual(['L.A-01-3.X']);
});

test('silence ends a code that a machine typed without a suffix', () => {
  expect(run(keys('L.A-01-3.X', { end: null, gap: 5 })).scans).toEqual(['L.A-01-3.X']);
});

test('two codes without a suffix within 300 ms are two scans', () => {
  const two = [...keys('AAAAAA', { end: null }), ...keys('BBBBBB', { at: 1280, end: null })];
  expect(run(two).scans).toEqual(['AAAAAA', 'BBBBBB']);
});

test('two codes with a suffix within 300 ms are two scans, in order', () => {
  expect(run([...keys('AAAAAA'), ...keys('AAAAAA', { at: 1020 })]).scans).toEqual(['AAAAAA', 'AAAAAA']);
});

test('slow strokes outside a field that nothing ends are no scan', () => {
  expect(run(keys('hello', { gap: 180, end: null })).scans).toEqual([]);
});

test('strokes of an abandoned code do not leak into the next', () => {
  expect(run([...keys('6901', { end: null, gap: 200 }), ...keys('L.B-02-1.Z', { at: 9000 })]).scans).toEqual([
    'L.B-02-1.Z',
  ]);
});

test('typing in a text field is never a scan, and every stroke reaches the field', () => {
  const typed = run(keys('A-01-3', { gap: 90, field: true }));
  expect(typed.scans).toEqual([]);
  expect(typed.swallowed.every((s) => !s)).toBe(true);
});

test('10,000 strokes of fast hands in a field, in words ended by Enter, are no scan', () => {
  let at = 0;
  let seed = 7;
  const inputs: WedgeInput[] = [];
  for (let i = 0; i < 10_000; i++) {
    seed = (seed * 48271) % 2147483647;
    at += 55 + (seed % 200);
    inputs.push({ kind: 'key', key: seed % 9 === 0 ? 'Enter' : 'abcdef'[seed % 6]!, at, field: true });
  }
  expect(run(inputs).scans).toEqual([]);
});

test('a machine in a text field is a scan, and the field gives back what it took', () => {
  const scan = run(keys('6901234567892', { field: true }));
  expect(scan.scans).toEqual(['6901234567892']);
  expect(scan.takenBack).toBe(1);
});

test('with a prefix a scan in a text field never reaches the field', () => {
  const profile = { ...plainProfile, prefix: '~', suffix: '^' };
  const scan = run(keys('~AB12^', { field: true, gap: 90, end: null }), profile);
  expect(scan.scans).toEqual(['AB12']);
  expect(scan.swallowed.every((s) => s)).toBe(true);
});

test('Enter presses no button: swallowed outside a field, whether a code came before or not', () => {
  expect(run([{ kind: 'key', key: 'Enter', at: 5, field: false }]).swallowed).toEqual([true]);
  expect(run(keys('ABCD')).swallowed.every((s) => s)).toBe(true);
});

test('Tab without a code moves the focus, a second suffix does not', () => {
  expect(run([{ kind: 'key', key: 'Tab', at: 5, field: false }]).swallowed).toEqual([false]);
  const crlf = run([...keys('ABCD'), { kind: 'key', key: 'Tab', at: 1010, field: false }]);
  expect(crlf.swallowed.at(-1)).toBe(true);
});

test('a space alone belongs to the focused button, in a code to the code', () => {
  expect(run([{ kind: 'key', key: ' ', at: 5, field: false }]).swallowed).toEqual([false]);
  expect(run(keys('AB CD')).scans).toEqual(['AB CD']);
});

test('full-width letters and Chinese stops are read as what the label carries', () => {
  expect(run(keys('Ｌ。Ａ-０１。Ｋ')).scans).toEqual(['L.A-01.K']);
});

test('a paste or an IME composition outside a field is a scan', () => {
  expect(run([{ kind: 'insert', text: 'L.A-01-3.X', at: 10, field: false }]).scans).toEqual(['L.A-01-3.X']);
});

test('an insert of several lines is several scans', () => {
  const scans = run([{ kind: 'insert', text: 'AAAA\r\nBBBB\n', at: 10, field: false }]).scans;
  expect(scans).toEqual(['AAAA', 'BBBB']);
});

test('an insert in parts is one scan, ended by Enter', () => {
  const inputs: WedgeInput[] = [
    { kind: 'insert', text: 'L.A-', at: 10, field: false },
    { kind: 'insert', text: '01.K', at: 30, field: false },
    { kind: 'key', key: 'Enter', at: 40, field: false },
  ];
  expect(run(inputs).scans).toEqual(['L.A-01.K']);
});

test('a paste into a text field is the field’s', () => {
  const pasted = run([{ kind: 'insert', text: 'L.A-01-3.X', at: 10, field: true }]);
  expect(pasted).toEqual({ scans: [], swallowed: [false], takenBack: 0 });
});

test('names of keys are no characters', () => {
  const inputs: WedgeInput[] = [{ kind: 'key', key: 'Shift', at: 1, field: false }, ...keys('ABCD', { at: 2 })];
  expect(run(inputs).scans).toEqual(['ABCD']);
});

test('a pick list of 900 characters at 10 ms a character is one scan', () => {
  const list = 'PT1:' + 'ABC123$%'.repeat(112);
  expect(run(keys(list, { gap: 10 })).scans).toEqual([list]);
});

test('a device that ends its codes by Enter may pause within one', () => {
  const paused = [...keys('L.A-', { at: 2000, end: null }), ...keys('01-3.K', { at: 2400 })];
  expect(run([...keys('ABCD'), ...paused]).scans).toEqual(['ABCD', 'L.A-01-3.K']);
});

test('at a desk Enter presses what has the focus, but never as the end of a code or its echo', () => {
  const desk = { ...plainProfile, enterPresses: true };
  const enter = (at: number): WedgeInput => ({ kind: 'key', key: 'Enter', at, field: false });
  expect(run([enter(1000)], desk).swallowed).toEqual([false]);
  expect(run([enter(1000)]).swallowed).toEqual([true]);
  const scan = run([...keys('A-01-3'), enter(1020)], desk);
  expect(scan.scans).toEqual(['A-01-3']);
  expect(scan.swallowed.at(-1)).toBe(true);
});
