import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHouse, type House } from '../fixture/house.ts';

/** Our server over one folder and one port, through as many lives as it takes. */
export interface Keeper {
  dataDir: string;
  url: string;
  key: string;
  /** Starts it again; rejects when it is killed before it is ready. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Ends the life that is on now, or just beginning, at once. */
  kill(): Promise<void>;
  /** Stops it, and removes its folder. */
  end(): Promise<void>;
}

export async function keepHouse(port: number, env: Record<string, string>): Promise<Keeper> {
  const dataDir = mkdtempSync(join(tmpdir(), 'picktrail-e2e-'));
  let house: House | null = null;
  let killLife: () => Promise<void> = () => Promise.resolve();
  const start = async (): Promise<House> =>
    (house = await startHouse({ port, env, dataDir, onSpawn: (kill) => void (killLife = kill) }));
  const { url, key } = await start();
  const stop = async (): Promise<void> => {
    const life = house;
    house = null;
    await life?.stop();
  };
  return {
    dataDir,
    url,
    key,
    start: async () => void (await start()),
    stop,
    kill() {
      house = null;
      return killLife();
    },
    async end() {
      await stop();
      await killLife();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
