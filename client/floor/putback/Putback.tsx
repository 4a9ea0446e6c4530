import { putbackState } from '../../../shared/domain/pick/putback.ts';
import { Amount, BinCode, ItemLine } from '../../ui/Goods.tsx';
import { useWords } from '../../ui/words.ts';
import { useFloor, type WorkAt } from '../device.ts';
import { FloorFrame } from '../FloorFrame.tsx';
import styles from './putback.module.css';

/** Goods that go back to their bins: tote, item, bin, until the tote is empty. */
export function Putback({ work }: { work: WorkAt<'putback'> }) {
  const { say, name } = useWords();
  const { skus } = useFloor();
  const state = putbackState(work.work, work.progress, work.hand);
  const line = (item: { sku: string; lot: string }) => (
    <ItemLine
      picture={skus[item.sku]?.picture ?? ''}
      name={name(skus[item.sku]?.name)}
      code={item.sku}
      note={item.lot ? say('pick.lot', { lot: item.lot }) : item.sku}
    />
  );
  switch (state.at) {
    case 'tote':
      return (
        <FloorFrame cue={{ icon: 'tote', text: say('do.putTote') }}>
          <BinCode code={state.tote} />
        </FloorFrame>
      );
    case 'item': {
      const first = state.open[0];
      return (
        <FloorFrame cue={{ icon: 'item', text: say('do.putItem') }}>
          {first && line(first)}
          {first && <Amount text={`× ${first.qty}`} label="" />}
          {state.open.length > 1 && <p className={styles.more}>{say('home.more', { n: state.open.length - 1 })}</p>}
        </FloorFrame>
      );
    }
    case 'bin':
      return (
        <FloorFrame cue={{ icon: 'back2bin', text: say('do.putBin') }}>
          {state.advised && (
            <div>
              <p className={styles.more}>{say('putback.advised')}</p>
              <BinCode code={state.advised} />
            </div>
          )}
          {line(state.item)}
          <Amount text={`× ${state.item.qty}`} label="" />
        </FloorFrame>
      );
    case 'done':
      return (
        <FloorFrame cue={{ icon: 'list', text: say('do.both') }}>
          <p className={styles.done}>{say('putback.done')} ✓</p>
        </FloorFrame>
      );
  }
}
