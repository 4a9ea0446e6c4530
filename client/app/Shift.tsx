import { useState } from 'react';
import { BigButton } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useWords, type WordKey } from '../ui/words.ts';
import { ageOf } from '../floor/age.ts';
import { useDevice, useReadable, type DeviceFacts } from '../floor/device.ts';
import { FloorFrame } from '../floor/FloorFrame.tsx';
import type { HealthProblem } from '../store/health.ts';
import styles from './app.module.css';

type Say = ReturnType<typeof useWords>['say'];

interface Looked {
  sound: boolean;
  problems: HealthProblem[];
}

/** Start of shift: one tap unlocks the sound and checks the device. What would lose work is said; with nothing to say it is over. */
export function Shift({ onDone }: { onDone: () => void }) {
  const { say } = useWords();
  const { feedback, facts, check } = useDevice();
  const known = useReadable(facts);
  const [result, setResult] = useState<Looked | 'not yet' | 'running'>('not yet');
  const start = async () => {
    setResult('running');
    const [sound, problems] = await Promise.all([feedback.unlock(), check()]);
    if (linesOf({ sound, problems }, known, say).length === 0) {
      feedback.give('ok');
      return onDone();
    }
    feedback.give('wrong');
    setResult({ sound, problems });
  };
  const lines = typeof result === 'object' ? linesOf(result, known, say) : null;
  const button = lines ? (
    <BigButton tone="warn" onTap={onDone} testId="shift-anyway">
      {say('shift.anyway')}
    </BigButton>
  ) : (
    <BigButton icon="check" onTap={() => void start()} disabled={result === 'running'} testId="shift-start">
      {say(result === 'running' ? 'shift.checking' : 'shift.start')}
    </BigButton>
  );
  return (
    <FloorFrame cue={{ icon: 'sound', text: say('shift.title') }} acts={button}>
      {!lines && <p className={styles.lead}>{say('shift.explain')}</p>}
      {lines && (
        <ul className={styles.checks}>
          {lines.map(({ name, why }) => (
            <li key={why}>
              <Icon name="stop" size={34} />
              <span>
                <strong>{say(name)}</strong>: {why}
              </span>
            </li>
          ))}
        </ul>
      )}
    </FloorFrame>
  );
}

const nameOf: Record<HealthProblem, WordKey> = {
  noStore: 'shift.storage',
  private: 'shift.storage',
  notPersistent: 'shift.storage',
  littleSpace: 'shift.storage',
  noServiceWorker: 'shift.offline',
  clock: 'shift.clockName',
};

/** What would lose work, or make it harder: what it is about, and why. */
function linesOf({ sound, problems }: Looked, known: DeviceFacts, say: Say): { name: WordKey; why: string }[] {
  const off = ageOf(Math.abs(known.offsetMs ?? 0));
  return [
    ...problems.map((problem) => ({
      name: nameOf[problem],
      why: say(`shift.${problem}`, { off: say(off.key, { n: off.n }) }),
    })),
    ...(known.catalogue ? [] : [{ name: 'shift.catalogue' as const, why: say('shift.catalogueNone') }]),
    ...(sound ? [] : [{ name: 'shift.sound' as const, why: say('shift.soundOff') }]),
  ];
}
