/**
 * Which key strokes are a scan. A keyboard wedge types its code; this state machine collects it, whatever way the device types.
 * Pure: the listener (`listen.ts`) feeds it events with their time, and a tick when `dueAt` has come.
 *
 * Outside text fields every printable stroke belongs to the scanner, at any speed up to `maxGapMs`, and Enter or Tab ends a code;
 * without them silence does, but only after a burst no hand can type. Inside a text field strokes belong to the field, unless they
 * open with the scanner's prefix or come faster than a hand types and end in Enter or Tab.
 */
export interface WedgeProfile {
  /** What the scanner types before each code; '' where it is not set up. */
  prefix: string;
  /** What it types after each code besides Enter or Tab; ''. */
  suffix: string;
  /** Longer silence between two strokes begins a new code. DataWedge delays up to 1,000 ms. */
  maxGapMs: number;
  /** A burst with a mean gap up to this is faster than hands. */
  machineGapMs: number;
  /** Silence that ends a machine's burst where no suffix comes. */
  idleMs: number;
  /** Shorter texts are no code. */
  minLength: number;
  /** Enter presses the focused control where it ends no code: at a desk. On the floor it never does. */
  enterPresses: boolean;
}

export const plainProfile: WedgeProfile = {
  prefix: '',
  suffix: '',
  maxGapMs: 1100,
  machineGapMs: 35,
  idleMs: 120,
  minLength: 3,
  enterPresses: false,
};

export interface WedgeState {
  text: string;
  startedAt: number;
  lastAt: number;
  /** Strokes so far: an insert of many characters is one. */
  strokes: number;
  /** An insert of several characters at once: no hand does that. */
  inserted: boolean;
  inField: boolean;
  /** The prefix was seen: this is a scan wherever the focus is. */
  prefixed: boolean;
  /** When the last scan was complete: a second suffix (CR LF) right after it is swallowed. */
  committedAt: number;
  /** A code of this device was ended by Enter or Tab before: silence alone hardly ends one. */
  ends: boolean;
}

export type WedgeInput =
  /** One key: a single character, or a name such as `Enter`. `field`: the focus is in a text field. */
  | { kind: 'key'; key: string; at: number; field: boolean }
  /** Several characters at once: paste, an IME's composition, a multi-character insert. */
  | { kind: 'insert'; text: string; at: number; field: boolean }
  | { kind: 'tick'; at: number };

export interface WedgeOutput {
  state: WedgeState;
  scans: string[];
  /** The event must reach nobody else. */
  swallow: boolean;
  /** The characters of the scan that a text field took before it was known to be one. */
  takeBack: boolean;
  /** When to send a tick, or null. */
  dueAt: number | null;
}

export const quiet: WedgeState = {
  text: '',
  startedAt: 0,
  lastAt: 0,
  strokes: 0,
  inserted: false,
  inField: false,
  prefixed: false,
  committedAt: -Infinity,
  ends: false,
};

const doubleSuffixMs = 100;

export function wedge(profile: WedgeProfile, before: WedgeState, input: WedgeInput): WedgeOutput {
  if (input.kind === 'tick') return tick(profile, before, input.at);
  const state = input.at - before.lastAt > profile.maxGapMs ? cleared(before) : before;
  if (input.kind === 'insert') return insert(profile, state, input.text, input.at, input.field);
  if (input.key === 'Enter' || input.key === 'Tab') return end(profile, state, input.key, input.at, input.field);
  if ([...input.key].length !== 1) return result(profile, state, [], false);
  return stroke(profile, state, input.key, input.at, input.field);
}

function stroke(profile: WedgeProfile, state: WedgeState, key: string, at: number, field: boolean): WedgeOutput {
  // A space before any code belongs to the focused control: it is how a keyboard presses a button.
  if (key === ' ' && state.text === '') return result(profile, state, [], false);
  const next = added(profile, state, halfWidth(key), at, field);
  if (profile.suffix !== '' && next.text.endsWith(profile.suffix) && isScan(profile, next, true))
    return commit(profile, next, at);
  return result(profile, next, [], !field || next.prefixed);
}

