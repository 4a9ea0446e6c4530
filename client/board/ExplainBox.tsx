import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import type { Link as SubjectLink } from '../../shared/domain/explain/explanation.ts';
import styles from './board.module.css';
import { isRefused, useBoard, type Refused } from './desk.ts';
import own from './explain.module.css';
import { hrefOf } from './explainParts.tsx';
import { Act, FaultNote } from './parts.tsx';
import { useWords } from './words.ts';

type Found =
  { at: 'quiet' } | { at: 'asking'; text: string } | { at: 'found'; text: string; links: SubjectLink[] } | Refused;

/** One box for everything that can be explained: typed and sent, or scanned from anywhere on the page. */
export function ExplainBox({ large = false }: { large?: boolean }) {
  const { desk, rows } = useBoard();
  const say = useWords();
  const [, go] = useLocation();
  const [text, setText] = useState('');
  const [found, setFound] = useState<Found>({ at: 'quiet' });
  const asked = useRef(0);
  const name = useId();

  const look = useCallback(
    async (raw: string) => {
      const wanted = raw.trim();
      if (wanted === '') return;
      const round = ++asked.current;
      setFound({ at: 'asking', text: wanted });
      const answer = await desk.call<{ found: SubjectLink[] }>({
        method: 'GET',
        path: `/api/explain?q=${encodeURIComponent(wanted)}`,
      });
      if (round !== asked.current) return;
      if (isRefused(answer)) return setFound(answer);
      // Tasks are read by their code, which the desk has at hand.
      const code = /^T\.([^.]+)\../.exec(wanted.toUpperCase())?.[1] ?? wanted.toUpperCase();
      const tasks = rows.task
        .filter((task) => task.code === code)
        .map((task): SubjectLink => ({ kind: 'task', id: task.id, label: task.code }));
      const links = [...answer.found, ...tasks];
      const [only] = links;
      if (only && links.length === 1) {
        setFound({ at: 'quiet' });
        setText('');
        go(hrefOf(only));
      } else setFound({ at: 'found', text: wanted, links });
    },
    [desk, rows.task, go],
  );
  // A scan comes as an address: looked up once for each that comes.
  const latest = useRef(look);
  useEffect(() => {
    latest.current = look;
  });
  const scanned = new URLSearchParams(useSearch()).get('q') ?? '';
  useEffect(() => void latest.current(scanned), [scanned]);

  return (
    <div className={large ? own.searchLarge : own.search}>
      <form
        role="search"
        className={own.form}
        onSubmit={(event) => {
          event.preventDefault();
          void look(text);
        }}
      >
        <label htmlFor={name} className="visually-hidden">
          {say('explain.box')}
        </label>
        <input
          id={name}
          type="search"
          value={text}
          placeholder={say('explain.hint')}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
        <Act main icon="scan">
          {say('explain.go')}
        </Act>
      </form>
      <div role="status" className={own.found}>
        {'at' in found && found.at === 'asking' && <p>{say('explain.looking', { text: found.text })}</p>}
        {'at' in found && found.at === 'found' && found.links.length === 0 && (
          <p className={`${styles.note} ${styles.noteWarn}`}>{say('explain.nothing', { text: found.text })}</p>
        )}
        {'at' in found && found.at === 'found' && found.links.length > 0 && (
          <p>
            {say('explain.several', { text: found.text })}{' '}
            {found.links.map((link) => (
              <Link
                key={`${link.kind}/${link.id}`}
                href={hrefOf(link)}
                className={own.chipLink}
                onClick={() => setFound({ at: 'quiet' })}
              >
                {say(`explain.kind.${link.kind}`)} {link.label}
              </Link>
            ))}
          </p>
        )}
      </div>
      {'fault' in found && <FaultNote fault={found} />}
    </div>
  );
}
