import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import type { Server } from 'node:https';
import { createSecureContext } from 'node:tls';

/** Files in PEM: the certificate with its chain, and its key. */
export interface TlsFiles {
  cert: string;
  key: string;
}

export interface TlsPair {
  cert: Buffer;
  key: Buffer;
}

/** The pair, proven to belong together; or what is wrong with it, for a person. */
export function readTls(files: TlsFiles): TlsPair | { problem: string } {
  try {
    const pair = { cert: readFileSync(files.cert), key: readFileSync(files.key) };
    createSecureContext(pair);
    return pair;
  } catch (error) {
    return { problem: `TLS_CERT, TLS_KEY: ${error instanceof Error ? error.message : String(error)}` };
  }
}

const lookEveryMs = 60_000;

/**
 * Takes a renewed certificate up without a restart: connections that stand keep the old one. A pair that does not fit (renewal writes one
 * file after the other) is told to `onProblem` and looked at again when a file changes. Returns what ends the watch.
 */
export function followTls(
  server: Pick<Server, 'setSecureContext'>,
  files: TlsFiles,
  onProblem: (problem: string) => void,
  everyMs = lookEveryMs,
): () => void {
  const takeUp = (): void => {
    const pair = readTls(files);
    if ('problem' in pair) onProblem(pair.problem);
    else server.setSecureContext(pair);
  };
  const both = [files.cert, files.key];
  for (const file of both) watchFile(file, { interval: everyMs, persistent: false }, takeUp);
  return () => both.forEach((file) => unwatchFile(file, takeUp));
}
