import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { mutants, type Mutant } from './list.ts';

export interface Catch {
  mutant: string;
  caught: boolean;
  /** The rule that noticed it, in words; or what went wrong with the hunt. */
  by: string;
}

const path = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** Runs the simulation with one bug in it: caught where it finds a violation. Throws where it did not run at all. */
function hunt(mutant: Mutant, seed: string, steps: number): Promise<Catch> {
  return new Promise((resolve, reject) => {
    const args = [
      '--import',
      new URL('hook.ts', import.meta.url).href,
      path('../main.ts'),
      '--seed',
      seed,
      '--steps',
      String(steps),
      '--fail-fast',
      ...(mutant.faults ?? []).flatMap((fault) => ['--fault', fault]),
    ];
    const child = spawn(process.execPath, args, {
      env: { ...process.env, SIM_MUTANT: mutant.name },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    let json = '';
    child.stderr.on('data', (data: Buffer) => (said += data.toString()));
    child.stdout.on('data', (data: Buffer) => (json += data.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      const ran = json.includes('"violations"');
      if ((code !== 0 && code !== 1) || !ran)
        reject(new Error(`${mutant.name}: ${said.slice(0, 2000) || `ended with ${code}`}`));
      else resolve({ mutant: mutant.name, caught: code === 1, by: said.split('\n')[0]?.slice(0, 200) ?? '' });
    });
  });
}

/** Hunts every mutant, two at a time; a second seed has a go where the first finds nothing. */
export async function huntAll(
  steps: number,
  seeds: readonly string[] = ['1', '2'],
  only: readonly Mutant[] = mutants,
): Promise<Catch[]> {
  const queue = only.values();
  const caught: Catch[] = [];
  const lane = async (): Promise<void> => {
    for (const mutant of queue) {
      let last: Catch | null = null;
      for (const seed of seeds) {
        last = await hunt(mutant, seed, steps);
        if (last.caught) break;
      }
      if (last) caught.push(last);
    }
  };
  await Promise.all([lane(), lane()]);
  return caught.sort((a, b) => (a.mutant < b.mutant ? -1 : 1));
}
