import type { Scan } from '../listen.ts';
import { createDecoder } from './decoder.ts';
import { readVideo } from './reader.ts';
import { camerasOf, hasTorch, light, openStream, type CameraFault } from './stream.ts';

export interface CameraState {
  at: 'opening' | 'seeing';
  /** null: this camera has no light. */
  torch: boolean | null;
  /** How many cameras there are to choose from. */
  cameras: number;
  /** A code is in view that has counted; `again` lets it count once more. */
  held: boolean;
}

export interface CameraPorts {
  /** Device time, UTC ms. */
  now(): number;
  notes: { read(key: string): string | null; write(key: string, value: string | null): void };
  onScan(scan: Scan): void;
  /** There is no picture, or nothing can read it: the camera is over. */
  onFault(fault: CameraFault): void;
  knows(text: string): Promise<boolean>;
}

export interface Camera {
  get(): CameraState;
  subscribe(listener: () => void): () => void;
  /** Shows its picture there; reads only while it is shown. The result takes it away. */
  show(host: HTMLElement): () => void;
  /** null with its first picture; why there is none. */
  opened: Promise<CameraFault | null>;
  again(): void;
  turnLight(): void;
  nextCamera(): void;
  close(): void;
}

/** Out of sight this long, the camera itself is switched off: from task to task it stays on, in a menu it does not. */
const lingerMs = 4000;

/** The device's camera as a scanner. One for the whole page: screens come and go around its picture. */
export function openCamera(ports: CameraPorts): Camera {
  const decoder = createDecoder();
  const video = Object.assign(document.createElement('video'), { muted: true, autoplay: true, playsInline: true });
  video.setAttribute('aria-hidden', 'true');
  const listeners = new Set<() => void>();
  let state: CameraState = { at: 'opening', torch: null, cameras: 1, held: false };
  let stream: MediaStream | null = null;
  let host: HTMLElement | null = null;
  let running = false;
  // Counts starts and stops, so that a start that was overtaken while the browser asked the person ends there.
  let attempt = 0;
  let closed = false;
  let linger: ReturnType<typeof setTimeout> | undefined;
  let canRead = false;
  let settle: (fault: CameraFault | null) => void = () => undefined;
  const opened = new Promise<CameraFault | null>((resolve) => (settle = resolve));

  const set = (change: Partial<CameraState>) => {
    const next = { ...state, ...change };
    if (Object.entries(next).every(([key, value]) => state[key as keyof CameraState] === value)) return;
    state = next;
    for (const listener of listeners) listener();
  };
  const fail = (fault: CameraFault) => {
    settle(fault);
    close();
    ports.onFault(fault);
  };

  const start = async () => {
    running = true;
    const mine = ++attempt;
    const got = await openStream(ports.notes.read('camera.id'));
    if (typeof got === 'string') return mine === attempt && fail(got);
    if (mine !== attempt) return halt(got);
    stream = got;
    const [track] = stream.getVideoTracks();
    track?.addEventListener('ended', () => stream === got && fail('camera.busy'));
    video.srcObject = stream;
    await video.play().catch(() => undefined);
    const torch = hasTorch(track) ? ports.notes.read('camera.light') === 'on' : null;
    if (torch) await light(track, true);
    const cameras = (await camerasOf()).length;
    if (mine !== attempt) return;
    set({ at: 'seeing', torch, cameras });
    settle(null);
  };

  const onCode = (text: string, frameAt: number) => {
    performance.clearMarks('camera.frame');
    performance.mark('camera.frame', { startTime: frameAt });
    ports.onScan({ text, at: ports.now(), source: 'camera' });
  };

  const stop = () => {
    running = false;
    attempt++;
    if (stream) halt(stream);
    stream = null;
    set({ at: 'opening' });
  };
  const onVisible = () => {
    if (document.hidden) stop();
    else if (host && !running) void start();
  };
  const close = () => {
    if (closed) return;
    closed = true;
    clearTimeout(linger);
    document.removeEventListener('visibilitychange', onVisible);
    stop();
    settle(null);
    reader.stop();
    decoder.close();
    video.remove();
  };

  // One reader for as long as the camera is on: what is in view stays known from one screen to the next.
  const reader = readVideo({
    video,
    decoder,
    isWanted: () => canRead && host !== null && stream !== null,
    onCode,
    knows: ports.knows,
    onHeld: (held) => set({ held }),
  });
  document.addEventListener('visibilitychange', onVisible);
  void decoder.engine.then((engine) => {
    canRead = engine !== null;
    if (!canRead && !closed) fail('camera.broken');
  });
  if (!document.hidden) void start();

  return {
    get: () => state,
    subscribe: (listener) => (listeners.add(listener), () => void listeners.delete(listener)),
    opened,
    show(next) {
      if (closed) return () => undefined;
      clearTimeout(linger);
      host = next;
      host.prepend(video);
      // A video that was taken out meanwhile has paused.
      if (stream) void video.play().catch(() => undefined);
      else if (!running && !document.hidden) void start();
      return () => {
        if (host !== next) return;
        host = null;
        linger = setTimeout(stop, lingerMs);
      };
    },
    again: () => reader.again(),
    turnLight() {
      const on = !state.torch;
      ports.notes.write('camera.light', on ? 'on' : null);
      void light(stream?.getVideoTracks()[0], on).then((done) => done && set({ torch: on }));
    },
    nextCamera() {
      const now = stream?.getVideoTracks()[0]?.getSettings().deviceId ?? '';
      void camerasOf().then((ids) => {
        if (closed) return;
        ports.notes.write('camera.id', ids[(ids.indexOf(now) + 1) % ids.length] ?? null);
        stop();
        void start();
      });
    },
    close,
  };
}

function halt(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
