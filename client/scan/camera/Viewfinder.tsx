import { useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { cameraWords } from '../../../shared/words/camera.ts';
import { addWords } from '../../../shared/words/table.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../ui/words.ts';
import type { Camera } from './camera.ts';
import styles from './viewfinder.module.css';

/** What the camera sees, in the place that the screen gives it, with its light and the choice of camera where there are such. */
export function Viewfinder({ camera }: { camera: Camera }) {
  const { i18n } = useTranslation();
  useState(() => addWords(i18n, cameraWords));
  const { say } = useWords();
  const { at, torch, cameras, held } = useSyncExternalStore(camera.subscribe, camera.get);
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (host.current ? camera.show(host.current) : undefined), [camera]);
  return (
    <section className={styles.eye} aria-label={say('camera.view')} data-testid="eye" data-at={at}>
      <div ref={host} className={styles.picture}>
        <div className={styles.aim} aria-hidden="true" />
        {at === 'opening' && <p className={styles.said}>{say('camera.opening')}</p>}
        {held && (
          <button
            type="button"
            className={styles.again}
            aria-label={say('camera.againWhat')}
            onClick={() => camera.again()}
            data-testid="eye-again"
          >
            <span>
              <Icon name="again" size={26} />
              {say('camera.again')}
            </span>
          </button>
        )}
      </div>
      {at === 'seeing' && (torch !== null || cameras > 1) && (
        <div className={styles.tools}>
          {torch !== null && (
            <button
              type="button"
              className={`${styles.tool} ${torch ? styles.lit : ''}`}
              aria-label={say('camera.light')}
              aria-pressed={torch}
              onClick={() => camera.turnLight()}
              data-testid="eye-light"
            >
              <Icon name="light" size={34} />
            </button>
          )}
          {cameras > 1 && (
            <button
              type="button"
              className={styles.tool}
              aria-label={say('camera.next')}
              onClick={() => camera.nextCamera()}
              data-testid="eye-next"
            >
              <Icon name="turn" size={34} />
            </button>
          )}
        </div>
      )}
    </section>
  );
}
