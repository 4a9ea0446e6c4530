import { randomBytes } from 'node:crypto';
import type { RowIn } from '../../shared/domain/data/cell.ts';
import { pinsOf, type Credentials } from '../../shared/domain/data/people.ts';
import type { PersonRow } from '../../shared/domain/rows.ts';
import { hashPin, pinFits } from '../http/pin.ts';

/** Hashes at a time: people who sign in meanwhile share the threads. */
const width = 2;

/** What is kept of each row's PIN: the known hash where it fits, a new one with a salt of its own where it does not. */
export async function credentialsOf(
  rows: readonly RowIn[],
  known: ReadonlyMap<string, PersonRow>,
  heard: (done: number, of: number) => void,
): Promise<Credentials> {
  const open = pinsOf(rows);
  const found = new Map<number, Pick<PersonRow, 'pinHash' | 'pinSalt'>>();
  const one = async ({ row, id, pin }: (typeof open)[number]): Promise<void> => {
    const person = known.get(id);
    if (person && (await pinFits(pin, person))) {
      found.set(row, { pinHash: person.pinHash, pinSalt: person.pinSalt });
      return;
    }
    const pinSalt = randomBytes(16).toString('hex');
    found.set(row, { pinHash: await hashPin(pin, pinSalt), pinSalt });
  };
  for (let from = 0; from < open.length; from += width) {
    heard(from, open.length);
    await Promise.all(open.slice(from, from + width).map(one));
  }
  return found;
}
