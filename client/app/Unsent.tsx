import { BigButton, Button } from '../ui/Button.tsx';
import type { Trouble } from '../sync/outbox.ts';
import { useWords, type WordKey } from '../ui/words.ts';
import { useAge } from '../floor/age.ts';
import { useDevice, useReadable } from '../floor/device.ts';
import { FloorFrame } from '../floor/FloorFrame.tsx';
import styles from './app.module.css';

const troubles: Record<Trouble, WordKey> = {
  offline: 'unsent.offline',
  captive: 'unsent.captive',
  timeout: 'unsent.resting',
  busy: 'unsent.resting',
  broken: 'unsent.resting',
  refused: 'unsent.refused',
  signIn: 'unsent.signIn',
  storage: 'unsent.storage',
};

/** What the badge says, in full: what is unsent, since when, and why. */
export function Unsent() {
  const { say } = useWords();
  const { status, sendNow, saveFile } = useDevice();
  const outbox = useReadable(status);
  const oldest = useAge(outbox.oldestAt);
  const network = outbox.offline
    ? say('unsent.offline')
    : outbox.sending
      ? say('unsent.sending')
      : outbox.lastError
        ? say(troubles[outbox.lastError])
        : say('unsent.reached');
  const acts = (
    <>
      <Button icon="out" onTap={() => void saveFile()} testId="save-file">
        {say('unsent.file')}
      </Button>
      <BigButton icon="unsent" onTap={sendNow} disabled={outbox.unsent === 0} testId="send-now">
        {say('unsent.send')}
      </BigButton>
    </>
  );
  return (
    <FloorFrame
      inMenu
      cue={{
        icon: outbox.unsent > 0 ? 'unsent' : 'sent',
        text: say(outbox.unsent > 0 ? 'unsent.title' : 'unsent.none'),
      }}
      acts={acts}
    >
      <dl className={styles.facts}>
        <dt>{say('unsent.count')}</dt>
        <dd data-testid="unsent-count">{outbox.unsent}</dd>
        {oldest && <dt>{say('unsent.oldest')}</dt>}
        {oldest && <dd>{oldest}</dd>}
        {outbox.held > 0 && <dt>{say('unsent.held')}</dt>}
        {outbox.held > 0 && <dd>{outbox.held}</dd>}
        <dt>{say('unsent.network')}</dt>
        <dd>{network}</dd>
      </dl>
    </FloorFrame>
  );
}
