import { Component, lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { useBrowserLocation as useLocation } from 'wouter/use-browser-location';
import { BigButton } from '../ui/Button.tsx';
import { useWords } from '../ui/words.ts';
import { useDevice, useFloor } from '../floor/device.ts';
import { Home } from '../floor/home/Home.tsx';
import { Pack } from '../floor/pack/Pack.tsx';
import { Pick } from '../floor/pick/Pick.tsx';
import { Putback } from '../floor/putback/Putback.tsx';
import { SignIn } from '../floor/sign-in/SignIn.tsx';
import { Menu } from './Menu.tsx';
import { shiftMs } from './people.ts';
import { Shift } from './Shift.tsx';
import { Unsent } from './Unsent.tsx';
import type { Wired } from './wire.ts';
import styles from './app.module.css';

const Count = lazy(() => import('../floor/count/Count.tsx'));
const BoardPage = lazy(() => import('./BoardPage.tsx'));

/** The whole app: the floor, or the supervisor's board, which is loaded when it is asked for. */
export function App({ wired }: { wired: Wired | null }) {
  const [path, go] = useLocation();
  const { door } = useFloor();
  // A short address to send around: whoever may see the board sees the explanation there.
  useEffect(() => {
    if (path.startsWith('/explain')) go(`/board${path}`, { replace: true });
  }, [path, go]);
  const leads = door.at === 'in' && door.person.roles.some((r) => r === 'supervisor' || r === 'admin');
  return (
    <Guard>
      {wired && leads && path.startsWith('/board') ? (
        <Suspense fallback={<Waiting />}>
          <BoardPage wired={wired} />
        </Suspense>
      ) : (
        <FloorApp />
      )}
    </Guard>
  );
}

function FloorApp() {
  const { floor, feedback, notes, now } = useDevice();
  const { door } = useFloor();
  const [path, go] = useLocation();
  // A reload in the middle of a shift leads straight back to the work.
  const [started, setStarted] = useState(() => now() - Number(notes.read('shiftAt') ?? 0) < shiftMs);
  // The durable write lies behind every cue, so the beep may follow at once. A scan leads back to the work from wherever one is.
  useEffect(
    () =>
      floor.onCue((cue) => {
        feedback.give(cue.tone);
        if (location.pathname !== '/' && !location.pathname.startsWith('/board')) go('/');
      }),
    [floor, feedback, go],
  );
  // After a reload the sound is locked until something is touched.
  useEffect(() => {
    const unlock = () => void feedback.unlock();
    const events = ['pointerdown', 'keydown'] as const;
    for (const event of events) window.addEventListener(event, unlock, { once: true, capture: true });
    return () => events.forEach((event) => window.removeEventListener(event, unlock, { capture: true }));
  }, [feedback]);
  if (path === '/menu') return <Menu />;
  if (path === '/unsent') return <Unsent />;
  if (door.at !== 'in') return <SignIn />;
  const begin = () => {
    notes.write('shiftAt', String(now()));
    setStarted(true);
  };
  if (!started) return <Shift onDone={begin} />;
  return <Screen />;
}

function Screen() {
  const { work } = useFloor();
  switch (work.at) {
    case 'home':
      return <Home />;
    case 'pick':
      return <Pick work={work} />;
    case 'pack':
      return <Pack work={work} />;
    case 'putback':
      return <Putback work={work} />;
    case 'count':
      return (
        <Suspense fallback={<Waiting />}>
          <Count work={work} />
        </Suspense>
      );
  }
}

function Waiting() {
  const { say } = useWords();
  return <p className={styles.whole}>{say('app.loading')}</p>;
}

/** A screen that throws is a bug: said in words, with the way on. Steps are in the outbox and not touched by it. */
class Guard extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const { say } = useWords();
  return (
    <main className={styles.whole} role="alert">
      <h1>{say('app.broken')}</h1>
      <p>{say('app.brokenNext')}</p>
      <BigButton onTap={() => location.reload()}>{say('app.reload')}</BigButton>
    </main>
  );
}
