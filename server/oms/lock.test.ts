import { describe, expect, it } from 'vitest';
import { createKeyedLock } from './lock.ts';

const tick = () => new Promise((resolve) => setImmediate(resolve));

describe('createKeyedLock', () => {
  it('runs one key in turn and others beside it', async () => {
    const lock = createKeyedLock();
    const seen: string[] = [];
    const turn = (name: string) => async () => {
      seen.push(`${name} in`);
      await tick();
      seen.push(`${name} out`);
    };
    await Promise.all([lock('a', turn('a1')), lock('a', turn('a2')), lock('b', turn('b1'))]);
    expect(seen).toEqual(
      ['a1 in', 'b1 in', 'a1 out', 'a2 in', 'b1 out', 'a2 out'].sort((x, y) => seen.indexOf(x) - seen.indexOf(y)),
    );
    expect(seen.indexOf('a2 in')).toBeGreaterThan(seen.indexOf('a1 out'));
    expect(seen.indexOf('b1 in')).toBeLessThan(seen.indexOf('a1 out'));
  });

  it('goes on after a turn that threw, and tells only its caller', async () => {
    const lock = createKeyedLock();
    const broken = lock('a', () => Promise.reject(new Error('broken')));
    const next = lock('a', () => Promise.resolve('fine'));
    await expect(broken).rejects.toThrow('broken');
    expect(await next).toBe('fine');
  });
});
