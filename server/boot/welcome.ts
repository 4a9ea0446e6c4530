import { networkInterfaces } from 'node:os';
import { startWords } from '../../shared/words/start.ts';
import { createWords, languages } from '../../shared/words/table.ts';
import type { SignInShown } from './firstStart.ts';

type StartWord = keyof typeof startWords;

const spoken = languages.map((language) => createWords(language, startWords));

/** One thing in every language, on one line. */
export const say = (word: StartWord, params: Record<string, string | number> = {}): string =>
  spoken.map((words) => words.t(word, params)).join(' · ');

export interface Welcome {
  version: string;
  port: number;
  host: string;
  secure: boolean;
  /** The demo's people, or the admin of a bare warehouse. */
  signIns: SignInShown[];
  /** The PIN among them is shown this once. */
  once: boolean;
  apiKey: string | null;
  hasClient: boolean;
  empty: boolean;
}

/** What a person reads who has just started the server. */
export function welcome({ version, port, host, secure, signIns, once, apiKey, hasClient, empty }: Welcome): string {
  const all = host === '0.0.0.0' || host === '::';
  const addresses = all ? ['localhost', ...lanAddresses()] : [host];
  return [
    '',
    say('start.ready', { version }),
    '',
    `${say('start.open')}:`,
    ...addresses.map(
      (address, i) =>
        `  ${secure ? 'https' : 'http'}://${address.includes(':') ? `[${address}]` : address}:${port}/   ${i === 0 ? say('start.here') : say('start.lan')}`,
    ),
    ...(secure || !all ? [] : [`  ! ${say('start.plain')}`]),
    ...(hasClient ? [] : [`  ! ${say('start.noClient')}`]),
    '',
    ...(signIns.length === 0 ? [] : [`${say('start.signIns')}:`, ...signIns.map(line), '']),
    ...(once ? [`  ! ${say('start.once')}`, ''] : []),
    ...(apiKey === null ? [] : [`${say('start.apiKey')}:`, `  ${apiKey}`, '']),
    ...spoken.map((words) => words.t(empty ? 'start.firstEmpty' : 'start.first')),
    '',
    say('start.stop'),
    '',
  ].join('\n');
}

const line = ({ name, roles, badge, pin }: SignInShown): string =>
  `  ${badge.padEnd(6)} PIN ${pin.padEnd(8)} ${roles.padEnd(12)} ${name}`;

/** IPv4 addresses of this machine that others may reach. */
function lanAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all
    .filter((a) => a.family === 'IPv4' && !a.internal && !a.address.startsWith('169.254.'))
    .map((a) => a.address);
}
