import { Chip } from './Chip.tsx';
import { useBoard } from './desk.ts';
import { useWords } from './words.ts';

/** A promised time; past ones stand out. */
export function Promise({ at, now }: { at: number; now: number }) {
  const { format } = useBoard();
  const say = useWords();
  return at < now ? (
    <Chip tone="warn">
      {format.moment(at, now)}
      <span className="visually-hidden"> {say('order.late')}</span>
    </Chip>
  ) : (
    format.moment(at, now)
  );
}
