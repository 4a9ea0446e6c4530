import { Fragment } from 'react';
import { Link } from 'wouter';
import type { Entry, Explanation, Figures, Moved } from '../../shared/domain/explain/explanation.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
import styles from './board.module.css';
import { Chip } from './Chip.tsx';
import { useBoard } from './desk.ts';
import own from './explain.module.css';
import { hrefOf, Place, Sentence } from './explainParts.tsx';
import { Section } from './parts.tsx';
import { useWords } from './words.ts';

/** Everything that happened, one under the other: when, what in plain words, who and on which device, and what it did to the figures. */
export function ExplainTrail({
  told,
  entries,
  opening,
}: {
  told: Explanation;
  entries: readonly Entry[];
  opening: Figures | null;
}) {
  const { format } = useBoard();
  const say = useWords();
  const figures = told.subject.kind === 'sku';
  return (
    <Section
      title={say('explain.trail')}
      aside={
        <span className={styles.faint}>{say(told.newestFirst ? 'explain.newestFirst' : 'explain.oldestFirst')}</span>
      }
    >
      {entries.length === 0 && <p className={styles.faint}>{say('explain.empty')}</p>}
      <ol className={own.trail} data-figures={figures || undefined}>
        {entries.map((entry, i) => {
          const day = entry.at === null ? null : format.day(entry.at);
          const before = entries.slice(0, i).findLast((each) => each.at !== null)?.at ?? null;
          const newDay = day !== null && (before === null || format.day(before) !== day);
          const older = entries[i + 1]?.after ?? opening;
          return (
            <Fragment key={`${entry.cause?.id ?? entry.what}/${entry.seq ?? i}`}>
              {newDay && <li className={own.day}>{day}</li>}
              <Row entry={entry} subject={told.subject} before={figures ? older : null} />
            </Fragment>
          );
        })}
        {figures && opening && entries.length > 0 && (
          <li className={own.openingRow}>
            <span>{say('explain.opening')}</span>
            <After after={opening} before={opening} />
          </li>
        )}
      </ol>
    </Section>
  );
}

const icons: Record<string, IconName> = {
  'order.accepted': 'unsent',
  'order.paid': 'check',
  'order.cancelled': 'wrong',
  'order.expired': 'wait',
  'wave.opened': 'list',
  'wave.dropped': 'wrong',
  'waybill.assigned': 'truck',
  'waybill.wanted': 'truck',
  'task.released': 'list',
  'task.followUp': 'ask',
  'push.queued': 'sent',
  'push.kept': 'sent',
  'push.confirmed': 'sent',
  'push.waiting': 'wait',
  'push.retrying': 'wait',
  'push.dead': 'stop',
  'booked.receive': 'unsent',
  'booked.reserve': 'lock',
  'booked.release': 'undo',
  'booked.block': 'stop',
  'booked.unblock': 'undo',
  'sign-in': 'badge',
  'sign-out': 'badge',
  'pick.start': 'list',
  'pick.tote': 'tote',
  'pick.arrive': 'bin',
  'pick.take': 'item',
  'pick.confirm': 'tote',
  'pick.short': 'short',
  'pick.skip': 'skip',
  'pick.undo': 'undo',
  'pick.stage': 'station',
  'pack.open': 'box',
  'pack.verify': 'check',
  'pack.short': 'short',
  'pack.close': 'box',
  'pack.stop': 'stop',
  outbound: 'out',
  'outbound.hold': 'hold',
  putback: 'back2bin',
  'count.start': 'bin',
  'count.found': 'pad',
  'count.finish': 'check',
  'count.resume': 'bin',
  'booked.adjust': 'pad',
};

/** How much an entry asks to be looked at. */
function toneOf(entry: Entry): 'bad' | 'warn' | 'good' | 'move' | 'quiet' {
  if (entry.verdict?.state === 'held' || entry.what === 'push.dead') return 'bad';
  const warned = ['pick.short', 'pack.short', 'pack.stop', 'order.cancelled', 'order.expired', 'wave.dropped'];
  const astray = entry.moves.some(({ kind }) => kind === 'found' || kind === 'missing');
  if (warned.includes(entry.what) || astray || entry.what === 'push.retrying') return 'warn';
  if (entry.what === 'outbound' || entry.what === 'push.confirmed' || entry.what === 'push.kept') return 'good';
  return entry.moves.length > 0 ? 'move' : 'quiet';
}

