import { useState, type ReactNode } from 'react';
import { FloorFrame } from './FloorFrame.tsx';
import { Keypad } from '../ui/Keypad.tsx';
import { useWords } from '../ui/words.ts';

/** A number by keys. Where one is expected it stands ready, and one tap confirms it; a blind count expects none. */
export function CountPad({
  middle,
  question,
  expected,
  onTake,
  onCancel,
}: {
  middle: ReactNode;
  question: string;
  expected: number | null;
  onTake: (qty: number) => void;
  onCancel: () => void;
}) {
  const { say } = useWords();
  const [typed, setTyped] = useState('');
  const offered = expected === null ? '' : String(expected);
  const value = typed === '' ? offered : typed;
  const qty = Number(value);
  const change = (next: string) => {
    // Deleting the last digit of what is offered, or where there is none, leaves the pad: nothing was meant.
    if (typed === '' && (next.length < value.length || next === '')) return onCancel();
    setTyped(typed === '' ? next.slice(value.length) : next);
  };
  return (
    <FloorFrame middle={middle} cue={{ icon: 'pad', text: question }} keypad>
      <Keypad
        value={value}
        onChange={change}
        onOk={() => onTake(qty)}
        maxLength={4 + (typed === '' ? value.length : 0)}
        okLabel={say('app.enter')}
        deleteLabel={say('app.delete')}
        mayEnter={qty >= 1}
      />
    </FloorFrame>
  );
}
