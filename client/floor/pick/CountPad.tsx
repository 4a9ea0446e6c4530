import { useState, type ReactNode } from 'react';
import { FloorFrame } from '../FloorFrame.tsx';
import { Keypad } from '../../ui/Keypad.tsx';
import { useWords } from '../../ui/words.ts';

/** How many were taken: the expected number stands ready, one tap confirms it. */
export function CountPad({
  middle,
  expected,
  onTake,
  onCancel,
}: {
  middle: ReactNode;
  expected: number;
  onTake: (qty: number) => void;
  onCancel: () => void;
}) {
  const { say } = useWords();
  const [typed, setTyped] = useState('');
  const value = typed === '' ? String(expected) : typed;
  const qty = Number(value);
  const change = (next: string) => {
    // Deleting the last digit of what is offered leaves the pad: nothing was meant.
    if (typed === '' && next.length < value.length) return onCancel();
    setTyped(typed === '' ? next.slice(value.length) : next);
  };
  return (
    <FloorFrame middle={middle} cue={{ icon: 'pad', text: say('pick.howMany') }} keypad>
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
