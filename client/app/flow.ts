import type { ParcelRow, TaskRow } from '../../shared/domain/rows.ts';
import type { Models } from '../store/models.ts';
import type { FloorTasks } from '../store/tasks.ts';
import { browserEvents, browserNetwork, browserRandom, browserTimer, browserWaker } from '../sync/browser.ts';
import { listenForMore } from '../sync/events.ts';
import type { Session } from '../sync/ports.ts';

export interface FlowOptions {
  session: Session;
  tasks: FloorTasks;
  takeCatalogue(): Promise<void>;
  /** The books are others than before. */
  onReset(): void;
  /** Sign-ins that wait for a network. */
  tryAgain(): Promise<void>;
}

const catalogueEveryMs = 10 * 60_000;

/**
 * What comes down: tasks and parcels by replication, the catalogue by deltas. It starts once somebody is signed in and the first scan is
 * possible; its code is loaded then. Nothing on a screen waits for it.
 */
export function flow(options: FlowOptions): { lend(): Promise<() => void> } {
  const { session, tasks } = options;
  let models: Promise<Models> | null = null;
  let lent = 0;
  let catalogueAt = 0;
  let busy = false;

  const open = async (): Promise<Models> => {
    // In memory before it is wanted: a list is opened with no network, and after an update took the old files away.
    void import('../../shared/domain/barcode/list.ts');
    void import('../floor/count/Count.tsx');
    const { Models } = await import('../store/models.ts');
    return Models.open({
      network: browserNetwork(),
      session,
      timer: browserTimer,
      models: ['task', 'parcel'],
      onPulled: (model, rows, incarnation) =>
        tasks.take(
          incarnation,
          model === 'task' ? { tasks: rows as readonly TaskRow[] } : { parcels: rows as readonly ParcelRow[] },
        ),
      onReset: options.onReset,
    });
  };

  const freshenCatalogue = async () => {
    if (busy || session.token() === null || Date.now() - catalogueAt < catalogueEveryMs) return;
    busy = true;
    try {
      await options.takeCatalogue();
      catalogueAt = Date.now();
    } catch {
      // It comes with the next event or poll.
    } finally {
      busy = false;
    }
  };

  const more = () => {
    void options.tryAgain();
    if (session.token() === null) return;
    void freshenCatalogue();
    if (lent > 0) return;
    models ??= open();
    // A chunk that could not be loaded with no network is asked for again.
    models.then((m) => m.pull()).catch(() => (models = null));
  };

  listenForMore({ line: browserEvents(), session, timer: browserTimer, random: browserRandom, onMore: more });
  browserWaker.onWake(more);
  more();
  return {
    async lend() {
      lent++;
      const mine = models;
      models = null;
      await (await mine?.catch(() => null))?.close();
      return () => {
        lent--;
        more();
      };
    },
  };
}
