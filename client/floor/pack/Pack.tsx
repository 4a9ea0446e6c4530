import { useState } from 'react';
import { packState, type PackCard, type PackState } from '../../../shared/domain/pack/state.ts';
import { BigButton, Button } from '../../ui/Button.tsx';
import { Row } from '../../ui/Frame.tsx';
import { BinCode } from '../../ui/Goods.tsx';
import { useWords } from '../../ui/words.ts';
import { useDevice, useFloor, type WorkAt } from '../device.ts';
import { FloorFrame } from '../FloorFrame.tsx';
import { Cards, leftOf } from './Cards.tsx';
import styles from './pack.module.css';

type PackWork = WorkAt<'pack'>;
type At<K extends PackState['at']> = Extract<PackState, { at: K }>;

/** One parcel at the packing desk, hands on the goods: tote, items, box, label, out. */
export function Pack({ work }: { work: PackWork }) {
  const { say } = useWords();
  const { place } = useFloor();
  const state = packState(work.parcel, work.progress);
  if (!place) return <FloorFrame cue={{ icon: 'station', text: say('pack.noStation') }} />;
  switch (state.at) {
    case 'stopped':
      return (
        <Stop
          title={say('pack.stopped')}
          why={say('pack.stoppedWhy')}
          cue={say('do.aside')}
          code={state.totes.join(', ')}
        />
      );
    case 'setAside':
      return <Stop title={say('pack.aside')} why={say('pack.asideNext')} cue={say('do.nextTote')} code="" />;
    case 'waiting':
      return <FloorFrame cue={{ icon: 'tote', text: say('do.nextTote') }} />;
    case 'verify':
    case 'close':
      return <Verify state={state} />;
    case 'out':
      return <Out work={work} state={state} />;
    case 'done':
      return (
        <FloorFrame cue={{ icon: 'tote', text: say('do.nextTote') }}>
          <p className={styles.done} data-testid="left">
            {say('pack.left')} ✓
          </p>
          <p className={styles.number}>{work.parcel.waybill}</p>
        </FloorFrame>
      );
  }
}

function Verify({ state }: { state: At<'verify' | 'close'> }) {
  const { say } = useWords();
  const { floor } = useDevice();
  const [chosen, setChosen] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const all = state.cards.reduce((sum, c) => sum + c.qty, 0);
  const done = state.cards.reduce((sum, c) => sum + c.verified + c.short, 0);
  const open = state.cards.filter((c) => leftOf(c) > 0);
  const card = open.find((c) => keyOf(c) === chosen) ?? open[0];
  const here = { sku: card?.sku ?? '', lot: card?.lot ?? '', tote: card?.tote ?? '' };
  const short = () => {
    if (!asking) return setAsking(true);
    setAsking(false);
    void floor.tap({ act: 'packShort', ...here });
  };
  const acts = (
    <>
      {card && asking && (
        <BigButton tone="stop" icon="short" onTap={short} testId="pack-short-yes">
          {say('pack.shortYes', { qty: leftOf(card) })}
        </BigButton>
      )}
      <Row>
        {card && (
          <Button
            icon={asking ? 'back' : 'short'}
            column
            onTap={asking ? () => setAsking(false) : short}
            testId="pack-short"
          >
            {say(asking ? 'app.back' : 'pack.short')}
          </Button>
        )}
        {card && !asking && done > 0 && (
          <Button icon="box" column onTap={() => void floor.extraBox()} testId="extra">
            {say('pack.extra')}
          </Button>
        )}
      </Row>
      {card && card.verified > 0 && !asking && (
        <BigButton icon="check" onTap={() => void floor.tap({ act: 'verify', ...here })} testId="verify-rest">
          {say('pack.rest', { qty: leftOf(card) })}
        </BigButton>
      )}
      {!card && (
        <BigButton icon="box" onTap={() => void floor.tap({ act: 'close', next: null })} testId="close-box">
          {say('pack.close')}
        </BigButton>
      )}
    </>
  );
  return (
    <FloorFrame
      middle={say('pack.of', { done, all })}
      cue={card ? { icon: 'item', text: say('do.verify') } : { icon: 'box', text: say('do.close') }}
      acts={acts}
    >
      <Cards
        cards={state.cards}
        chosen={card ? keyOf(card) : null}
        keyOf={keyOf}
        onChoose={(key) => (setAsking(false), setChosen(key))}
      />
    </FloorFrame>
  );
}

const keyOf = (card: PackCard): string => `${card.sku}/${card.lot}/${card.tote}`;

function Out({ work, state }: { work: PackWork; state: At<'out'> }) {
  const { say } = useWords();
  const { printLabel } = useDevice();
  if (state.waybill === null) {
    return (
      <FloorFrame cue={{ icon: 'wait', text: say('do.nextTote') }}>
        <p className={styles.wait}>{say('pack.noWaybill')}</p>
        <p className={styles.lead}>{say('pack.noWaybillNext')}</p>
      </FloorFrame>
    );
  }
  const letGo = work.override !== null;
  const held = state.held && !letGo;
  const print = (
    <BigButton icon="print" tone={held ? 'plain' : 'info'} onTap={() => void printLabel(work.parcel.id)} testId="print">
      {say('pack.print')}
    </BigButton>
  );
  return (
    <FloorFrame
      cue={
        held
          ? { icon: 'hold', text: say('do.nextTote') }
          : { icon: 'scan', text: say(letGo ? 'cue.override' : 'do.waybill') }
      }
      acts={print}
    >
      {held && <p className={styles.wait}>{say('pack.hold')}</p>}
      <p className={styles.lead}>{held ? say('pack.holdNext') : say('pack.waybill')}</p>
      <p className={styles.number} data-testid="waybill">
        {state.waybill}
      </p>
    </FloorFrame>
  );
}

/** Red, large, and said aloud: nothing of this may leave. */
function Stop({ title, why, cue, code }: { title: string; why: string; cue: string; code: string }) {
  return (
    <FloorFrame cue={{ icon: 'stop', text: cue }}>
      <div className={styles.stop} role="alert">
        <p className={styles.stopTitle}>{title}</p>
        <p>{why}</p>
      </div>
      {code && <BinCode code={code} past />}
    </FloorFrame>
  );
}
