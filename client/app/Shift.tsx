import { useState } from 'react';
import { BigButton } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useWords, type WordKey } from '../ui/words.ts';
import { ageOf } from '../floor/age.ts';
import { useDevice, useReadable, type DeviceCheck, type DeviceFacts } from '../floor/device.ts';
import { FloorFrame } from '../floor/FloorFrame.tsx';
import styles from './app.module.css';

interface Line {
  name: WordKey;
  /** Why work could be lost; null: fine. */
  bad: string | null;
}

const leastFreeBytes = 50_000_000;
const clockLimitMs = 120_000;

/** Start of shift: one tap unlocks the sound and checks the device. What would lose work is said; with nothing to say it is over. */
export function Shift({ onDone }: { onDone: () => void }) {
  const { say } = useWords();
  const { feedback, facts, check } = useDevice();
  const known = useReadable(facts);
  const [result, setResult] = useState<{ sound: boolean; device: DeviceCheck } | 'not yet' | 'running'>('not yet');
  const start = async () => {
    setResult('running');
    const [sound, device] = await Promise.all([feedback.unlock(), check()]);
    const lines = linesOf(sound, device, known, say);
    if (lines.every((l) => l.bad === null)) {
      feedback.give('ok');
      return onDone();
    }
    feedback.give('wrong');
    setResult({ sound, device });
  };
  const lines = typeof result === 'object' ? linesOf(result.sound, result.device, known, say) : null;
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
          {lines
            .filter((line) => line.bad !== null)
            .map((line) => (
              <li key={line.name}>
                <Icon name="stop" size={34} />
                <span>
                  <strong>{say(line.name)}</strong>: {line.bad}
                </span>
              </li>
            ))}
        </ul>
      )}
    </FloorFrame>
  );
}

function linesOf(
  sound: boolean,
  device: DeviceCheck,
  known: DeviceFacts,
  say: ReturnType<typeof useWords>['say'],
): Line[] {
  const off = known.offsetMs ?? 0;
  const age = ageOf(Math.abs(off));
  return [
    {
      name: 'shift.storage',
      bad:
        device.freeBytes !== null && device.freeBytes < leastFreeBytes
          ? say('shift.storageFull')
          : device.persisted
            ? null
            : say('shift.storageWeak'),
    },
    { name: 'shift.offline', bad: device.offlineReady ? null : say('shift.offlineNot') },
    { name: 'shift.catalogue', bad: known.catalogue ? null : say('shift.catalogueNone') },
    {
      name: 'shift.clock',
      bad: Math.abs(off) > clockLimitMs ? say('shift.clockOff', { off: say(age.key, { n: age.n }) }) : null,
    },
    { name: 'shift.sound', bad: sound ? null : say('shift.soundOff') },
  ];
}
