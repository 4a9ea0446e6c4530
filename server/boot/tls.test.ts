import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../config.ts';
import { followTls, readTls } from './tls.ts';

/** Certificates are made here, so that none lies in the project to grow old. */
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

const folder = mkdtempSync(join(tmpdir(), 'picktrail-tls-'));
const filesOf = (name: string) => ({ cert: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) });

function makePair(name: string): void {
  const { cert, key } = filesOf(name);
  const subject = ['-subj', `/CN=${name}`, '-days', '2', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', ...subject];
  execFileSync('openssl', [...made, '-keyout', key, '-out', cert], { stdio: 'ignore' });
}

afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(!hasOpenssl)('TLS (skipped where openssl is not there to make certificates)', () => {
  beforeAll(() => ['one', 'two', 'used'].forEach(makePair));

  const nameShownBy = (port: number): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
        resolve(String(socket.getPeerCertificate().subject.CN));
        socket.destroy();
      });
      socket.once('error', reject);
    });

  it('a renewed certificate is taken up while the server runs; one that does not fit its key is told, and the old one stays', async () => {
    const used = filesOf('used');
    const pair = readTls(used);
    if ('problem' in pair) throw new Error(pair.problem);
    const server = createServer(pair).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const problems: string[] = [];
    const end = followTls(server, used, (problem) => problems.push(problem), 20);
    try {
      expect(await nameShownBy(port)).toBe('used');
      copyFileSync(filesOf('one').cert, used.cert);
      await vi.waitFor(() => expect(problems).not.toEqual([]), 5000);
      expect(await nameShownBy(port)).toBe('used');
      copyFileSync(filesOf('one').key, used.key);
      await vi.waitFor(async () => expect(await nameShownBy(port)).toBe('one'), 5000);
    } finally {
      end();
      server.close();
    }
  });

  it('files that are no pair are refused before anything starts, saying which setting is wrong', () => {
    const mixed = { cert: filesOf('one').cert, key: filesOf('two').key };
    expect(readTls(mixed)).toMatchObject({ problem: expect.stringContaining('TLS_CERT') });
    writeFileSync(join(folder, 'empty.crt'), '');
    expect(readTls({ ...mixed, cert: join(folder, 'empty.crt') })).toHaveProperty('problem');
    expect(readTls({ ...mixed, cert: join(folder, 'none.crt') })).toHaveProperty('problem');
  });
});

it('a certificate without its key, or a key alone, is a wrong setting', () => {
  expect(readConfig({ TLS_CERT: 'a.crt' }, [])).toHaveProperty('problems');
  expect(readConfig({ TLS_KEY: 'a.key' }, [])).toHaveProperty('problems');
  expect(readConfig({ TLS_CERT: 'a.crt', TLS_KEY: 'a.key' }, [])).toMatchObject({
    tls: { cert: 'a.crt', key: 'a.key' },
  });
});
