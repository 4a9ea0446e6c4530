import { useState, type ReactNode } from 'react';
import { pickState, type PickState } from '../../../shared/domain/pick/state.ts';
import { stopIsOpen } from '../../../shared/domain/pick/progress.ts';
import { FloorFrame } from '../FloorFrame.tsx';
import { useDevice, useFloor, type WorkAt } from '../device.ts';
import { BigButton, Button } from '../../ui/Button.tsx';
import { Row } from '../../ui/Frame.tsx';
import { Amount, BinCode, CartSlots, ItemLine } from '../../ui/Goods.tsx';
import { useWords } from '../../ui/words.ts';
import { CountPad } from '../CountPad.tsx';
import styles from './pick.module.css';

type PickWork = WorkAt<'pick'>;
type At<K extends PickState['at']> = Extract<PickState, { at: K }>;

/** The pick task's one screen: what to do now follows from list and progress alone. */
export function Pick({ work }: { work: PickWork }) {
  const { say } = useWords();
  const state = pickState(work.list, work.progress);
  const all = work.list.stops.length;
  const left = work.list.stops.filter((stop) => stopIsOpen(work.progress, stop)).length;
  const middle =
    state.at === 'done' ? null : (
      <span
        aria-label={say('pick.stopOf', { n: Math.min(all, all - left + 1), all })}
      >{`${Math.min(all, all - left + 1)}/${all}`}</span>
    );
  if (work.recalled) return <Recalled />;
  switch (state.at) {
    case 'start':
      return <FloorFrame middle={middle} cue={{ icon: 'list', text: say('do.list') }} />;
    case 'tote':
      return <ToteScreen work={work} state={state} middle={middle} />;
    case 'bin':
      return <BinScreen work={work} state={state} middle={middle} />;
    case 'item':
      return <ItemScreen key={`${state.stop.n}/${state.slot}`} work={work} state={state} middle={middle} />;
    case 'confirm':
      return <ConfirmScreen work={work} state={state} middle={middle} />;
    case 'stage':
      return (
        <FloorFrame middle={middle} cue={{ icon: 'station', text: say('do.stage') }} acts={<UndoRow work={work} />}>
          <BinCode code={state.totes[0] ?? '✓'} />
          {work.progress.recalled.length > 0 && <p className={styles.lead}>{say('pick.calledBack')}</p>}
          {state.totes.length > 1 && (
            <p className={styles.lead}>{say('pick.totes', { totes: state.totes.join(', ') })}</p>
          )}
        </FloorFrame>
      );
    case 'done':
      return (
        <FloorFrame cue={{ icon: 'list', text: say('do.next') }}>
          <div className={styles.done} data-testid="done">
            {say('pick.done')} ✓
          </div>
          <p className={styles.lead}>{work.list.code}</p>
        </FloorFrame>
      );
  }
}

type Screen<K extends PickState['at']> = { work: PickWork; state: At<K>; middle: ReactNode };

function Item({ sku, lot, tight = false }: { sku: string; lot: string; tight?: boolean }) {
  const { skus } = useFloor();
  const { say, name } = useWords();
  const info = skus[sku];
  return (
    <ItemLine
      picture={info?.picture ?? ''}
      name={name(info?.name)}
      code={sku}
      note={lot ? say('pick.lot', { lot }) : sku}
      tight={tight}
    />
  );
}

function Slots({ work, slot }: { work: PickWork; slot: number }) {
  const { say } = useWords();
  if (work.list.slots < 2) return null;
  const full = Object.keys(work.progress.totes).map(Number);
  return (
    <CartSlots
      count={work.list.slots}
      now={slot}
      full={full}
      label={say('pick.cart', { slot, all: work.list.slots })}
    />
  );
}

function ToteScreen({ work, state, middle }: Screen<'tote'>) {
  const { say } = useWords();
  return (
    <FloorFrame middle={middle} cue={{ icon: 'tote', text: say('do.tote') }} acts={<UndoRow work={work} />}>
      <BinCode code={say('pick.slot', { slot: state.slot })} />
      <Slots work={work} slot={state.slot} />
      <p className={styles.lead}>{state.stop.bin}</p>
    </FloorFrame>
  );
}

function BinScreen({ work, state, middle }: Screen<'bin'>) {
  const { say } = useWords();
  const qty = state.stop.puts.reduce((sum, put) => sum + put.qty, 0);
  return (
    <FloorFrame middle={middle} cue={{ icon: 'bin', text: say('do.bin') }} acts={<UndoRow work={work} skip />}>
      <BinCode code={state.stop.bin} />
      <Item sku={state.stop.sku} lot={state.stop.lot} />
      <Amount text={`× ${qty}`} label="" />
    </FloorFrame>
  );
}

