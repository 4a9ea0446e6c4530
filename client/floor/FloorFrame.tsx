import { useEffect, useState, type ReactNode } from 'react';
import { useBrowserLocation as useLocation } from 'wouter/use-browser-location';
import { faultSigns } from '../../shared/domain/fault.ts';
import { faultSentence } from '../../shared/words/faults.ts';
import type { Alarm } from '../sync/outbox.ts';
import { BigButton, Button } from '../ui/Button.tsx';
import { EyeSpace, Frame, Keys, Middle, TypePanel, UnsentBadge, type Shown } from '../ui/Frame.tsx';
import type { IconName } from '../ui/Icon.tsx';
import { useWords } from '../ui/words.ts';
import { useAge } from './age.ts';
import { useDevice, useFloor, useReadable } from './device.ts';

/** The frame with the device around it: what is unsent, typing, menu, and what the last act came to. Every floor screen is one. */
export function FloorFrame(props: Parts) {
  const { status } = useDevice();
  const { alarm } = useReadable(status);
  return alarm ? <AlarmScreen kind={alarm.kind} /> : <PlainFrame {...props} />;
}

/** The outbox cannot be trusted: nothing else is shown until a person has seen it. */
function AlarmScreen({ kind }: { kind: Alarm['kind'] }) {
  const { say } = useWords();
  const { quiet, feedback } = useDevice();
  useEffect(() => feedback.give('stop'), [feedback, kind]);
  const acts =
    kind === 'stuck' ? null : (
      <BigButton tone="stop" onTap={kind === 'outdated' ? () => location.reload() : quiet} testId="alarm-seen">
        {say(kind === 'outdated' ? 'app.reload' : 'alarm.seen')}
      </BigButton>
    );
  return (
    <Frame head={<Unsent />} cue={{ icon: 'stop', text: say('alarm.title') }} shown={null} acts={acts}>
      <p className="alarm" role="alert" data-testid="alarm">
        {say(`alarm.${kind}`)}
      </p>
    </Frame>
  );
}

interface Parts {
  middle?: ReactNode;
  cue: { icon: IconName; text: string };
  children?: ReactNode;
  acts?: ReactNode;
  inMenu?: boolean;
  /** Digits are tapped here: nothing is scanned, and the camera's picture makes room. */
  keypad?: boolean;
}

function PlainFrame({ middle, cue, children, acts, inMenu = false, keypad = false }: Parts) {
  const { floor, camera } = useDevice();
  const { say } = useWords();
  const [, go] = useLocation();
  const [typing, setTyping] = useState(false);
  const shown = useShown();
  const eye = useReadable(camera);
  const scans = !inMenu && !keypad;
  // Where there never is a camera to be had, its button is the keyboard's.
  const see = async () => {
    const problem = await camera.turn(eye === 'off');
    if (problem === 'camera.insecure' || problem === 'camera.none') setTyping(true);
  };
  const head = (
    <>
      <Unsent />
      <Middle>{middle}</Middle>
      {scans && (
        <Button
          icon="camera"
          label={say(eye === 'off' ? 'app.camera' : 'app.cameraOff')}
          on={eye !== 'off'}
          onTap={() => void see()}
          testId="camera"
        />
      )}
      <Keys always={!scans}>
        <Button icon="keys" label={say('app.type')} onTap={() => setTyping(true)} testId="type" />
      </Keys>
      <Button
        icon={inMenu ? 'back' : 'menu'}
        label={say(inMenu ? 'app.back' : 'app.menu')}
        onTap={() => go(inMenu ? '/' : '/menu')}
        testId="menu"
      />
    </>
  );
  const panel = typing && (
    <TypePanel
      label={say('app.typeLabel')}
      enter={say('app.enter')}
      close={say('app.back')}
      onCode={(text) => void floor.scan(text)}
      onClose={() => setTyping(false)}
    />
  );
  const picture = typeof eye === 'string' ? <EyeSpace /> : <eye.View />;
  return (
    <Frame head={head} cue={cue} shown={shown} acts={acts} typing={panel} eye={scans && eye !== 'off' && picture}>
      {children}
    </Frame>
  );
}

function Unsent() {
  const { status } = useDevice();
  const { say } = useWords();
  const [, go] = useLocation();
  const { unsent, oldestAt } = useReadable(status);
  const age = useAge(oldestAt);
  const label = unsent > 0 ? say('unsent.some', { count: unsent, age }) : say('unsent.none');
  return <UnsentBadge count={unsent} age={age} label={label} onTap={() => go('/unsent')} />;
}

/** The floor's last cue in words. */
function useShown(): Shown | null {
  const { cue, skus } = useFloor();
  const { loose, name } = useWords();
  if (!cue) return null;
  const nameOf = (id: string): string => name(skus[id]?.name) || id;
  if ('fault' in cue) {
    const { icon } = faultSigns(cue.fault.fault);
    const tone = icon === 'wait' ? 'wait' : cue.tone;
    return { n: cue.n, tone, icon, ...faultSentence(loose, cue.fault, nameOf) };
  }
  const params = Object.fromEntries(
    Object.entries(cue.params).map(([k, v]) => [k, typeof v === 'string' ? nameOf(v) : v]),
  );
  return {
    n: cue.n,
    tone: cue.tone,
    icon: cue.tone === 'tell' ? 'ask' : 'check',
    what: loose(cue.say, params),
    next: '',
  };
}
