import type { TaskRow } from '../../shared/domain/rows.ts';
import styles from './board.module.css';
import { Chip } from './Chip.tsx';
import { useNow } from './clock.ts';
import { useBoard } from './desk.ts';
import { taskIsOpen } from './measures.ts';
import { Head } from './parts.tsx';
import { taskProgress } from './progress.ts';
import { Table } from './Table.tsx';
import type { Column, Filter } from './table.ts';
import { taskTone } from './tones.ts';
import { Counted } from './WavePage.tsx';
import { useWords } from './words.ts';

/** How long a task took, or how long it has been there. */
export const taskAgeMs = (task: TaskRow, now: number): number => (task.doneAt ?? now) - task.createdAt;

const personOf = (task: TaskRow): string | null => (task.progress ?? task.count?.progress)?.person ?? null;

const kinds = ['pick', 'putback', 'count', 'recount', 'shortage', 'intercept'] as const;
const states = ['open', 'working', 'done', 'recalled'] as const;

/** Pick tasks and follow-ups in one table. */
export function Tasks() {
  const { rows, format, nameOfPerson } = useBoard();
  const say = useWords();
  const now = useNow(15_000);
  const waves = new Map(rows.wave.map((wave) => [wave.id, wave.code]));
  const progress = new Map(rows.task.map((task) => [task.id, taskProgress(task)]));
  const of = (task: TaskRow) => progress.get(task.id)!;
  const why = (task: TaskRow) => (task.followUp ? say.maybe(`why.${task.followUp.why}`, task.followUp.why) : '');
  const where = (task: TaskRow) => task.count?.bin ?? task.followUp?.location ?? task.followUp?.tote ?? '';
  const columns: Column<TaskRow>[] = [
    { key: 'code', head: say('task.code'), render: (task) => task.code, sort: (task) => task.code, width: 112 },
    {
      key: 'kind',
      head: say('task.kind'),
      render: (task) => say(`task.kind.${task.kind}`),
      sort: (task) => say(`task.kind.${task.kind}`),
      width: 96,
      from: 420,
    },
    {
      key: 'state',
      head: say('task.state'),
      render: (task) => <Chip tone={taskTone[task.state]}>{say(`task.state.${task.state}`)}</Chip>,
      sort: (task) => states.indexOf(task.state),
      text: (task) => say(`task.state.${task.state}`),
      width: 124,
    },
    {
      key: 'person',
      head: say('task.person'),
      render: (task) => nameOfPerson(personOf(task)),
      sort: (task) => nameOfPerson(personOf(task)) || null,
      from: 560,
    },
    {
      key: 'progress',
      head: say('task.progress'),
      render: (task) =>
        task.kind === 'pick' ? (
          <Counted done={of(task).picked} of={of(task).asked} alert={of(task).short} label={say('task.progress')} />
        ) : (
          ''
        ),
      sort: (task) => (of(task).asked > 0 ? of(task).picked / of(task).asked : null),
      text: () => '',
      from: 700,
    },
    {
      key: 'stops',
      head: say('task.stops'),
      render: (task) => (task.list ? `${of(task).stopsDone} / ${of(task).stops}` : ''),
      sort: (task) => (task.list ? of(task).stops - of(task).stopsDone : null),
      text: () => '',
      end: true,
      width: 84,
      from: 980,
    },
    {
      key: 'short',
      head: say('task.short'),
      render: (task) => (of(task).short > 0 ? <Chip tone="warn">{of(task).short}</Chip> : ''),
      sort: (task) => of(task).short,
      text: () => '',
      width: 84,
      from: 760,
    },
    {
      key: 'where',
      head: say('task.where'),
      render: where,
      sort: (task) => where(task) || null,
      width: 110,
      from: 860,
    },
    { key: 'why', head: say('task.why'), render: why, sort: (task) => why(task) || null, from: 900 },
    {
      key: 'wave',
      head: say('task.wave'),
      render: (task) => waves.get(task.wave ?? '') ?? '',
      sort: (task) => waves.get(task.wave ?? '') ?? null,
      width: 96,
      from: 640,
    },
    {
      key: 'age',
      head: say('task.age'),
      render: (task) => format.span(taskAgeMs(task, now)),
      sort: (task) => taskAgeMs(task, now),
      text: () => '',
      end: true,
      width: 112,
    },
  ];
  const filters: Filter<TaskRow>[] = [
    {
      key: 'kind',
      label: say('task.kind'),
      options: kinds
        .map((kind) => ({
          value: kind as string,
          label: say(`task.kind.${kind}`),
          test: (task: TaskRow) => task.kind === kind,
        }))
        .toSpliced(1, 0, { value: 'follow', label: say('today.followUps'), test: (task) => task.kind !== 'pick' }),
    },
    {
      key: 'state',
      label: say('task.state'),
      options: [
        { value: 'unfinished', label: say('task.open'), test: taskIsOpen },
        ...states.map((state) => ({
          value: state,
          label: say(`task.state.${state}`),
          test: (task: TaskRow) => task.state === state,
        })),
      ],
    },
    {
      key: 'short',
      label: say('task.short'),
      options: [{ value: 'short', label: say('task.short'), test: (task) => of(task).short > 0 }],
    },
  ];
  return (
    <div className={styles.page}>
      <Head title={say('tasks')} />
      <Table
        id="tasks"
        label={say('tasks')}
        rows={rows.task}
        columns={columns}
        filters={filters}
        keyOf={(task) => task.id}
        href={(task) => `/tasks/${task.id}`}
        sort="-age"
      />
    </div>
  );
}
