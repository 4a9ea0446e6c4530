/**
 * A PostgreSQL of one's own for tests: a new cluster in a temporary folder, on a free port of loopback, gone when it is stopped. It needs the
 * server's programs alone; no cluster of the system is touched.
 */
import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { aptInstall } from './apt.ts';

const exec = promisify(execFile);
const readyMs = 60_000;
const stopMs = 20_000;
const needed = ['initdb', 'postgres', 'pg_isready', 'createdb'];
const debianFolder = '/usr/lib/postgresql';

export interface Cluster {
  port: number;
  pid: number;
  /** Such as `postgres://owner:secret@127.0.0.1:40123/name`; the database is made where it is not there. */
  database(name: string): Promise<string>;
  /** What the server said last. */
  log(): string;
  /** Ends the server by its pid, and removes the folder. */
  stop(): Promise<void>;
}

/**
 * The folder of PostgreSQL's programs: `POSTGRES_BIN`, the PATH's or Debian's; installed as root on Debian.
 * Throws with what to install where there is none.
 */
export async function ensurePostgres(): Promise<string> {
  const before = findPrograms();
  if (before !== null) return before;
  const said = await aptInstall(['postgresql']);
  const after = findPrograms();
  if (after !== null) return after;
  throw new Error(
    `There is no PostgreSQL on this machine. Debian, Ubuntu: apt-get install postgresql. Elsewhere: install PostgreSQL 15 or newer and name the folder of its programs: POSTGRES_BIN=/path/to/bin\n${said}`,
  );
}

/** The folder of PostgreSQL's programs, or null where there is none. */
export function findPrograms(): string | null {
  const named = process.env['POSTGRES_BIN'];
  // Links of single programs into a folder of the PATH lead to where all of them are.
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'initdb'))
    .filter((file) => existsSync(file))
    .map((file) => dirname(realpathSync(file)));
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...(named ? [named] : []), ...onPath, ...versions.map((v) => join(debianFolder, v, 'bin'))];
  return folders.find((folder) => needed.every((program) => existsSync(join(folder, program)))) ?? null;
}

/** Whom it runs as: PostgreSQL refuses root, so there the user `postgres`, which its package makes. */
function owner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** Makes a cluster and starts it. `settings`: of postgresql.conf, such as `{ fsync: 'off' }`. Call `stop` in a `finally`. */
export async function startCluster(settings: Record<string, string> = {}): Promise<Cluster> {
  const bin = await ensurePostgres();
  const as = owner();
  const folder = mkdtempSync(join(tmpdir(), 'picktrail-postgres-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const secret = randomBytes(18).toString('hex');
    const password = join(folder, 'password');
    writeFileSync(password, secret, { mode: 0o600 });
    if (as) for (const path of [folder, password]) chownSync(path, as.uid, as.gid);
    const data = join(folder, 'data');
    const plain = ['--encoding=UTF8', '--locale=C.UTF-8', '--username=owner', '--auth=scram-sha-256'];
    await exec(join(bin, 'initdb'), ['-D', data, `--pwfile=${password}`, ...plain], { ...as, cwd: folder });
    const port = await freePort();
    const all = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '', ...settings };
    const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(join(bin, 'postgres'), ['-D', data, ...args], {
      ...as,
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return await ready(child, { bin, port, secret, remove });
  } catch (thrown) {
    remove();
    throw thrown;
  }
}

interface Started {
  bin: string;
  port: number;
  secret: string;
  remove: () => void;
}

async function ready(child: ChildProcess, { bin, port, secret, remove }: Started): Promise<Cluster> {
  let log = '';
  const note = (chunk: Buffer): void => void (log = (log + chunk.toString()).slice(-8000));
  child.stdout?.on('data', note);
  child.stderr?.on('data', note);
  let ended = false;
  const exited = new Promise<void>((done) =>
    child.once('exit', () => {
      ended = true;
      done();
    }),
  );
  // Ended from outside, nothing of ours stays behind.
  const leave = (): void => {
    child.kill('SIGKILL');
    remove();
  };
  process.once('exit', leave);
  const isUp = (): Promise<boolean> =>
    exec(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]).then(
      () => true,
      () => false,
    );
  for (const limit = Date.now() + readyMs; !(await isUp()); await sleep(100)) {
    if (!ended && Date.now() < limit) continue;
    process.off('exit', leave);
    leave();
    throw new Error(`PostgreSQL did not start:\n${log}`);
  }
  const address = (name: string): string => `postgres://owner:${secret}@127.0.0.1:${port}/${name}`;
  return {
    port,
    pid: child.pid ?? 0,
    database: async (name) => {
      await createDatabase(join(bin, 'createdb'), address('postgres'), name);
      return address(name);
    },
    log: () => log,
    async stop() {
      // Its 'fast' shutdown: sessions are ended, the files left whole.
      child.kill('SIGINT');
      const killer = setTimeout(() => child.kill('SIGKILL'), stopMs);
      await exited;
      clearTimeout(killer);
      process.off('exit', leave);
      remove();
    },
  };
}

async function createDatabase(program: string, maintenance: string, name: string): Promise<void> {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) throw new Error(`not a database's name: ${name}`);
  try {
    await exec(program, ['--maintenance-db', maintenance, name]);
  } catch (thrown) {
    if (!String(thrown).includes('already exists')) throw thrown;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const at = probe.address();
  await new Promise((closed) => probe.close(closed));
  if (at === null || typeof at === 'string') throw new Error('no free port');
  return at.port;
}
