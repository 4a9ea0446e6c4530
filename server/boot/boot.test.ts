import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { listKeyOf } from '../../shared/domain/barcode/list.ts';
import { readConfig } from '../config.ts';
import { auditBooks } from '../engine/audit.ts';
import { createEngine } from '../engine/engine.ts';
import type { Engine } from '../engine/port.ts';
import { sessionId } from '../http/sessions.ts';
import { memoryStore } from '../store/memory.ts';
import { ensureApiKey } from './apiKey.ts';
import { demoSignInsShown, firstStart } from './firstStart.ts';
import { newId } from './house.ts';
import { loadListKey } from './keys.ts';
import { lockFolder } from './lock.ts';
import { ensureVendure } from './vendure.ts';
import { welcome } from './welcome.ts';

const made: string[] = [];
let folder = '';
beforeEach(() => made.push((folder = mkdtempSync(join(tmpdir(), 'picktrail-')))));
afterAll(() => made.forEach((name) => rmSync(name, { recursive: true })));

const engineOver = (store = memoryStore()): Promise<Engine> =>
  createEngine(store, { now: () => 1_767_600_000_000, newId }, 'main');

describe('one server a data folder', () => {
  it('a second one is told who has it; after a release it may', () => {
    const first = lockFolder(folder);
    expect(lockFolder(folder)).toMatchObject({ heldBy: process.pid });
    if ('release' in first) first.release();
    expect(lockFolder(folder)).toMatchObject({ takenOver: false });
  });

  it('the lock of a process that died is taken over, also where its number was given to another', () => {
    const file = join(folder, 'server.lock');
    for (const owner of [
      { pid: 2 ** 22 + 1, began: null },
      { pid: process.ppid, began: 'another boot 1' },
    ]) {
      writeFileSync(file, JSON.stringify(owner));
      const lock = lockFolder(folder);
      expect(lock).toMatchObject({ takenOver: true });
      if ('release' in lock) lock.release();
    }
  });

  it('a lock that was written half is taken over', () => {
    writeFileSync(join(folder, 'server.lock'), '{"pi');
    expect(lockFolder(folder)).toMatchObject({ takenOver: true });
  });
});

it('the list key is made once, for its owner’s eyes', () => {
  const key = loadListKey(folder);
  expect(loadListKey(folder)).toEqual(key);
  expect(statSync(join(folder, 'list-key')).mode & 0o777).toBe(0o600);
  writeFileSync(join(folder, 'list-key'), 'spoilt');
  expect(() => loadListKey(folder)).toThrow('is not a key');
  expect(readFileSync(join(folder, 'list-key'), 'utf8')).toBe('spoilt');
});

describe('the first start', () => {
  const key = listKeyOf(new Uint8Array(32).fill(1));

  it('makes the demo warehouse, in books that hold, once', async () => {
    const engine = await engineOver();
    expect(await firstStart(engine, key, newId, false)).toEqual([]);
    expect(engine.incarnation()).not.toBe('');
    expect((await auditBooks(engine.store)).filter((check) => !check.ok)).toEqual([]);
    expect((await engine.store.scan('sku', null, 10_000)).length).toBeGreaterThanOrEqual(1300);
    const { ledger } = await engine.store.counters();
    expect(await firstStart(engine, key, newId, false)).toBeNull();
    expect((await engine.store.counters()).ledger).toBe(ledger);
    expect(await demoSignInsShown(engine)).toContainEqual({
      name: expect.any(String),
      roles: 'supervisor',
      badge: '3001',
      pin: '7777',
    });
  });

  it('that was cut off goes on where it was, and books nothing twice', async () => {
    const store = memoryStore();
    const engine = await engineOver(store);
    const submit = engine.submit.bind(engine);
    let left = 4;
    engine.submit = (command, by) => (left-- > 0 ? submit(command, by) : Promise.reject(new Error('power cut')));
    await expect(firstStart(engine, key, newId, false)).rejects.toThrow('power cut');
    const again = await engineOver(store);
    expect(await firstStart(again, key, newId, false)).toEqual([]);
    const whole = await engineOver();
    await firstStart(whole, key, newId, false);
    const figures = async ({ store: books }: Engine) => books.scan('stock', null, 10_000);
    expect(await figures(again)).toEqual(await figures(whole));
  });

  it('with nothing makes an admin whose PIN is told once', async () => {
    const engine = await engineOver();
    const shown = await firstStart(engine, key, newId, true);
    expect(shown).toMatchObject([{ roles: 'admin', badge: '9001', pin: expect.stringMatching(/^\d{6}$/) }]);
    expect(await engine.store.scan('sku', null, 1)).toEqual([]);
    expect(await firstStart(engine, key, newId, true)).toBeNull();
    expect(await demoSignInsShown(engine)).toEqual([]);
  });
});

