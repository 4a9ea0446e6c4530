import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The 32-byte private key that signs pick lists, made at the first start; hex in a file that only its owner reads. */
export function loadListKey(folder: string): Uint8Array {
  const file = join(folder, 'list-key');
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  const text = readFileSync(file, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new Error(`${file} is not a key: restore it from a backup, or delete it and print open lists again`);
  return new Uint8Array(Buffer.from(text, 'hex'));
}
