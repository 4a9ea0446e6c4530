import { useEffect, useRef, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { useNow } from './clock.ts';
import { useBoard } from './desk.ts';
import { fillField } from './scanned.ts';
import styles from './shell.module.css';
import { useContact } from './useRows.ts';
import { useWords, type BoardKey } from './words.ts';

const sections = [
  ['/', 'today', 'chart'],
  ['/waves', 'waves', 'list'],
  ['/tasks', 'tasks', 'scan'],
  ['/counts', 'counts', 'pad'],
  ['/orders', 'orders', 'item'],
  ['/parcels', 'parcels', 'truck'],
  ['/intake', 'intake', 'unsent'],
  ['/stock', 'stock', 'bin'],
  ['/data', 'data', 'table'],
  ['/explain', 'explain', 'ask'],
  ['/labels', 'labels', 'print'],
  ['/health', 'health', 'check'],
] as const satisfies readonly (readonly [string, BoardKey, IconName])[];

/** The frame of the desk: sections on the left (below on a phone), whose data it is and how old above, the screen in the middle. */
export function Shell({ children, tools }: { children: ReactNode; tools: ReactNode }) {
  const { desk, catalogue, language } = useBoard();
  const say = useWords();
  const [location, go] = useLocation();
  const main = useRef<HTMLElement>(null);
  const nav = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    // A new screen is announced by its heading; the first one is where the reader is already.
    if (first.current) first.current = false;
    else main.current?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
    // On a phone the sections are a strip that scrolls.
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
    document.title = `${main.current?.querySelector('h1')?.textContent ?? say('title')} · Picktrail`;
  }, [location, say]);
  // Whatever is scanned at the desk is explained, whichever screen is open; a field of a form takes it as if it were typed.
  useEffect(
    () =>
      desk.onScan((text) => {
        if (!fillField(text)) go(`/explain?q=${encodeURIComponent(text)}`);
      }),
    [desk, go],
  );
  return (
    <div className={styles.desk}>
      <a className={styles.skip} href="#board-main">
        {say('skip')}
      </a>
      <header className={styles.top}>
        <span className={styles.name}>{catalogue.name[language]}</span>
        <Freshness />
        <span className={styles.tools}>{tools}</span>
      </header>
      <nav ref={nav} className={styles.nav} aria-label={say('sections')}>
        {sections.map(([href, key, icon]) => {
          const here =
            href === '/'
              ? location === '/'
              : location.startsWith(href) || (href === '/stock' && location === '/receive');
          return (
            <Link key={href} href={href} className={styles.section} aria-current={here ? 'page' : undefined}>
              <Icon name={icon} size={20} weight={2} />
              {say(key)}
            </Link>
          );
        })}
      </nav>
      <main id="board-main" ref={main} className={styles.main} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

const staleMs = 10_000;

/** Says that the numbers are the server's newest, or how old they are. */
function Freshness() {
  const { desk, format, ready } = useBoard();
  const say = useWords();
  const at = useContact(desk);
  const now = useNow(1000);
  const old = now - at;
  if (at === 0 || !ready) {
    return (
      <span className={styles.stale} role="status">
        {say('never')}
      </span>
    );
  }
  if (old > staleMs) {
    return (
      <span className={styles.stale} role="alert">
        {say('stale', { age: format.span(old), at: format.clock(at) })}
      </span>
    );
  }
  return (
    <span className={styles.live}>
      <span aria-hidden="true">● </span>
      {say('live')} {format.time(now)}
    </span>
  );
}
