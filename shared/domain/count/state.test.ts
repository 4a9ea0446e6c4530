import { expect, it } from 'vitest';
import { countStates } from './rows.ts';
import { countEvents, countIsOpen, countTransitions, openCountStates } from './state.ts';

it('every state says of every event where it leads, or that it does not', () => {
  expect(Object.keys(countTransitions)).toEqual([...countStates]);
  for (const state of countStates) {
    expect(Object.keys(countTransitions[state]).sort(), state).toEqual([...countEvents].sort());
    for (const next of Object.values(countTransitions[state])) if (next !== null) expect(countStates).toContain(next);
  }
});

it('every state can be reached from a request, and every open one can end', () => {
  const reached = new Set(['requested']);
  for (const state of reached)
    for (const next of Object.values(countTransitions[state as 'requested'])) if (next !== null) reached.add(next);
  expect([...reached].sort()).toEqual([...countStates].sort());
  for (const state of openCountStates) expect(countTransitions[state].cancel, state).toBe('cancelled');
});

it('only what was finished is decided, and only news opens what has ended', () => {
  for (const state of countStates) {
    const { approve, accept, start, cancel, late } = countTransitions[state];
    if (approve !== null || accept !== null) expect(['counted', 'review']).toContain(state);
    if (!countIsOpen(state)) expect([start, approve, accept, cancel]).toEqual([null, null, null, null]);
    else expect(late).toBeNull();
  }
});
