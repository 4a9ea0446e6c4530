import { stopIsOpen } from '../../../shared/domain/pick/progress.ts';
import type { TaskRow } from '../../../shared/domain/rows.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { useWords } from '../../ui/words.ts';
import { useDevice, useFloor, useReadable } from '../device.ts';
import { FloorFrame } from '../FloorFrame.tsx';
import { useModels } from '../models.ts';
import { waitingTasks } from './waiting.ts';
import styles from './home.module.css';

/** Between tasks: what waits, and the one thing to do, which is to scan. */
export function Home() {
  const { say } = useWords();
  const { floor, device, camera } = useDevice();
  const { door, place } = useFloor();
  const { tasks, parcels } = useModels();
  const roles = door.at === 'in' ? door.person.roles : [];
  const leads = roles.includes('supervisor') || roles.includes('admin');
  const packs = leads || roles.includes('packer');
  const picks = leads || roles.includes('picker');
  const waiting = waitingTasks(tasks, { person: door.at === 'in' ? door.person.id : '', device, picks });
  // At a desk everything is drawn half as large again (`frame.module.css`).
  const zoom = window.innerWidth >= 900 && window.innerHeight >= 600 ? 1.5 : 1;
  const lies = window.innerWidth > window.innerHeight;
  // Beside the camera's picture there is one column, or less height.
  const seeing = useReadable(camera) !== 'off';
  const columns = lies && !seeing ? 2 : 1;
  const taken = (packs ? 216 : 136) + (seeing && !lies ? 128 : 0);
  const fits = Math.max(1, Math.floor((window.innerHeight / zoom - taken) / 84)) * columns;
  const shown = waiting.slice(0, waiting.length > fits ? Math.max(1, fits - 1) : fits);
  const counts = waiting[0]?.kind === 'count';
  const cue = picks && packs ? say('do.both') : say(packs ? 'do.packTote' : counts ? 'do.countBin' : 'do.list');
  return (
    <FloorFrame
      middle={door.at === 'in' ? <span className={styles.who}>{door.person.name}</span> : null}
      cue={{ icon: packs && !picks ? 'tote' : 'list', text: cue }}
    >
      {packs && (
        <dl className={styles.desk}>
          <Figure
            label={say('home.toPack')}
            value={
              parcels.filter(
                (p) => (p.state === 'assigned' || p.state === 'packing') && p.toPick === 0 && p.items.length > 0,
              ).length
            }
          />
          <Figure label={say('home.inHold')} value={parcels.filter((p) => p.state === 'held').length} />
          <Figure label={say('home.station')} value={place?.station ?? '–'} />
        </dl>
      )}
      {waiting.length === 0 && !packs && <p className={styles.none}>{say('home.none')}</p>}
      <ul className={styles.tasks}>
        {shown.map((task) => (
          <li key={task.id}>
            <button
              type="button"
              className={styles.task}
              onClick={() => void floor.tap({ act: 'open', task: task.id })}
              data-testid={`task-${task.code}`}
            >
              <Icon name={icons[task.kind] ?? 'back2bin'} size={36} />
              <span>
                <strong>{task.count?.bin ?? task.code}</strong>
                <small>{what(task, say)}</small>
              </span>
              {(task.progress ?? task.count?.progress)?.device === device && <em>{say('home.mine')}</em>}
            </button>
          </li>
        ))}
        {shown.length < waiting.length && (
          <li className={styles.more}>{say('home.more', { n: waiting.length - shown.length })}</li>
        )}
      </ul>
    </FloorFrame>
  );
}

function Figure({ label, value }: { label: string; value: string | number }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

const icons: Partial<Record<TaskRow['kind'], IconName>> = { pick: 'list', count: 'bin' };

function what(task: TaskRow, say: ReturnType<typeof useWords>['say']): string {
  if (task.count) return say(task.count.round > 1 ? 'count.recount' : 'count.count');
  if (task.kind !== 'pick') return `${say('home.putback')} · ${task.followUp?.tote ?? ''}`;
  const { list, progress } = task;
  const stops = list?.stops.filter((stop) => !progress || stopIsOpen(progress, stop)).length ?? 0;
  return `${say('home.stops', { n: stops })} · ${say('home.slots', { n: list?.slots ?? 1 })}`;
}
