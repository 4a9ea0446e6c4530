import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { sceneAt, type Replay, type Scene } from './replay.ts';

/** Replay seconds a second. */
export const speeds = [1, 2, 4, 8, 16] as const;

/** Whoever asks for less motion sees one step after the other, this long each. */
const stillMs = 1200;

export interface Player {
  film: Replay;
  scene: Scene;
  /** Time of the replay, ms. */
  time: number;
  playing: boolean;
  speed: number;
  toggle(): void;
  /** To a time; the film stops there. */
  seek(time: number): void;
  /** To a step, by its index. */
  show(index: number): void;
  /** One step on (1) or back (−1). */
  move(by: 1 | -1): void;
  faster(by: 1 | -1): void;
}

/** Plays a film: a moving picture, or step after step where less motion is wanted. A film that is not begun shows its end. */
export function useReplay(film: Replay): Player {
  const [asked, setAsked] = useState<number | null>(null);
  const [playing, setPlaying] = useState(false);
  const [speedAt, setSpeedAt] = useState(2);
  const time = Math.min(asked ?? film.length, film.length);
  const now = useRef(time);
  useEffect(() => {
    now.current = time;
  });
  const speed = speeds[speedAt]!;

  useEffect(() => {
    if (!playing) return undefined;
    const end = (to: number) => {
      setAsked(Math.min(to, film.length));
      if (to >= film.length) setPlaying(false);
    };
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      const timer = setInterval(() => {
        const next = film.frames.find((frame) => frame.at0 > now.current);
        end(next?.at0 ?? film.length);
      }, stillMs);
      return () => clearInterval(timer);
    }
    let last: number | null = null;
    let request = requestAnimationFrame(function tick(at) {
      if (last !== null) end(now.current + (at - last) * speed);
      last = at;
      request = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(request);
  }, [playing, film, speed]);

  const seek = useCallback((to: number) => {
    setPlaying(false);
    setAsked(Math.max(0, to));
  }, []);
  const scene = useMemo(() => sceneAt(film, time), [film, time]);
  const { index } = scene;
  const show = useCallback(
    (to: number) => {
      const frame = film.frames[Math.max(0, Math.min(film.frames.length - 1, to))];
      if (frame) seek(frame.at0);
    },
    [film, seek],
  );
  return {
    film,
    scene,
    time,
    playing,
    speed,
    seek,
    show,
    toggle: () => {
      // From the end it begins again.
      if (!playing && time >= film.length) setAsked(0);
      setPlaying(!playing);
    },
    move: (by) => {
      // Steps of one moment are one place to stop at.
      const here = film.frames[index]?.at0 ?? -1;
      const next =
        by > 0
          ? film.frames.findIndex((frame) => frame.at0 > time)
          : film.frames.findLastIndex((frame) => frame.at0 < Math.min(time, Math.max(here, 0)));
      if (next >= 0) show(next);
      else seek(by > 0 ? film.length : 0);
    },
    faster: (by) => setSpeedAt((at) => Math.max(0, Math.min(speeds.length - 1, at + by))),
  };
}
