import { closeSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

interface Owner {
  pid: number;
  /** When that process began, in the system's own count: a later process may get the same number. null: not known here. */
  began: string | null;
}

/** Ours until `release` (`takenOver`: from a server that died); or who has it. */
export type Lock = { release(): void; takenOver: boolean } | { heldBy: number; file: string };

/** One server a data folder: two writers would each believe that the books are theirs. A lock whose process has ended is taken over. */
export function lockFolder(folder: string): Lock {
  const file = join(folder, 'server.lock');
  const mine: Owner = { pid: process.pid, began: beganAt(process.pid) };
  for (let tries = 0; tries < 3; tries++) {
    try {
      const handle = openSync(file, 'wx', 0o600);
      writeSync(handle, JSON.stringify(mine));
      closeSync(handle);
      return { release: () => releaseOwn(file, mine), takenOver: tries > 0 };
    } catch (thrown) {
      if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown;
    }
    const owner = readOwner(file);
    if (owner && isAlive(owner)) return { heldBy: owner.pid, file };
    unlinkSync(file);
  }
  return { heldBy: 0, file };
}

function releaseOwn(file: string, mine: Owner): void {
  const owner = readOwner(file);
  if (owner?.pid === mine.pid && owner.began === mine.began) unlinkSync(file);
}

function readOwner(file: string): Owner | null {
  try {
    const { pid, began } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Owner>;
    return typeof pid === 'number' ? { pid, began: typeof began === 'string' ? began : null } : null;
  } catch {
    return null;
  }
}

function isAlive({ pid, began }: Owner): boolean {
  if (pid === process.pid) return began === beganAt(pid);
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    // EPERM: it is there, and somebody else's.
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM')) return false;
  }
  const now = beganAt(pid);
  return began === null || now === null || began === now;
}

/** Field 22 of /proc/PID/stat, behind the name in brackets, with the boot it counts from; null where there is no /proc. */
function beganAt(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
  } catch {
    return null;
  }
}
