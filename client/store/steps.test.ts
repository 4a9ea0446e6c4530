import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { draft, stepStorageContract, testClock, testRandom, testWitness } from './contract.ts';
import { DexieSteps } from './steps.ts';
import { Outdated, StoreLost } from './stepsDatabase.ts';

let databases = 0;

/** Other tabs' messages, without the operating system. */
function testChannels(): () => {
  postMessage(message: unknown): void;
  addEventListener(type: string, listener: unknown): void;
} {
  const ears: (() => void)[] = [];
  return () => {
    let own: (() => void) | null = null;
    return {
      postMessage: () => ears.filter((ear) => ear !== own).forEach((ear) => ear()),
      addEventListener: (_type, listener) => {
        own = listener as () => void;
        ears.push(own);
      },
    };
  };
}

function native(name: string, version?: number): Promise<IDBDatabase> {
  return new Promise((resolve) => {
    const request = indexedDB.open(name, version);
    request.addEventListener('success', () => resolve(request.result));
  });
}

function device() {
  const name = `steps-${++databases}`;
  const ports = { clock: testClock(), random: testRandom(databases), witness: testWitness() };
  const channel = testChannels();
  const open: DexieSteps[] = [];
  return {
    name,
    again: () => {
      const store = new DexieSteps({ ...ports, name, channel: channel() });
      open.push(store);
      return store;
    },
    evict: async () => {
      for (const store of open.splice(0)) store.close();
      await new Promise<void>((resolve) => {
        indexedDB.deleteDatabase(name).addEventListener('success', () => resolve());
      });
    },
    drop: async (n: number) => {
      const db = await native(name);
      await new Promise<void>((resolve) => {
        const transaction = db.transaction('steps', 'readwrite');
        transaction.objectStore('steps').delete(n);
        transaction.addEventListener('complete', () => resolve());
      });
      db.close();
    },
  };
}

stepStorageContract('steps in IndexedDB', async () => device());

it('a page whose store a newer version wants to change keeps nothing more, and says why', async () => {
  const { name, again } = device();
  const store = again();
  await store.open();
  await store.keep(draft());
  (await native(name, 20)).close();
  await expect(store.keep(draft())).rejects.toThrow(Outdated);
});

it('P5: a store that went back behind what the witness saw takes a new epoch and tells', async () => {
  const on = device();
  const store = on.again();
  await store.open();
  await store.keep(draft());
  const { epoch } = await store.keep(draft());
  store.close();
  await on.drop(2);
  const later = on.again();
  const identity = await later.open();
  expect(identity.birth).toEqual({ at: 'lost', epoch, lastSeq: 2 });
  expect(identity.epoch).not.toBe(epoch);
});

it('P5: a store that is cleared under a running page fails the next write aloud, then goes on in a new epoch', async () => {
  const on = device();
  const store = on.again();
  const { epoch } = await store.open();
  await store.keep(draft());
  await new Promise<void>((resolve) => {
    indexedDB.deleteDatabase(on.name).addEventListener('success', () => resolve());
  });
  await expect(store.keep(draft())).rejects.toThrow(StoreLost);
  const step = await store.keep(draft());
  expect(step.seq).toBe(1);
  expect(step.epoch).not.toBe(epoch);
  expect((await store.unsent(9)).map((kept) => kept.step)).toEqual([step]);
});

it('another tab that speaks before this one is open does not disturb its opening', async () => {
  const on = device();
  const store = on.again();
  await store.open();
  const others = [on.again(), on.again()];
  const opening = others.map((other) => other.open());
  await store.keep(draft());
  expect((await Promise.all(opening)).map((identity) => identity.birth.at)).toEqual(['known', 'known']);
});
