import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Entry, Link as SubjectLink } from '../../shared/domain/explain/explanation.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './board.module.css';
import { useNow } from './clock.ts';
import { useBoard } from './desk.ts';
import { useWords } from './words.ts';

/** Tasks and waves have screens of their own; everything else is explained. */
export const hrefOf = ({ kind, id }: Pick<SubjectLink, 'kind' | 'id'>): string =>
  kind === 'task'
    ? `/tasks/${encodeURIComponent(id)}`
    : kind === 'wave'
      ? `/waves/${encodeURIComponent(id)}`
      : `/explain/${kind}/${encodeURIComponent(id)}`;

/** The way from a screen to why it is so. */
export function ExplainLink({ kind, id }: Pick<SubjectLink, 'kind' | 'id'>) {
  const say = useWords();
  return (
    <Link href={hrefOf({ kind, id })} className={styles.act}>
      <Icon name="ask" size={18} />
      {say('explain')}
    </Link>
  );
}

/** A place, which is explained too; accounts that are no places are said in words. */
export function Place({ id }: { id: string }) {
  const { catalogue } = useBoard();
  const say = useWords();
  if (id.startsWith('@') || id.startsWith('#')) return <>{say.maybe(`explain.account.${id}`, id)}</>;
  const tote = catalogue.locations.find((each) => each.id === id)?.kind === 'tote';
  return <Link href={hrefOf({ kind: tote ? 'tote' : 'bin', id })}>{id}</Link>;
}

const mark = '\u0001';
const placeFacts: readonly string[] = ['bin', 'tote', 'station', 'dock', 'lane'];
const linkedFacts: Record<string, SubjectLink['kind']> = { task: 'task', wave: 'wave', waybill: 'waybill' };

/** What happened, as a sentence whose nouns lead on. */
export function Sentence({ entry }: { entry: Entry }) {
  const { t, i18n } = useTranslation();
  const key = ['board.explain.what.' + entry.what, 'board.explain.what.booked.other'].find((each) =>
    i18n.exists(each),
  )!;
  const known = i18n.exists('board.explain.what.' + entry.what);
  if (!known && !entry.what.startsWith('booked.')) return <>{entry.what}</>;
  const names = Object.keys(entry.facts);
  const params = Object.fromEntries(names.map((name) => [name, `${mark}${name}${mark}`]));
  const parts = t(key, params).split(mark);
  return parts.map((part, i) =>
    // Every second part is a name between two marks.
    i % 2 === 0 ? <Fragment key={i}>{part}</Fragment> : <FactOf key={i} entry={entry} name={part} />,
  );
}

function FactOf({ entry, name }: { entry: Entry; name: string }): ReactNode {
  const { format, nameOfSku } = useBoard();
  const say = useWords();
  const now = useNow(60_000);
  const value = entry.facts[name];
  if (value === null || value === undefined) return '–';
  if (name.endsWith('At') && typeof value === 'number') return format.moment(value, now);
  if (typeof value === 'number') return <b>{format.number(value)}</b>;
  const text = String(value);
  if (placeFacts.includes(name)) return <Place id={text} />;
  if (name === 'totes')
    return text.split(' ').map((tote, i) => (
      <Fragment key={tote}>
        {i > 0 && ' '}
        <Place id={tote} />
      </Fragment>
    ));
  if (name === 'sku')
    return (
      <Link href={hrefOf({ kind: 'sku', id: text })}>
        {text} {nameOfSku(text)}
      </Link>
    );
  if (name === 'why') return say.maybe(`why.${text}`, text);
  if (name === 'fault') return say.reason(text);
  const kind = linkedFacts[name];
  if (kind === undefined) return text;
  const link = entry.links.find((each) => each.kind === kind && (each.id === text || each.label === text));
  const own = entry.links.find((each) => each.kind === kind);
  const target = link ?? (kind === 'waybill' ? own : undefined);
  return target ? <Link href={hrefOf(target)}>{target.label === target.id ? text : target.label}</Link> : text;
}
