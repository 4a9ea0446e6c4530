import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBrowserLocation as useLocation } from 'wouter/use-browser-location';
import { BoardOn } from '../board/BoardApp.tsx';
import { openDesk } from '../board/live.ts';
import { LanguageButton } from '../floor/LanguageButton.tsx';
import { Button } from '../ui/Button.tsx';
import { useWords } from '../ui/words.ts';
import type { Wired } from './wire.ts';
import styles from './app.module.css';

type Opened = Awaited<ReturnType<typeof openDesk>>;

/** The supervisor's board on live data. It holds copies of its own; the floor lends it the place meanwhile. */
export default function BoardPage({ wired }: { wired: Wired }) {
  const { i18n } = useTranslation();
  const { say } = useWords();
  const [, go] = useLocation();
  const [opened, setOpened] = useState<Opened | null>(null);
  useEffect(() => {
    let gone = false;
    const opening = wired.lendModels().then(async (giveBack) => {
      const desk = await openDesk(wired.session, () => i18n.language, wired.takeScans);
      if (!gone) setOpened(desk);
      return { desk, giveBack };
    });
    return () => {
      gone = true;
      void opening.then(({ desk, giveBack }) => {
        desk.close();
        giveBack();
      });
    };
  }, [wired, i18n]);
  if (!opened) return <p className={styles.whole}>{say('app.loading')}</p>;
  const tools = (
    <>
      <LanguageButton />
      <Button icon="back" onTap={() => go('/')}>
        {say('menu.floor')}
      </Button>
    </>
  );
  return <BoardOn desk={opened.desk} tools={tools} />;
}