function ItemScreen({ work, state, middle }: Screen<'item'>) {
  const { say } = useWords();
  const { floor } = useDevice();
  const [pad, setPad] = useState<'no' | 'count' | 'short'>('no');
  const { stop, slot, want, got } = state;
  if (pad === 'count') {
    const take = (qty: number) => {
      setPad('no');
      void floor.tap({ act: 'take', qty });
    };
    return (
      <CountPad
        middle={middle}
        question={say('pick.howMany')}
        expected={want}
        onTake={take}
        onCancel={() => setPad('no')}
      />
    );
  }
  if (pad === 'short') return <ShortScreen middle={middle} state={state} onClose={() => setPad('no')} />;
  const lone = want + got === 1;
  const acts = (
    <>
      <Row>
        <UndoButton work={work} />
        <Button icon="short" column onTap={() => setPad('short')} testId="short">
          {say('pick.short')}
        </Button>
        {got > 0 && want > 1 ? (
          <Button icon="pad" column onTap={() => setPad('count')} testId="count">
            {say('pick.count')}
          </Button>
        ) : (
          <Button icon="skip" column onTap={() => void floor.tap({ act: 'skip' })} testId="skip">
            {say('pick.skip')}
          </Button>
        )}
      </Row>
      {!lone && (
        <BigButton
          icon="check"
          disabled={got === 0}
          onTap={() => void floor.tap({ act: 'take', qty: want })}
          testId="all"
        >
          {got === 0 ? say('pick.scanFirst') : say('pick.more', { qty: want })}
        </BigButton>
      )}
    </>
  );
  return (
    <FloorFrame middle={middle} cue={{ icon: 'item', text: say(got > 0 ? 'do.itemNext' : 'do.item') }} acts={acts}>
      <BinCode code={stop.bin} past />
      <Item sku={stop.sku} lot={stop.lot} tight={!lone} />
      <Amount text={got > 0 ? `${got} / ${want + got}` : `× ${want}`} label="">
        <Slots work={work} slot={slot} />
      </Amount>
    </FloorFrame>
  );
}

/** Less than asked is there: one tap to ask, one to confirm. What was taken before stays taken. */
function ShortScreen({ state, middle, onClose }: { state: At<'item'>; middle: ReactNode; onClose: () => void }) {
  const { say } = useWords();
  const { floor } = useDevice();
  const yes = () => {
    onClose();
    void floor.tap({ act: 'short' });
  };
  const acts = (
    <>
      <Button icon="back" onTap={onClose}>
        {say('app.cancel')}
      </Button>
      <BigButton icon="short" tone="stop" onTap={yes} testId="short-yes">
        {say('pick.shortYes', { qty: state.want })}
      </BigButton>
    </>
  );
  return (
    <FloorFrame middle={middle} cue={{ icon: 'ask', text: say('pick.shortSure', { qty: state.want }) }} acts={acts}>
      <BinCode code={state.stop.bin} past />
      <Item sku={state.stop.sku} lot={state.stop.lot} />
    </FloorFrame>
  );
}

function ConfirmScreen({ work, state, middle }: Screen<'confirm'>) {
  const { say } = useWords();
  return (
    <FloorFrame middle={middle} cue={{ icon: 'tote', text: say('do.confirm') }} acts={<UndoRow work={work} />}>
      <BinCode code={state.tote} />
      <Amount text={say('pick.slot', { slot: state.slot })} label="">
        <Slots work={work} slot={state.slot} />
      </Amount>
      <Item sku={state.stop.sku} lot={state.stop.lot} tight />
    </FloorFrame>
  );
}

function Recalled() {
  const { say } = useWords();
  const { floor } = useDevice();
  return (
    <FloorFrame
      cue={{ icon: 'stop', text: say('pick.recalled') }}
      acts={
        <BigButton tone="stop" onTap={() => void floor.tap({ act: 'home' })}>
          {say('menu.home')}
        </BigButton>
      }
    >
      <p className={styles.stop}>{say('pick.recalledNext')}</p>
    </FloorFrame>
  );
}

function UndoButton({ work }: { work: PickWork }) {
  const { say } = useWords();
  const { floor } = useDevice();
  return (
    <Button
      icon="undo"
      column
      disabled={work.progress.trail.length === 0}
      onTap={() => void floor.tap({ act: 'undo' })}
      testId="undo"
    >
      {say('pick.undo')}
    </Button>
  );
}

function UndoRow({ work, skip = false }: { work: PickWork; skip?: boolean }) {
  const { say } = useWords();
  const { floor } = useDevice();
  return (
    <Row>
      <UndoButton work={work} />
      {skip && (
        <Button icon="skip" column onTap={() => void floor.tap({ act: 'skip' })} testId="skip">
          {say('pick.skip')}
        </Button>
      )}
    </Row>
  );
}