function Row({ entry, subject, before }: { entry: Entry; subject: Explanation['subject']; before: Figures | null }) {
  const { format, nameOfPerson } = useBoard();
  const say = useWords();
  const { at, deviceAt, clockOffMs, person, device, verdict, moves } = entry;
  const orders = entry.links.filter(({ kind }) => kind === 'order' && subject.kind !== 'order');
  const done = deviceAt ?? at;
  return (
    <li className={`${own.entry} ${own[toneOf(entry)]}`}>
      <span className={own.time}>
        {done === null ? (
          <abbr title={say('explain.noTime.why')}>{say('explain.noTime')}</abbr>
        ) : (
          <time dateTime={new Date(done).toISOString()}>{format.clock(done)}</time>
        )}
        {at !== null && deviceAt !== null && at - deviceAt > lateMs && (
          <span className={own.late}>{say('explain.booked', { at: format.clock(at) })}</span>
        )}
      </span>
      <span className={own.knot}>
        <Icon name={icons[entry.what] ?? 'ask'} size={18} weight={2} />
      </span>
      <div className={own.what}>
        <p className={own.sentence}>
          <Sentence entry={entry} />
          {orders.map((link) => (
            <span key={link.id} className={own.forOrder}>
              {' '}
              {say('explain.forOrder')} <Link href={hrefOf(link)}>{link.label}</Link>
            </span>
          ))}
        </p>
        {moves.length > 0 && <Moves moves={moves} />}
        <p className={own.asks}>
          {clockOffMs !== null && (
            <Chip tone="warn">
              {say(clockOffMs > 0 ? 'explain.clockAhead' : 'explain.clockBehind', {
                span: format.span(Math.abs(clockOffMs)),
              })}
            </Chip>
          )}
          {verdict?.state === 'held' && (
            <Chip tone="bad">{say('explain.held', { why: say.reason(verdict.fault) })}</Chip>
          )}
          <FollowUps entry={entry} />
        </p>
      </div>
      <p className={own.who}>
        {person !== null && <Link href={hrefOf({ kind: 'person', id: person })}>{nameOfPerson(person)}</Link>}
        {person === null && entry.cause?.kind === 'command' && say('explain.nobody')}
        {device !== null && <Link href={hrefOf({ kind: 'device', id: device })}>{say('explain.on', { device })}</Link>}
      </p>
      {entry.after && before && <After after={entry.after} before={before} />}
    </li>
  );
}

/** A step that reached the books so much later than it was done says both times. */
const lateMs = 60_000;

function FollowUps({ entry }: { entry: Entry }) {
  const say = useWords();
  const ids = entry.verdict !== null && 'followUps' in entry.verdict ? entry.verdict.followUps : [];
  return ids.map((id) => {
    const link = entry.links.find((each) => each.kind === 'task' && each.id === id);
    return (
      <Chip key={id} tone="warn">
        <Link href={hrefOf({ kind: 'task', id })}>
          {say('explain.followUp')} {link && link.label !== id ? link.label : ''}
        </Link>
      </Chip>
    );
  });
}

/** The ledger rows: what went from where to where, and what both had afterwards. */
function Moves({ moves }: { moves: readonly Moved[] }) {
  const { format } = useBoard();
  const say = useWords();
  return (
    <ul className={own.moves}>
      {moves.map((move) => (
        <li key={move.seq} className={astray(move) ? own.astray : ''} title={say('explain.row', { seq: move.seq })}>
          <span className={own.moveKind}>{say(`explain.move.${move.kind}`)}</span>
          <span>
            <b>{format.number(move.qty)}</b> × <Link href={hrefOf({ kind: 'sku', id: move.sku })}>{move.sku}</Link>
            {move.lot !== '' && ` ${move.lot}`}
          </span>
          <span>
            <Place id={move.from} />
            <After1 place={move.from} qty={move.fromAfter} /> → <Place id={move.to} />
            <After1 place={move.to} qty={move.toAfter} />
          </span>
        </li>
      ))}
    </ul>
  );
}

const astray = ({ kind }: Moved): boolean => kind === 'found' || kind === 'missing';

/** What a place had afterwards; what is outside has no balance. */
function After1({ place, qty }: { place: string; qty: number }) {
  const { format } = useBoard();
  return place.startsWith('@supplier') || place.startsWith('@customer') || place === '@adjust' ? null : (
    <span className={own.rest}> ({format.number(qty)})</span>
  );
}

const figureNames = ['onHand', 'reserved', 'blocked', 'missing'] as const;

/** A SKU's figures after an entry; what it changed stands out. */
function After({ after, before }: { after: Figures; before: Figures }) {
  const { format } = useBoard();
  const say = useWords();
  return (
    <dl className={own.after}>
      {figureNames.map((name) => {
        const change = after[name] - before[name];
        return (
          <div key={name} className={change === 0 ? own.same : change > 0 ? own.more : own.less}>
            <dt>{say(`explain.figure.${name}`)}</dt>
            <dd>
              {format.number(after[name])}
              {change !== 0 && (
                <span className={own.change}>
                  {change > 0 ? '+' : '−'}
                  {format.number(Math.abs(change))}
                </span>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
