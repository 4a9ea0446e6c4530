import type { CountResult } from '../../shared/domain/count/rows.ts';
import type { LedgerKind } from '../../shared/domain/rows.ts';
import styles from './board.module.css';
import { Chip } from './Chip.tsx';
import { useBoard } from './desk.ts';
import { Mini, Section } from './parts.tsx';
import { useWords, type Say } from './words.ts';

/** One movement at the bin, as GET /api/counts/:id tells it. */
export interface Around {
  seq: number;
  sku: string;
  lot: string;
  qty: number;
  kind: LedgerKind;
  step: string | null;
  person: string | null;
  device: string | null;
  at: number;
  bookedAt: number;
  when: 'before' | 'after';
  sure: boolean;
  own: boolean;
}

type Entry = { at: number; row: Around } | { at: number; result: CountResult };

/** News that took longer than this to come is told as late. */
const lateMs = 120_000;

/** Everything that touched the bin around the count, with the counts themselves between, by the time at which it happened. */
export function CountTrail({ around, results }: { around: readonly Around[]; results: readonly CountResult[] }) {
  const { format, nameOfPerson } = useBoard();
  const say = useWords();
  const entries: Entry[] = [
    ...around.map((row) => ({ at: row.at, row })),
    ...results.map((result) => ({ at: result.end.at, result })),
  ].sort((a, b) => a.at - b.at);
  return (
    <Section title={say('count.around')}>
      {entries.length === 0 ? (
        <p className={styles.faint}>{say('count.untouched')}</p>
      ) : (
        <Mini
          label={say('count.around')}
          heads={[
            say('task.time'),
            say('task.act'),
            say('task.item'),
            say('task.qty'),
            say('task.person'),
            say('count.order'),
          ]}
          ends={[3]}
          rows={entries.map((entry) =>
            'result' in entry
              ? {
                  key: entry.result.step,
                  cells: [
                    format.clock(entry.at),
                    <b key="act">{say('count.nth', { n: entry.result.round })}</b>,
                    '',
                    <b key="qty">{entry.result.items.reduce((sum, item) => sum + item.qty, 0)}</b>,
                    nameOfPerson(entry.result.person),
                    '',
                  ],
                }
              : {
                  key: String(entry.row.seq),
                  cells: [
                    format.clock(entry.at),
                    actOf(entry.row, say),
                    entry.row.lot ? `${entry.row.sku} · ${entry.row.lot}` : entry.row.sku,
                    entry.row.qty > 0 ? `+${entry.row.qty}` : `−${-entry.row.qty}`,
                    nameOfPerson(entry.row.person),
                    <Order key="order" row={entry.row} />,
                  ],
                },
          )}
        />
      )}
    </Section>
  );
}

/** The act as its step says it, where there is one; a row to or from suspense as the books say it. */
const actOf = ({ kind, step }: Around, say: Say): string =>
  step === 'pick.short' || step === 'pack.short'
    ? `${say(`count.why.${step === 'pick.short' ? 'short' : 'packed'}`)}: ${say.maybe(`count.row.${kind}`, kind)}`
    : say.maybe(`count.row.${kind}`, kind);

function Order({ row }: { row: Around }) {
  const { format } = useBoard();
  const say = useWords();
  if (row.own) return <Chip tone="busy">{say('count.ownRow')}</Chip>;
  const late = row.bookedAt - row.at > lateMs;
  return (
    <>
      <Chip tone={row.sure ? 'quiet' : 'warn'}>
        {say(row.sure ? `count.when.${row.when}` : `count.when.${row.when}Perhaps`)}
      </Chip>
      {late && ` ${say('count.cameLate', { at: format.clock(row.bookedAt) })}`}
    </>
  );
}
