import { beforeEach, expect, test } from 'vitest';
import { fault } from '../../shared/domain/fault.ts';
import type { Call } from './http.ts';
import { createPeople, shiftMs } from './people.ts';

let now: number;
let online: boolean;
let store: Map<string, string>;
const li = { id: 'picker-1', name: 'Li Na', roles: ['picker'] };

beforeEach(() => {
  now = 1_000_000;
  online = true;
  store = new Map();
});

const open = () =>
  createPeople({
    now: () => now,
    device: 'dev-1',
    notes: {
      read: (key) => store.get(key) ?? null,
      write: (key, value) => void (value === null ? store.delete(key) : store.set(key, value)),
    },
    call: (async (_method: string, _path: string, options: { body: { badge: string; pin: string } }) => {
      if (!online) return { at: 'silent' };
      if (options.body.pin !== '1111') return { at: 'fault', fault: fault('signIn.pin'), status: 401 };
      return { at: 'answer', value: { token: `t-${now}`, person: li.id, name: li.name, roles: li.roles, wh: 'main' } };
    }) as Call,
    known: {
      personByBadge: async (badge) => (badge === '1001' ? li : undefined),
      signIn: async (_badge, pin) => (pin === '1111' ? li : fault('signIn.pin')),
    },
    onWarehouse: () => undefined,
  });

test('the PIN is asked once a shift; a reload keeps who is signed in', async () => {
  const people = open();
  expect(await people.badge('1001')).toMatchObject({ known: false });
  await people.enter('1001', '1111');
  expect(open().current()).toMatchObject({ id: 'picker-1' });
  expect(await open().badge('1001')).toMatchObject({ known: true });
  now += shiftMs;
  expect(open().current()).toBeNull();
  expect(await open().badge('1001')).toMatchObject({ known: false });
});

test('with no network the catalogue judges the PIN, and the token comes later', async () => {
  online = false;
  const people = open();
  expect(await people.enter('1001', '9999')).toMatchObject({ fault: 'signIn.pin' });
  await people.enter('1001', '1111');
  expect(people.session.token()).toBeNull();
  online = true;
  await people.tryAgain();
  expect(people.session.token()).toBe('t-1000000');
});

test('a PIN is never written to the device', async () => {
  online = false;
  await open().enter('1001', '1111');
  expect([...store.values()].join()).not.toContain('1111');
});

test('a token that the server refuses asks for the PIN again, and signs nobody out', async () => {
  const people = open();
  await people.enter('1001', '1111');
  people.session.refused();
  expect(people.session.token()).toBeNull();
  expect(people.current()).not.toBeNull();
  expect(await people.badge('1001')).toMatchObject({ known: false });
});

test('a colleague’s PIN is checked for the shift, also with no network, while nobody else is signed out', async () => {
  const people = open();
  online = false;
  expect(await people.prove('1001', '9999')).toMatchObject({ fault: 'signIn.pin' });
  expect(await people.badge('1001')).toMatchObject({ known: false });
  expect(await people.prove('1001', '1111')).toMatchObject({ id: 'picker-1' });
  expect(people.current()).toBeNull();
  expect(await open().badge('1001')).toMatchObject({ known: true });
});
