import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { countScreen, type CountScreen } from '../../../shared/domain/count/decide.ts';
import { nextCount } from '../../../shared/domain/count/waiting.ts';
import { countWords } from '../../../shared/words/count.ts';
import { addWords } from '../../../shared/words/table.ts';
import { BigButton, Button } from '../../ui/Button.tsx';
import { Row } from '../../ui/Frame.tsx';
import { Amount, BinCode, ItemLine } from '../../ui/Goods.tsx';
import { useWords } from '../../ui/words.ts';
import { CountPad } from '../CountPad.tsx';
import { useDevice, useFloor, type WorkAt } from '../device.ts';
import { FloorFrame } from '../FloorFrame.tsx';
import { useModels } from '../models.ts';
import styles from './count.module.css';

type CountWork = WorkAt<'count'>;
type At<K extends CountScreen['at']> = Extract<CountScreen, { at: K }>;

/** A blind count's one screen: the bin, then what lies in it, one item after another; nothing here knows what the books expect. */
export default function Count({ work }: { work: CountWork }) {
  const { i18n } = useTranslation();
  // Before the first word is said, and once: adding twice changes nothing.
  useState(() => addWords(i18n, countWords));
  const screen = countScreen(work.work);
  if (work.recalled) return <Recalled />;
  switch (screen.at) {
    case 'bin':
      return <BinScreen work={work} screen={screen} />;
    case 'item':
      return <ItemScreen work={work} screen={screen} />;
    case 'done':
      return <DoneScreen work={work} screen={screen} />;
  }
}

interface Screen<K extends CountScreen['at']> {
  work: CountWork;
  screen: At<K>;
}

function BinScreen({ work, screen }: Screen<'bin'>) {
  const { say } = useWords();
  return (
    <FloorFrame middle={<Round work={work} />} cue={{ icon: 'bin', text: say('do.bin') }}>
      <BinCode code={screen.bin} />
      <p className={styles.lead}>{say('count.all')}</p>
    </FloorFrame>
  );
}

const Round = ({ work }: { work: CountWork }) => {
  const { say } = useWords();
  return <span>{say(work.work.round > 1 ? 'count.recount' : 'count.count')}</span>;
};

function ItemScreen({ work, screen }: Screen<'item'>) {
  const { say, name } = useWords();
  const { floor } = useDevice();
  const { skus } = useFloor();
  const [at, setAt] = useState<'scan' | 'pad' | 'empty'>('scan');
  const { bin, last, items, pieces } = screen;
  const middle = <Round work={work} />;
  if (at === 'pad' && last) {
    const take = (qty: number) => {
      setAt('scan');
      void floor.tap({ act: 'count', qty });
    };
    const leave = () => setAt('scan');
    return <CountPad middle={middle} question={say('count.howMany')} expected={null} onTake={take} onCancel={leave} />;
  }
  // Something was scanned meanwhile: it is not empty.
  if (at === 'empty' && items === 0) return <EmptyScreen bin={bin} middle={middle} onClose={() => setAt('scan')} />;
  const acts = (
    <>
      <Row>
        <Button
          icon="undo"
          column
          disabled={work.work.progress.trail.length === 0}
          onTap={() => void floor.tap({ act: 'undo' })}
          testId="undo"
        >
          {say('pick.undo')}
        </Button>
        <Button icon="pad" column disabled={!last} onTap={() => setAt('pad')} testId="count">
          {say('count.key')}
        </Button>
      </Row>
      {items === 0 ? (
        <BigButton icon="short" onTap={() => setAt('empty')} testId="empty">
          {say('count.empty')}
        </BigButton>
      ) : (
        <BigButton icon="check" onTap={() => void floor.tap({ act: 'finish' })} testId="finish">
          {say('count.finish')}
        </BigButton>
      )}
    </>
  );
  return (
    <FloorFrame
      middle={middle}
      cue={{ icon: 'item', text: say(items > 0 ? 'do.countNext' : 'do.countItem') }}
      acts={acts}
    >
      <BinCode code={bin} past />
      {last ? (
        <>
          <ItemLine
            picture={skus[last.sku]?.picture ?? ''}
            name={name(skus[last.sku]?.name)}
            code={last.sku}
            note={last.lot ? say('pick.lot', { lot: last.lot }) : last.sku}
            tight
          />
          <Amount text={String(last.qty)} label={say('count.sums', { items, pieces })} />
        </>
      ) : (
        <p className={styles.lead}>{say('count.all')}</p>
      )}
    </FloorFrame>
  );
}

/** One tap to ask, one to confirm: an empty bin is a grave thing to say. */
function EmptyScreen({ bin, middle, onClose }: { bin: string; middle: ReactNode; onClose: () => void }) {
  const { say } = useWords();
  const { floor } = useDevice();
  const acts = (
    <>
      <Button icon="back" onTap={onClose}>
        {say('app.cancel')}
      </Button>
      <BigButton icon="short" tone="stop" onTap={() => void floor.tap({ act: 'finish' })} testId="empty-yes">
        {say('count.emptyYes')}
      </BigButton>
    </>
  );
  return (
    <FloorFrame middle={middle} cue={{ icon: 'ask', text: say('count.emptySure') }} acts={acts}>
      <BinCode code={bin} />
    </FloorFrame>
  );
}

function DoneScreen({ work, screen }: Screen<'done'>) {
  const { say } = useWords();
  const { floor, device } = useDevice();
  const { door } = useFloor();
  const { tasks } = useModels();
  const person = door.at === 'in' ? door.person.id : '';
  const next = nextCount(tasks, { person, device, picks: true }, work.work);
  const { items, pieces } = screen;
  const acts = (
    <Button icon="undo" onTap={() => void floor.tap({ act: 'undo' })} testId="go-on">
      {say('count.goOn')}
    </Button>
  );
  return (
    <FloorFrame cue={{ icon: next ? 'bin' : 'list', text: say(next ? 'do.countBin' : 'do.next') }} acts={acts}>
      {next ? (
        <div>
          <p className={styles.lead}>{say('count.next')}</p>
          <BinCode code={next} />
        </div>
      ) : (
        <BinCode code={screen.bin} past />
      )}
      <div className={styles.done} data-testid="done">
        <span>{say('count.done')} ✓</span>
        <small>
          {screen.bin}: {items === 0 ? say('count.empty') : say('count.sums', { items, pieces })}
        </small>
      </div>
    </FloorFrame>
  );
}

function Recalled() {
  const { say } = useWords();
  const { floor } = useDevice();
  const acts = <BigButton onTap={() => void floor.tap({ act: 'home' })}>{say('menu.home')}</BigButton>;
  return (
    <FloorFrame cue={{ icon: 'stop', text: say('count.recalled') }} acts={acts}>
      <p className={styles.lead}>{say('fault.count.recalled.next')}</p>
    </FloorFrame>
  );
}
