import type { Cue } from '../../client/floor/session/state.ts';
import type { Step } from '../../shared/domain/step.ts';
import type { App, Heard, Phone } from './ports.ts';

/** What of a device outlives its apps, as far as people can tell. */
export interface Shelf {
  /** Starts the app. */
  open(): Promise<App>;
  kill(): void;
  /** Steps kept on this device so far, oldest first: those of dead apps too. */
  readonly kept: readonly Step[];
  /** Called when a kept step was heard to beep. */
  beeped(step: Step): void;
}

/** A device in a hand. The first app has to be opened by `reopen`. */
export function createPhone(shelf: Shelf): Phone {
  let app: App | null = null;
  let cues: Cue[] = [];
  const stepsOf = new Map<string, string[]>();
  let indexed = 0;

  const index = (): void => {
    for (; indexed < shelf.kept.length; indexed++) {
      const step = shelf.kept[indexed]!;
      for (const subject of ['task', 'parcel'] as const) {
        const id = (step.body as unknown as Record<string, unknown>)[subject];
        if (typeof id !== 'string') continue;
        const key = `${step.body.kind}\t${id}`;
        const known = stepsOf.get(key);
        if (known) known.push(step.id);
        else stepsOf.set(key, [step.id]);
      }
    }
  };

  const running = (): App => {
    if (!app) throw new Error('the app was never opened');
    return app;
  };

  const reopen = async (): Promise<void> => {
    app = await shelf.open();
    cues = [];
    app.floor.onCue((cue) => cues.push(cue));
    await app.floor.restore();
  };

  /** Acts, and hears every cue that the acts gave. */
  const hear = async (act: (app: App) => Promise<void>): Promise<Heard[]> => {
    const now = running();
    const before = shelf.kept.length;
    cues = [];
    const died = await Promise.race([act(now).then(() => false), now.dead.then(() => true)]);
    if (died) return [{ at: 'died' }];
    const steps = shelf.kept.slice(before);
    const heard = cues.map((cue): Heard => {
      if ('fault' in cue) return { at: 'refused', cue, fault: cue.fault.fault };
      const step = cue.say.startsWith('cue.') && steps[0] && isCueOf(cue, steps[0]) ? steps.shift()! : null;
      if (step) shelf.beeped(step);
      return { at: 'beep', cue, step };
    });
    return heard.length > 0 ? heard : [{ at: 'silence' }];
  };
  /** The first beep with a step says what was done; else the last thing heard. */
  const one = async (act: (app: App) => Promise<void>): Promise<Heard> => {
    const heard = await hear(act);
    return heard.find((h) => h.at === 'beep' && h.step !== null) ?? heard.at(-1)!;
  };

  return {
    state: () => running().floor.state(),
    scan: (text) => one((a) => a.floor.scan(text)),
    scanTwice: (text) => hear(async (a) => void (await Promise.all([a.floor.scan(text), a.floor.scan(text)]))),
    tap: (tap) => one((a) => a.floor.tap(tap)),
    extraBox: () => one((a) => a.floor.extraBox()),
    reopen,
    async restart() {
      shelf.kill();
      await reopen();
    },
    newest(kind, subject) {
      index();
      return stepsOf.get(`${kind}\t${subject}`)?.at(-1) ?? null;
    },
    latest(kind, subject, count) {
      index();
      return count > 0 ? (stepsOf.get(`${kind}\t${subject}`) ?? []).slice(-count) : [];
    },
    tasks: () => running().tasks(),
    parcels: () => running().parcels(),
    unsent: () => running().unsent?.() ?? 0,
  };
}

/** A sign-in is welcomed in words of its own; every other step has the cue of its kind. */
const isCueOf = (cue: Exclude<Cue, { fault: unknown }>, step: Step): boolean =>
  cue.tone !== 'tell' &&
  (cue.say === `cue.${step.body.kind}` || (step.body.kind === 'sign-in' && cue.say === 'cue.welcome'));
