import { useEffect, useRef } from 'react';
import type { Step } from '../../shared/domain/step.ts';
import { Picture } from '../ui/Goods.tsx';
import { Icon } from '../ui/Icon.tsx';
import styles from './board.module.css';
import { Chip } from './Chip.tsx';
import { useBoard } from './desk.ts';
import own from './replay.module.css';
import type { Frame } from './replay.ts';
import { actOf } from './stepWords.ts';
import type { Player } from './useReplay.ts';
import { useWords } from './words.ts';

/** Where keys mean something else already. */
const taken = 'input:not([type=range]), select, textarea, [contenteditable], [role=group][tabindex]';

/**
 * Play, pause, speed and time of a replay, and what happens at that time. Keys: space plays and pauses, left and right go from step to
 * step, up and down change the speed.
 */
export function ReplayControls({
  player,
  shorten,
  onShorten,
}: {
  player: Player;
  shorten: boolean;
  onShorten: (shorten: boolean) => void;
}) {
  const { format } = useBoard();
  const say = useWords();
  useKeys(player);
  const { film, time, playing, speed, scene } = player;
  const frame = film.frames[scene.index] ?? null;
  const position = say('replay.at', { at: format.span(time), of: format.span(film.length) });
  return (
    <div className={own.player} role="group" aria-label={say('replay.title')}>
      <div className={own.buttons}>
        <button type="button" className={styles.act} onClick={() => player.move(-1)} aria-label={say('replay.back')}>
          <span aria-hidden="true" className={own.flip}>
            <Icon name="skip" size={18} />
          </span>
        </button>
        <button
          type="button"
          className={`${styles.act} ${styles.main} ${own.play}`}
          onClick={player.toggle}
          aria-label={say(playing ? 'replay.pause' : 'replay.play')}
        >
          {playing ? <Pause /> : <Play />}
        </button>
        <button type="button" className={styles.act} onClick={() => player.move(1)} aria-label={say('replay.next')}>
          <Icon name="skip" size={18} />
        </button>
      </div>
      <Scrubber
        player={player}
        label={say('replay.time')}
        text={`${position}. ${frame ? actOf(frame.step, say) : ''}`}
      />
      <span className={own.clock}>{position}</span>
      <span className={own.speed} role="group" aria-label={say('replay.speed')}>
        <button
          type="button"
          className={styles.act}
          onClick={() => player.faster(-1)}
          aria-label={say('replay.slower')}
        >
          −
        </button>
        <output aria-live="off">{speed}×</output>
        <button type="button" className={styles.act} onClick={() => player.faster(1)} aria-label={say('replay.faster')}>
          +
        </button>
      </span>
      <label className={own.shorten}>
        <input type="checkbox" checked={shorten} onChange={(event) => onShorten(event.target.checked)} />
        {say('replay.shorten')}
      </label>
      <span className={own.keys}>{say('replay.keys')}</span>
    </div>
  );
}

const Play = () => (
  <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
    <path d="M6 4v16l14-8z" fill="currentColor" />
  </svg>
);
const Pause = () => (
  <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
    <path d="M6 4h4v16H6zM14 4h4v16h-4z" fill="currentColor" />
  </svg>
);

/** The slider, with a tick for each step: picks dark, shorts in the colour of warnings. */
function Scrubber({ player, label, text }: { player: Player; label: string; text: string }) {
  const { film, time, seek } = player;
  const length = Math.max(1, film.length);
  return (
    <span className={own.scrubber}>
      <svg className={own.ticks} viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
        {film.frames.map(({ step, at0 }) => (
          <rect key={step.id} className={own[tickOf(step)]} x={(at0 / length) * 998} y={0} width={2} height={10} />
        ))}
      </svg>
      <input
        type="range"
        aria-label={label}
        aria-valuetext={text}
        min={0}
        max={length}
        step={100}
        value={time}
        onChange={(event) => seek(Number(event.target.value))}
      />
    </span>
  );
}

function tickOf({ body }: Step): 'tickPick' | 'tickShort' | 'tick' {
  if (body.kind === 'pick.take') return 'tickPick';
  return body.kind === 'pick.short' || body.kind === 'pick.undo' ? 'tickShort' : 'tick';
}

function useKeys(player: Player): void {
  const current = useRef(player);
  useEffect(() => {
    current.current = player;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.altKey || event.ctrlKey || event.metaKey || target?.closest(taken)) return;
      const acts: Record<string, () => void> = {
        ArrowLeft: () => current.current.move(-1),
        ArrowRight: () => current.current.move(1),
        ArrowUp: () => current.current.faster(1),
        ArrowDown: () => current.current.faster(-1),
        // A focused button or link has its own use for space.
        ...(target?.closest('button, a, label') ? {} : { ' ': () => current.current.toggle() }),
      };
      const act = acts[event.key];
      const upOrDown = event.key === 'ArrowUp' || event.key === 'ArrowDown';
      // Up and down scroll the page, unless the player has the focus.
      if (!act || (upOrDown && !target?.closest(`.${own.player}`))) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** What happens at the time that is shown: the act in words, the goods, and how far the walk has come. */
export function NowShown({ player }: { player: Player }) {
  const { format, nameOfPerson, nameOfSku, pictureOfSku } = useBoard();
  const say = useWords();
  const { scene, film } = player;
  const frame: Frame | null = film.frames[scene.index] ?? null;
  const next = film.frames[scene.index + 1] ?? null;
  const walking = scene.heading !== null && next !== null;
  const sku = frame && 'sku' in frame.step.body ? frame.step.body.sku : null;
  const planned = frame?.planned ?? 0;
  const more = scene.walked - planned;
  return (
    <div className={own.now}>
      <span className={own.picture}>{sku !== null && !walking && <Picture picture={pictureOfSku(sku)} />}</span>
      <div className={own.act}>
        <p className={own.sentence}>
          {walking
            ? say('replay.walking', { place: next.place ?? '' })
            : frame
              ? actOf(frame.step, say)
              : say('replay.start')}
        </p>
        <p className={styles.faint}>
          {sku !== null && !walking ? nameOfSku(sku) : ''}
          {frame?.place && !walking ? ` ${frame.place}` : ''}
        </p>
        <p className={styles.faint}>
          {frame && `${format.clock(frame.at)} ${nameOfPerson(frame.step.person)} `}
          {frame && frame.clockOffMs !== null && (
            <Chip tone="warn">
              {say(frame.clockOffMs > 0 ? 'explain.clockAhead' : 'explain.clockBehind', {
                span: format.span(Math.abs(frame.clockOffMs)),
              })}
            </Chip>
          )}
        </p>
      </div>
      <dl className={own.metres}>
        <div>
          <dt>{say('replay.walkedSoFar')}</dt>
          <dd>{format.metres(scene.walked)}</dd>
        </div>
        <div>
          <dt>{say('replay.plannedSoFar')}</dt>
          <dd>{format.metres(planned)}</dd>
        </div>
        <div className={!walking && more > 0.5 ? own.extra : ''}>
          <dt>{say('replay.extra')}</dt>
          <dd>{walking ? '' : `${more > 0.5 ? '+' : more < -0.5 ? '−' : ''}${format.metres(Math.abs(more))}`}</dd>
        </div>
      </dl>
    </div>
  );
}
