import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import pg from 'pg';
import { expect, it } from 'vitest';
import { findPrograms, startCluster } from './postgres.ts';

const folders = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('picktrail-postgres-'));

// Where there is no PostgreSQL the suite installs none: what needs one does.
it.skipIf(findPrograms() === null)(
  'a cluster of one’s own serves databases over loopback alone, and leaves nothing behind',
  async () => {
    const before = folders();
    const cluster = await startCluster({ fsync: 'off' });
    const [folder] = folders().filter((name) => !before.includes(name));
    try {
      expect(folder).toBeDefined();
      const url = await cluster.database('shop');
      expect(await cluster.database('shop')).toBe(url);
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query<{ addresses: string; sockets: string; fsync: string; encoding: string }>(
        `SELECT current_setting('listen_addresses') AS addresses, current_setting('unix_socket_directories') AS sockets,
                current_setting('fsync') AS fsync, current_setting('server_encoding') AS encoding`,
      );
      await client.end();
      expect(rows).toEqual([{ addresses: '127.0.0.1', sockets: '', fsync: 'off', encoding: 'UTF8' }]);
      const stranger = new pg.Client({ connectionString: url.replace(/:[0-9a-f]+@/, ':wrong@') });
      await expect(stranger.connect()).rejects.toThrow('password');
      await expect(cluster.database('a; DROP')).rejects.toThrow('not a database');
    } finally {
      await cluster.stop();
    }
    expect(folders()).not.toContain(folder);
    expect(existsSync(`/proc/${cluster.pid}`)).toBe(false);
  },
  60_000,
);
