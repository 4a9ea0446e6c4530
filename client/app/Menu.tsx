import { useState } from 'react';
import { useBrowserLocation as useLocation } from 'wouter/use-browser-location';
import { Button } from '../ui/Button.tsx';
import { useWords } from '../ui/words.ts';
import { useDevice, useFloor, useReadable } from '../floor/device.ts';
import { FloorFrame } from '../floor/FloorFrame.tsx';
import { LanguageButton } from '../floor/LanguageButton.tsx';
import { setTheme } from './theme.ts';
import styles from './app.module.css';

/** What is needed once a shift: language, light, sound, board, sign-out. */
export function Menu() {
  const { say } = useWords();
  const [, go] = useLocation();
  const { floor, notes, feedback, update, takeUpdate } = useDevice();
  const { door, work } = useFloor();
  const [dark, setDark] = useState(notes.read('theme') === 'dark');
  const [muted, setMuted] = useState(notes.read('muted') === 'yes');
  const mayUpdate = useReadable(update) && work.at === 'home';
  const leads = door.at === 'in' && door.person.roles.some((r) => r === 'supervisor' || r === 'admin');
  const leave = (act: 'home' | 'signOut') => {
    go('/');
    void floor.tap({ act });
  };
  const turn = () => {
    setTheme(notes, dark ? 'light' : 'dark');
    setDark(!dark);
  };
  const mute = () => {
    notes.write('muted', muted ? null : 'yes');
    feedback.setMuted(!muted);
    setMuted(!muted);
  };
  return (
    <FloorFrame inMenu cue={{ icon: 'menu', text: door.at === 'in' ? door.person.name : say('app.menu') }}>
      <div className={styles.menu}>
        {work.at !== 'home' && (
          <Button icon="back" onTap={() => leave('home')} testId="leave-task">
            {say('menu.home')}
          </Button>
        )}
        <LanguageButton />
        <Button icon="moon" onTap={turn}>
          {say(dark ? 'menu.light' : 'menu.dark')}
        </Button>
        <Button icon="sound" onTap={mute}>
          {say(muted ? 'menu.soundOn' : 'menu.soundOff')}
        </Button>
        {leads && (
          <Button icon="chart" onTap={() => go('/board')} testId="board">
            {say('menu.board')}
          </Button>
        )}
        {mayUpdate && (
          <Button icon="up" onTap={takeUpdate} testId="update">
            {say('menu.update')}
          </Button>
        )}
        {door.at === 'in' && (
          <Button icon="out" onTap={() => leave('signOut')} testId="sign-out">
            {say('menu.signOut')}
          </Button>
        )}
      </div>
    </FloorFrame>
  );
}
