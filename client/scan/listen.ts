import { plainProfile, quiet, wedge, type WedgeInput, type WedgeProfile } from './wedge.ts';

export interface Scan {
  text: string;
  /** When its last character came: UTC ms. */
  at: number;
  source: 'wedge' | 'typed' | 'camera';
}

const fieldTypes = ['text', 'search', 'url', 'tel', 'email', 'password', 'number', 'date', 'datetime-local', 'time'];
const sinkId = 'scan-sink';

/** Does what is typed into this element stay there as text? */
function isField(target: EventTarget | null | undefined): target is HTMLElement {
  if (!(target instanceof HTMLElement) || target.id === sinkId) return false;
  if (target instanceof HTMLInputElement) return fieldTypes.includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

/**
 * Hears every scan that a wedge types anywhere on the page, and keeps its key strokes from everything else. `sink`: keep an invisible
 * input focused, for devices that hand their text to an input method only. `desk`: somebody works with the keyboard now. Returns the function that stops listening.
 */
export function listen(
  onScan: (scan: Scan) => void,
  {
    profile: own = plainProfile,
    sink = false,
    desk = () => false,
  }: { profile?: WedgeProfile; sink?: boolean; desk?: () => boolean } = {},
): () => void {
  let state = quiet;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let undoField: (() => void) | null = null;
  let composed = false;
  const heldKeys = new Set<string>();
  const toUtc = (at: number) => Math.round(performance.timeOrigin + at);

  const feed = (input: WedgeInput, event: Event | null) => {
    if (state.text === '' && input.kind === 'key' && input.field) undoField = snapshot(event?.target);
    const profile = desk() ? { ...own, enterPresses: true } : own;
    const out = wedge(profile, state, input);
    state = out.state;
    if (out.swallow && event) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    if (out.takeBack) undoField?.();
    clearTimeout(timer);
    if (out.dueAt !== null) arm(out.dueAt);
    for (const text of out.scans) onScan({ text, at: toUtc(input.at), source: 'wedge' });
    return out.swallow;
  };

  // A timer that comes late may have overtaken strokes that wait behind it: let them in first.
  const arm = (dueAt: number) => {
    timer = setTimeout(
      () =>
        performance.now() > dueAt + 30
          ? arm(performance.now() + 15)
          : feed({ kind: 'tick', at: performance.now() }, null),
      dueAt - performance.now(),
    );
  };

  const keydown = (event: KeyboardEvent) => {
    composed = event.isComposing || event.keyCode === 229;
    if (composed || event.altKey || event.metaKey) return;
    // GS (0x1D) of GS1 codes is typed as Ctrl+].
    const key = event.ctrlKey ? (event.key === ']' || event.code === 'BracketRight' ? '\u001d' : null) : event.key;
    if (key === null) return;
    if (feed({ kind: 'key', key, at: event.timeStamp, field: isField(event.composedPath()[0]) }, event))
      heldKeys.add(event.code);
  };
  // A button is pressed by the keyup of a space: one that was part of a code must not.
  const keyup = (event: KeyboardEvent) => {
    if (heldKeys.delete(event.code)) event.preventDefault();
  };
  const beforeinput = (event: InputEvent) => {
    if (event.isComposing || event.inputType !== 'insertText' || !event.data) return;
    const field = isField(event.composedPath()[0]);
    if (event.data.length > 1) feed({ kind: 'insert', text: event.data, at: event.timeStamp, field }, event);
    else if (composed) feed({ kind: 'key', key: event.data, at: event.timeStamp, field }, event);
  };
  const compositionend = (event: CompositionEvent) => {
    feed({ kind: 'insert', text: event.data, at: event.timeStamp, field: isField(event.composedPath()[0]) }, event);
  };
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (text !== '')
      feed({ kind: 'insert', text, at: event.timeStamp, field: isField(event.composedPath()[0]) }, event);
  };

  const options = { capture: true } as const;
  window.addEventListener('keydown', keydown, options);
  window.addEventListener('keyup', keyup, options);
  window.addEventListener('beforeinput', beforeinput, options);
  window.addEventListener('compositionend', compositionend, options);
  window.addEventListener('paste', paste, options);
  const dropSink = sink ? keepSink() : () => undefined;
  return () => {
    clearTimeout(timer);
    window.removeEventListener('keydown', keydown, options);
    window.removeEventListener('keyup', keyup, options);
    window.removeEventListener('beforeinput', beforeinput, options);
    window.removeEventListener('compositionend', compositionend, options);
    window.removeEventListener('paste', paste, options);
    dropSink();
  };
}

/** How to give a text field back the value it has now, as if the scan had never been typed into it. */
function snapshot(target: EventTarget | null | undefined): (() => void) | null {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return null;
  const before = target.value;
  return () => {
    const prototype = target instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
    // The native setter, so that React hears of the change.
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(target, before);
    target.dispatchEvent(new Event('input', { bubbles: true }));
  };
}

/** An invisible input without a soft keyboard that holds the focus whenever no field does. */
function keepSink(): () => void {
  const sink = document.createElement('input');
  Object.assign(sink, { id: sinkId, inputMode: 'none', tabIndex: -1, autocomplete: 'off' });
  sink.setAttribute('aria-hidden', 'true');
  const refocus = () => {
    if (!isField(document.activeElement)) sink.focus({ preventScroll: true });
  };
  const clear = () => (sink.value = '');
  const later = () => setTimeout(refocus, 0);
  sink.addEventListener('input', clear);
  document.addEventListener('focusout', later);
  document.addEventListener('click', later);
  document.body.append(sink);
  refocus();
  return () => {
    document.removeEventListener('focusout', later);
    document.removeEventListener('click', later);
    sink.remove();
  };
}
