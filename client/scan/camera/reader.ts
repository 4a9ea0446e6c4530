import type { Decoder } from './decoder.ts';
import { eachFrame, grab } from './frames.ts';
import { newSearch, nextPass, restOf, searched } from './passes.ts';
import { admit, textOf, type Doubts, type Reading } from './reading.ts';
import { again, look, nothingHeld } from './sight.ts';
import { aimedAt, lookedAt, shownOf } from './view.ts';

interface Options {
  video: HTMLVideoElement;
  decoder: Decoder;
  /** Whether anybody wants to know what is in view now. */
  isWanted(): boolean;
  /** A code that counts. `frameAt`: when its frame was shown, ms of the page's clock. */
  onCode(text: string, frameAt: number): void;
  /** Whether codes are in view that have counted and do not count again. */
  onHeld(held: boolean): void;
  /** Whether anybody knows the text: the fallback engine now and then reads what is not there. */
  knows(text: string): Promise<boolean>;
}

/**
 * Reads a video: one frame at a time is with the decoder, the rest go by unread. What to look for next, which readings can be
 * trusted, which one is aimed at and whether it is a new one are decided by the pure parts beside this file.
 */
export function readVideo({ video, decoder, isWanted, onCode, onHeld, knows }: Options): {
  again(): void;
  stop(): void;
} {
  let search = newSearch(performance.now());
  let doubts: Doubts = new Map();
  let sight = nothingHeld;
  let busy = false;
  let stopped = false;
  let restUntil = 0;

  const readFrame = async (frameAt: number) => {
    const frame = await grab(video);
    if (!frame) return;
    const size = { width: video.videoWidth, height: video.videoHeight };
    const shown = shownOf(size, { width: video.clientWidth, height: video.clientHeight });
    const pass = nextPass(search, frameAt);
    const area = pass.area === 'shown' ? lookedAt(size, shown) : { x: 0, y: 0, ...size };
    const readings = await decoder.read({ frame, size, area, pass });
    if (stopped || !isWanted()) return;
    const admitted = admit(doubts, readings, frameAt);
    ({ doubts } = admitted);
    const good = await known(admitted.good);
    search = searched(search, pass, good.length > 0, frameAt);
    const aimed = aimedAt(good, shown);
    const seen = look(sight, { at: frameAt, pass, read: good.map(textOf), aimed: aimed && textOf(aimed) });
    ({ sight } = seen);
    onHeld(sight.size > 0);
    restUntil = frameAt + restOf(search, frameAt);
    if (seen.scan !== null) onCode(seen.scan, frameAt);
  };

  const known = async (readings: Reading[]): Promise<Reading[]> => {
    const checked = await Promise.all(
      readings.map(async (reading) => reading.engine === 'wasm' || (await knows(textOf(reading)))),
    );
    return readings.filter((_, i) => checked[i]);
  };

  const stopFrames = eachFrame(video, (at) => {
    if (busy || at < restUntil || !isWanted()) return;
    busy = true;
    void readFrame(at).finally(() => (busy = false));
  });
  return {
    again() {
      sight = again();
      onHeld(false);
    },
    stop() {
      stopped = true;
      stopFrames();
    },
  };
}
