import { useState } from 'react';
import type { WaveRow } from '../../shared/domain/rows.ts';
import board from './board.module.css';
import { useBoard, type Refused } from './desk.ts';
import { Act, FaultNote } from './parts.tsx';
import styles from './waves.module.css';
import { useWords } from './words.ts';

interface Parts {
  lists: boolean;
  slips: boolean;
  labels: boolean;
}

const pathOf = (wave: string, parts: Parts): string => {
  const without = Object.entries(parts).flatMap(([part, wanted]) => (wanted ? [] : [`${part}=0`]));
  return `/api/waves/${wave}/print${without.length > 0 ? `?${without.join('&')}` : ''}`;
};

/** The papers of a wave in one click: slips and labels in walking order, with its pick lists or without; and what comes on which paper. */
export function Papers({ wave, main = false }: { wave: WaveRow; main?: boolean }) {
  const { rows, desk, format } = useBoard();
  const say = useWords();
  const [lists, setLists] = useState(true);
  const [refused, setRefused] = useState<Refused | null>(null);
  if (wave.state === 'labelling') return <p className={board.faint}>{say('papers.wait')}</p>;
  const tasks = rows.task.filter((t) => t.wave === wave.id && t.kind === 'pick' && t.state !== 'recalled');
  const parcels = rows.parcel.filter((parcel) => parcel.wave === wave.id && parcel.state !== 'void');
  const slips = parcels.reduce((sum, parcel) => sum + parcel.orders.length, 0);
  const labels = parcels.filter((parcel) => parcel.waybill !== null && !parcel.stopped).length;
  if (parcels.length === 0) return null;
  const print = (parts: Parts) => void desk.openPage(pathOf(wave.id, parts)).then(setRefused);
  return (
    <div className={styles.papers}>
      <div className={board.acts}>
        <Act main={main} icon="print" onAct={() => print({ lists, slips: true, labels: true })}>
          {say('papers.print')}
        </Act>
        <label className={styles.tick}>
          <input type="checkbox" checked={lists} onChange={(event) => setLists(event.target.checked)} />
          {say('papers.lists')}
        </label>
      </div>
      <p className={board.faint}>
        {say('papers.what', {
          lists: format.number(lists ? tasks.length : 0),
          slips: format.number(slips),
          labels: format.number(labels),
        })}
      </p>
      <div className={board.acts}>
        <span className={board.faint}>{say('papers.two')}</span>
        <Act onAct={() => print({ lists, slips: true, labels: false })}>{say('papers.a4')}</Act>
        <Act onAct={() => print({ lists: false, slips: false, labels: true })}>{say('papers.labels')}</Act>
      </div>
      {refused && <FaultNote fault={refused} />}
    </div>
  );
}
