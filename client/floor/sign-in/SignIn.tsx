import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Keypad } from '../../ui/Keypad.tsx';
import { useWords } from '../../ui/words.ts';
import { useDevice, useFloor } from '../device.ts';
import { FloorFrame } from '../FloorFrame.tsx';
import { LanguageButton } from '../LanguageButton.tsx';
import styles from './signIn.module.css';

const longestPin = 8;
const shortestPin = 4;

/** Badge first; then, once per person, device and shift, the PIN. */
export function SignIn() {
  const { door } = useFloor();
  return door.at === 'pin' ? <Pin key={door.badge} name={door.name} lead={door.stays !== null} /> : <Badge />;
}

function Badge() {
  const { say } = useWords();
  return (
    <FloorFrame cue={{ icon: 'badge', text: say('do.badge') }} acts={<LanguageButton />}>
      <div className={styles.welcome}>
        <Icon name="badge" size={112} weight={1.6} />
        <p className={styles.name}>
          Picktrail <span lang="zh-CN">拣迹</span>
        </p>
      </div>
    </FloorFrame>
  );
}

/** `lead`: a supervisor's, to let a parcel go; who packs stays signed in. */
function Pin({ name, lead }: { name: string; lead: boolean }) {
  const { say } = useWords();
  const { floor } = useDevice();
  const { cue } = useFloor();
  const [typed, setTyped] = useState({ pin: '', n: 0 });
  const n = cue?.n ?? 0;
  // A wrong PIN begins anew.
  const pin = typed.n === n ? typed.pin : '';
  return (
    <FloorFrame
      middle={<Button icon="back" label={say('app.back')} onTap={() => void floor.tap({ act: 'home' })} />}
      cue={{ icon: 'lock', text: say(lead ? 'do.pinToLetGo' : 'do.pinOf', { name }) }}
      keypad
    >
      <Keypad
        value={pin}
        onChange={(next) => setTyped({ pin: next, n })}
        onOk={() => void floor.tap({ act: 'pin', pin })}
        maxLength={longestPin}
        okLabel={say('app.enter')}
        deleteLabel={say('app.delete')}
        hidden
        mayEnter={pin.length >= shortestPin}
      />
    </FloorFrame>
  );
}
