import { useEffect, useRef, useState } from 'react';
import type { Recalled } from '../../shared/domain/command.ts';
import type { WaveRow } from '../../shared/domain/rows.ts';
import { useAnswer } from './answer.ts';
import board from './board.module.css';
import { isRefused, useBoard, type Refused } from './desk.ts';
import { Act, FaultNote } from './parts.tsx';
import styles from './waves.module.css';
import { useWords } from './words.ts';

/** Who has a list of the wave in hand: by name, as people call to each other. */
export function useInHand(wave: string): string {
  const { rows, nameOfPerson } = useBoard();
  const people = rows.task
    .filter((task) => task.wave === wave && task.state === 'working')
    .map((task) => nameOfPerson(task.progress?.person ?? null));
  return [...new Set(people)].join(', ');
}

/** Takes a wave back, after saying what that does. */
export function Recall({ wave }: { wave: WaveRow }) {
  const say = useWords();
  const [open, setOpen] = useState(false);
  if (wave.state !== 'labelling' && wave.state !== 'released') return null;
  return (
    <>
      <Act icon="undo" onAct={() => setOpen(true)}>
        {say('recall.act')}
      </Act>
      {open && <Confirm wave={wave} onClose={() => setOpen(false)} />}
    </>
  );
}

function Confirm({ wave, onClose }: { wave: WaveRow; onClose: () => void }) {
  const { desk } = useBoard();
  const say = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const { answer } = useAnswer<Recalled>(`/api/waves/${wave.id}/recall`, wave.change);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const recall = async () => {
    setBusy(true);
    setRefused(null);
    const said = await desk.call<Recalled>({ method: 'POST', path: `/api/waves/${wave.id}/recall` });
    setBusy(false);
    if (isRefused(said)) setRefused(said);
    else onClose();
  };
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby="recall-title" onClose={onClose}>
      <h2 id="recall-title">{say('recall.title', { wave: wave.code })}</h2>
      {answer.at === 'waiting' && <p role="status">{say('plan.working')}</p>}
      {answer.at === 'fault' && <FaultNote fault={answer.fault} />}
      {answer.at === 'here' && <WhatHappens wave={wave} told={answer.value} />}
      {refused && <FaultNote fault={refused} />}
      <div className={board.acts}>
        <Act main disabled={busy || answer.at !== 'here'} onAct={() => void recall()}>
          {say(busy ? 'recall.busy' : 'recall.yes')}
        </Act>
        <Act onAct={onClose}>{say('recall.no')}</Act>
      </div>
    </dialog>
  );
}

function WhatHappens({ wave, told }: { wave: WaveRow; told: Recalled }) {
  const { format } = useBoard();
  const say = useWords();
  const people = useInHand(wave.id);
  return (
    <ul className={styles.consequences}>
      {(told.back > 0 || told.awaited === 0) && <li>{say('recall.back', { count: format.number(told.back) })}</li>}
      {told.awaited > 0 && <li>{say('recall.awaited', { count: format.number(told.awaited), people })}</li>}
      {told.goOn > 0 && <li>{say('recall.goOn', { count: format.number(told.goOn) })}</li>}
      {told.awaited + told.putBacks > 0 && <li>{say('recall.putBacks')}</li>}
      {wave.state === 'released' && <li>{say('recall.papers')}</li>}
    </ul>
  );
}

/** How far a recall is. */
export function RecallNote({ wave }: { wave: WaveRow }) {
  const say = useWords();
  const people = useInHand(wave.id);
  if (wave.state === 'recalled')
    return (
      <p className={`${board.note} ${board.noteGood}`} role="status">
        {say('recall.accepted')}
      </p>
    );
  if (wave.state !== 'recalling') return null;
  return (
    <p className={`${board.note} ${board.noteWarn}`} role="status">
      {say('recall.pending', { people })}
    </p>
  );
}
