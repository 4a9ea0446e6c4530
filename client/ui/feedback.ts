/** How an act came out, without looking at the screen. */
export type Tone = 'ok' | 'done' | 'tell' | 'wrong' | 'stop';

interface Beep {
  hz: number;
  ms: number;
  /** Gap before it. */
  afterMs?: number;
  wave?: OscillatorType;
}

/** Told apart by pitch and count, also through ear protection: high is right, low is wrong, three low ones mean stop. */
const beeps: Record<Tone, Beep[]> = {
  ok: [{ hz: 1320, ms: 70 }],
  done: [
    { hz: 990, ms: 90 },
    { hz: 1320, ms: 90, afterMs: 30 },
    { hz: 1760, ms: 140, afterMs: 30 },
  ],
  tell: [{ hz: 740, ms: 90 }],
  wrong: [{ hz: 196, ms: 320, wave: 'square' }],
  stop: [
    { hz: 165, ms: 200, wave: 'sawtooth' },
    { hz: 131, ms: 200, afterMs: 60, wave: 'sawtooth' },
    { hz: 165, ms: 200, afterMs: 60, wave: 'sawtooth' },
  ],
};

const shakes: Record<Tone, number[]> = {
  ok: [30],
  done: [40, 60, 40],
  tell: [20],
  wrong: [200],
  stop: [250, 100, 250, 100, 250],
};

export interface Feedback {
  /** Call from a tap: browsers give no sound before one. False where there is none. */
  unlock(): Promise<boolean>;
  /** Sound and vibration; colour and icon are the screen's. Call it only after the durable write. */
  give(tone: Tone): void;
  setMuted(muted: boolean): void;
}

export function createFeedback(): Feedback {
  let audio: AudioContext | null = null;
  let muted = false;
  return {
    async unlock() {
      try {
        audio ??= new AudioContext({ latencyHint: 'interactive' });
        await audio.resume();
        return audio.state === 'running';
      } catch {
        return false;
      }
    },
    give(tone) {
      if (audio && !muted) play(audio, beeps[tone]);
      // Before the first tap browsers refuse, and say so in the console.
      if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(shakes[tone]);
    },
    setMuted(next) {
      muted = next;
    },
  };
}

function play(audio: AudioContext, sequence: readonly Beep[]): void {
  let at = audio.currentTime;
  for (const { hz, ms, afterMs = 0, wave = 'triangle' } of sequence) {
    at += afterMs / 1000;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.type = wave;
    tone.frequency.value = hz;
    // Short ramps, so that it does not click.
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.7, at + 0.005);
    volume.gain.setValueAtTime(0.7, at + ms / 1000 - 0.01);
    volume.gain.linearRampToValueAtTime(0, at + ms / 1000);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    at += ms / 1000;
    tone.stop(at);
  }
}
