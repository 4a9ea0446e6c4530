import { existsSync } from 'node:fs';
import { aptInstall } from './apt.ts';
import { capture } from './child.mjs';
import { Trouble } from './steps.mjs';

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const find = () => [process.env.CHROMIUM_PATH ?? '', ...candidates].find((path) => path !== '' && existsSync(path));

/** The Chromium that browser tests drive, installed where that is possible.
 * @returns {Promise<{ path: string, version: string, installed: boolean }>} */
export async function ensureBrowser() {
  const before = find();
  if (before !== undefined && (await hasChineseFont()))
    return { path: before, version: await version(before), installed: false };

  const output = await aptInstall([...(before === undefined ? ['chromium'] : []), 'fonts-noto-cjk']);
  const path = find();
  if (path !== undefined) return { path, version: await version(path), installed: before === undefined };
  throw new Trouble(
    'There is no Chromium for the browser tests.',
    [
      'Debian, Ubuntu: apt-get install chromium fonts-noto-cjk. Elsewhere: install Chrome or Chromium.',
      'Where it is not /usr/bin/chromium, name it: CHROMIUM_PATH=/path/to/chromium npm test',
    ],
    output,
  );
}

async function version(path) {
  const { code, output } = await capture(path, ['--version']);
  if (code !== 0) throw new Trouble(`${path} does not run.`, ['Install it again, or set CHROMIUM_PATH.'], output);
  return output.trim().split('\n').at(-1) ?? '';
}

/** Without one, Chinese words are boxes of another width, and layout tests prove nothing. */
async function hasChineseFont() {
  const result = await capture('fc-list', [':lang=zh', 'family']).catch(() => undefined);
  return result === undefined || result.output.trim() !== '';
}
