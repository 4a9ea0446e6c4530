import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface OwnServer {
  url: string;
  stop(): Promise<void>;
}

const startMs = 60_000;

/** Starts the real server in a process of its own, with empty data in a temporary folder. `omsUrl`: where its channels push 'shipped'. */
export async function startServer(environment: Record<string, string> = {}): Promise<OwnServer> {
  const data = mkdtempSync(join(tmpdir(), 'picktrail-day-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const main = join(import.meta.dirname, '../../server/main.ts');
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      ...environment,
      PORT: String(port),
      DATA: data,
      LOG_LEVEL: 'warn',
      DEMO_ORDERS: '0',
      HOST: '127.0.0.1',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  // Ended from outside, nothing of ours stays behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      child.kill('SIGTERM');
      process.exit(130);
    });
  }
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const until = Date.now() + startMs;
  while (!(await healthy(url))) {
    if (child.exitCode !== null || Date.now() > until)
      throw new Error(`the server did not start (exit ${child.exitCode})`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await gone;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function healthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/health`)).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
