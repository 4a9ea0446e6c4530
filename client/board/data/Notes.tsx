import type { Note } from '../../../shared/domain/data/problem.ts';
import styles from '../board.module.css';
import own from './data.module.css';
import { useDataWords } from './words.ts';

const loud: readonly Note['code'][] = ['booksDiffer', 'stale', 'ordered'];

/** What a person should know about a file that is not wrong. */
export function Notes({ notes }: { notes: readonly Note[] }) {
  const say = useDataWords();
  if (notes.length === 0) return null;
  return (
    <ul className={own.notes}>
      {notes.map((note) => (
        <li key={note.code} className={`${styles.note} ${loud.includes(note.code) ? styles.noteWarn : ''}`}>
          {say.note(note)}
        </li>
      ))}
    </ul>
  );
}