describe('the API key', () => {
  it('is told when it is made and never again', async () => {
    const engine = await engineOver();
    const key = await ensureApiKey(engine, null);
    expect(await engine.store.get('session', sessionId(key!))).toMatchObject({ roles: ['integrator'] });
    expect(await ensureApiKey(engine, null)).toBeNull();
  });

  it('given from outside it replaces all others', async () => {
    const engine = await engineOver();
    const old = await ensureApiKey(engine, null);
    expect(await ensureApiKey(engine, 'given-from-outside')).toBeNull();
    expect(await engine.store.get('session', sessionId(old!))).toBeUndefined();
    expect(await engine.store.get('session', sessionId('given-from-outside'))).toBeDefined();
  });
});

it('VENDURE_URL makes a channel; the same again keeps its cursor, another shop begins anew', async () => {
  const engine = await engineOver();
  const channel = async () => (await engine.store.get('channel', 'vendure'))!;
  await ensureVendure(engine, { url: 'http://127.0.0.1:1/admin-api', channelToken: undefined });
  await engine.submit<'channel.cursor'>(
    { type: 'channel.cursor', channel: 'vendure', cursor: 'c1' },
    { person: null, device: null },
  );
  await ensureVendure(engine, { url: 'http://127.0.0.1:1/admin-api', channelToken: undefined });
  expect(await channel()).toMatchObject({ kind: 'vendure', cursor: 'c1' });
  await ensureVendure(engine, { url: 'http://127.0.0.1:2/admin-api', channelToken: undefined });
  expect(await channel()).toMatchObject({ cursor: null, settings: { url: 'http://127.0.0.1:2/admin-api' } });
  expect(JSON.stringify(await channel())).not.toMatch(/password"?:/i);
});

it('settings are checked before anything is opened', () => {
  expect(readConfig({}, [])).toMatchObject({ port: 8080, empty: false, vendure: null });
  expect(readConfig({ PORT: '', DATA: '/x' }, ['--empty'])).toMatchObject({ port: 8080, empty: true, dataDir: '/x' });
  expect(readConfig({ PORT: '99999' }, [])).toMatchObject({ problems: [expect.stringContaining('PORT')] });
  expect(readConfig({ PICKTRAIL_API_KEY: 'short' }, [])).toMatchObject({
    problems: [expect.stringContaining('PICKTRAIL_API_KEY')],
  });
  expect(readConfig({}, ['--emtpy'])).toMatchObject({ problems: [expect.stringContaining('--emtpy')] });
});

it('the welcome says where, who and what next, in both languages', () => {
  const text = welcome({
    version: '1',
    port: 8321,
    secure: false,
    host: '127.0.0.1',
    signIns: [{ name: 'Lin', roles: 'picker', badge: '1001', pin: '1111' }],
    once: false,
    apiKey: 'KEY',
    hasClient: true,
    empty: false,
  });
  for (const part of ['http://127.0.0.1:8321/', '1001', '1111', 'KEY', 'release a wave', '释放波次'])
    expect(text).toContain(part);
  expect(text).not.toMatch(/\{\{|start\./);
});