function insert(profile: WedgeProfile, state: WedgeState, raw: string, at: number, field: boolean): WedgeOutput {
  // What is pasted or composed in a text field is the field's.
  if (field && !state.prefixed && !(profile.prefix !== '' && raw.startsWith(profile.prefix)))
    return result(profile, cleared(state), [], false);
  const scans: string[] = [];
  const parts = raw.split(/[\r\n\t]+/);
  let next = state;
  for (const [i, part] of parts.entries()) {
    if (part !== '')
      next = { ...added(profile, next, halfWidth(part), at, field), inserted: next.inserted || part.length > 1 };
    if (i < parts.length - 1 && next.text !== '') {
      scans.push(...codeOf(profile, next));
      next = { ...cleared(next), lastAt: at, committedAt: at };
    }
  }
  return result(profile, next, scans, true);
}

function end(profile: WedgeProfile, state: WedgeState, key: 'Enter' | 'Tab', at: number, field: boolean): WedgeOutput {
  if (state.text !== '' && isScan(profile, { ...state, lastAt: at, strokes: state.strokes + 1 }, true)) {
    return commit(profile, { ...state, ends: true }, at);
  }
  const echo = at - state.committedAt < doubleSuffixMs;
  if (field) return result(profile, cleared(state), [], echo);
  // Enter never presses a button, but at a desk; Tab moves the focus unless it ended a code.
  const swallowed = key === 'Enter' && !profile.enterPresses;
  return result(profile, cleared(state), [], swallowed || echo || state.text !== '');
}

function tick(profile: WedgeProfile, state: WedgeState, at: number): WedgeOutput {
  const due = dueAt(profile, state);
  if (due === null || at < due) return result(profile, state, [], false);
  return isScan(profile, state, false) ? commit(profile, state, at) : result(profile, cleared(state), [], false);
}

function commit(profile: WedgeProfile, state: WedgeState, at: number): WedgeOutput {
  const after = { ...cleared(state), lastAt: at, committedAt: at };
  return {
    state: after,
    scans: codeOf(profile, state),
    swallow: true,
    takeBack: state.inField && !state.prefixed,
    dueAt: null,
  };
}

/** Is what was collected a scan? `ended`: Enter, Tab or the suffix closed it. */
function isScan(profile: WedgeProfile, state: WedgeState, ended: boolean): boolean {
  if (state.text.length < profile.minLength && !state.prefixed) return false;
  if (state.prefixed) return true;
  if (!state.inField && ended) return true;
  if (state.inserted) return !state.inField;
  const meanGapMs = (state.lastAt - state.startedAt) / Math.max(1, state.strokes - 1);
  const machine = state.strokes >= 4 && meanGapMs <= profile.machineGapMs;
  return machine && (ended || !state.inField);
}

function added(profile: WedgeProfile, state: WedgeState, text: string, at: number, field: boolean): WedgeState {
  const fresh = state.text === '' || (state.inField !== field && !state.prefixed);
  const collected = fresh ? text : state.text + text;
  const prefixed = (!fresh && state.prefixed) || (profile.prefix !== '' && collected.endsWith(profile.prefix));
  return {
    text: prefixed && !(state.prefixed && !fresh) ? profile.prefix : collected,
    startedAt: fresh ? at : state.startedAt,
    lastAt: at,
    strokes: fresh ? 1 : state.strokes + 1,
    inserted: fresh ? false : state.inserted,
    inField: field,
    prefixed,
    committedAt: state.committedAt,
    ends: state.ends,
  };
}

const cleared = (state: WedgeState): WedgeState => ({
  ...quiet,
  lastAt: state.lastAt,
  committedAt: state.committedAt,
  ends: state.ends,
});

function codeOf(profile: WedgeProfile, state: WedgeState): string[] {
  let text = state.text;
  if (state.prefixed && text.startsWith(profile.prefix)) text = text.slice(profile.prefix.length);
  if (profile.suffix !== '' && text.endsWith(profile.suffix)) text = text.slice(0, -profile.suffix.length);
  text = text.trim();
  return text === '' ? [] : [text];
}

function dueAt(profile: WedgeProfile, state: WedgeState): number | null {
  if (state.text === '' || (state.inField && !state.prefixed)) return null;
  return state.lastAt + (state.ends && !state.inserted ? profile.maxGapMs : profile.idleMs);
}

function result(profile: WedgeProfile, state: WedgeState, scans: string[], swallow: boolean): WedgeOutput {
  return {
    state,
    scans,
    swallow,
    takeBack: false,
    dueAt: isScan(profile, state, false) ? dueAt(profile, state) : null,
  };
}

/** Full-width letters, digits and signs (a Chinese IME's) as the ASCII that the label carries. */
export function halfWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ')
    .replaceAll('\u3002', '.')
    .replaceAll('\uFFE5', '$');
}
