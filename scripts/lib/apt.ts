import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/**
 * Installs Debian packages where that is possible: as root on Debian or a child of it.
 * @returns what apt said where it failed; '' where it went well or cannot be used
 */
export async function aptInstall(packages: readonly string[]): Promise<string> {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return '';
  console.error(`installing ${packages.join(' and ')} …`);
  const apt = async (...args: string[]): Promise<string> => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const { stdout, stderr } = await exec('apt-get', args, { env, maxBuffer: 16_000_000 });
    return `${stdout}${stderr}`;
  };
  try {
    // Lists that are old, or a mirror that is away, need not keep a package from being installed.
    await apt('update', '-qq').catch(() => '');
    await apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
    return '';
  } catch (thrown) {
    const { stdout = '', stderr = '', message = '' } = thrown as { stdout?: string; stderr?: string; message?: string };
    return `${stdout}${stderr}` || message;
  }
}
