import type { ReactNode } from 'react';
import { countsOf, cutOffsOf, liesIn, sizes, type Candidate, type Choice, type Setting } from './choose.ts';
import { useBoard } from './desk.ts';
import table from './table.module.css';
import styles from './waves.module.css';
import { useWords } from './words.ts';

interface Props {
  candidates: readonly Candidate[];
  choice: Choice;
  setting: Setting;
  zones: readonly string[];
  onChoose: (choice: Choice) => void;
}

/** Cut-offs that are offered as one tap. */
const mostCutOffs = 6;

/** What to choose by: one row each, several options of a row at once, each with how many orders it would leave. */
export function ChooseFilters({ candidates, choice, setting, zones, onChoose }: Props) {
  const say = useWords();
  const unique = (values: readonly string[]) => [...new Set(values)].filter(Boolean).sort();
  const channels = unique([...candidates.map((c) => c.order.channel), ...choice.channel]);
  const carriers = unique([...candidates.map((c) => c.carrier), ...choice.carrier]);
  const count = (facet: keyof Choice, options: readonly string[], holds: (c: Candidate, option: string) => boolean) =>
    countsOf(candidates, choice, setting, facet, options, holds);
  const several = (facet: 'channel' | 'carrier' | 'zone' | 'size') => (value: string) => {
    const now: readonly string[] = choice[facet];
    const next = now.includes(value) ? now.filter((each) => each !== value) : [...now, value];
    onChoose({ ...choice, [facet]: next });
  };
  return (
    <div className={styles.filters}>
      <CutOffs candidates={candidates} choice={choice} setting={setting} onChoose={onChoose} />
      <Options
        label={say('choose.channel')}
        options={channels}
        name={(channel) => channel}
        counts={count('channel', channels, (c, channel) => c.order.channel === channel)}
        chosen={choice.channel}
        onToggle={several('channel')}
      />
      <Options
        label={say('choose.size')}
        options={sizes}
        name={(size) => say(`choose.size.${size as (typeof sizes)[number]}`)}
        counts={count('size', sizes, (c, size) => c.size === size)}
        chosen={choice.size}
        onToggle={several('size')}
      />
      <Options
        label={say('choose.zone')}
        options={zones}
        name={(zone) => zone}
        counts={count('zone', zones, (c, zone) => liesIn(c, [zone], setting.free))}
        chosen={choice.zone}
        onToggle={several('zone')}
      />
      <Options
        label={say('choose.carrier')}
        options={carriers}
        name={(carrier) => say.maybe(`choose.carrier.${carrier}`, carrier)}
        counts={count('carrier', carriers, (c, carrier) => c.carrier === carrier)}
        chosen={choice.carrier}
        onToggle={several('carrier')}
      />
    </div>
  );
}

function CutOffs({ candidates, choice, setting, onChoose }: Omit<Props, 'zones'>) {
  const { format } = useBoard();
  const say = useWords();
  const { now } = setting;
  const minuteOf = (at: number) => Number(format.time(at).slice(-2));
  const promised = candidates.map((c) => c.order.promisedAt);
  const next = cutOffsOf(promised, now, mostCutOffs, minuteOf);
  const hours =
    typeof choice.until === 'number' && !next.includes(choice.until)
      ? [...next, choice.until].sort((a, b) => a - b)
      : next;
  const hasLate = choice.until === 'late' || promised.some((at) => at <= now);
  const options = [...(hasLate ? ['late'] : []), ...hours.map(String)];
  const counts = countsOf(candidates, choice, setting, 'until', options, (c, option) =>
    option === 'late' ? c.order.promisedAt <= now : c.order.promisedAt <= Number(option),
  );
  return (
    <Options
      label={say('choose.cutOff')}
      options={options}
      name={(option) =>
        option === 'late' ? say('waves.late') : say('waves.until', { at: format.moment(Number(option), now) })
      }
      counts={counts}
      chosen={choice.until === null ? [] : [String(choice.until)]}
      urgent="late"
      onToggle={(option) => {
        const until = option === 'late' ? option : Number(option);
        onChoose({ ...choice, until: choice.until === until ? null : until });
      }}
    />
  );
}

function Options({
  label,
  options,
  name,
  counts,
  chosen,
  urgent,
  onToggle,
}: {
  label: string;
  options: readonly string[];
  name: (option: string) => ReactNode;
  counts: readonly number[];
  chosen: readonly string[];
  /** An option that stands out while it has orders. */
  urgent?: string;
  onToggle: (option: string) => void;
}) {
  const { format } = useBoard();
  if (options.length === 0) return null;
  return (
    <fieldset className={styles.facet}>
      <legend>{label}</legend>
      <div className={styles.options}>
        {options.map((option, i) => (
          <button
            key={option}
            type="button"
            className={`${table.option} ${option === urgent && counts[i]! > 0 ? styles.urgent : ''}`}
            aria-pressed={chosen.includes(option)}
            onClick={() => onToggle(option)}
          >
            {name(option)}
            <span className={table.optionCount}>{format.number(counts[i] ?? 0)}</span>
          </button>
        ))}
      </div>
    </fieldset>
  );
}
