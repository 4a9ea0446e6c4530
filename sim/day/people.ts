import { hashPin } from '../../shared/domain/people/pin.ts';
import type { LocationRow, Role } from '../../shared/domain/rows.ts';
import type { Api } from './api.ts';

export interface SignIn {
  person: string;
  badge: string;
  pin: string;
}

export interface DayPeople {
  pickers: SignIn[];
  packers: SignIn[];
  putback: SignIn;
  supervisor: SignIn;
}

const pin = '2468';
const salt = '00112233445566778899aabbccddeeff';
const extraTotes = 240;

/** People, totes and short holds of the day: put into the catalogue as an integrator would. */
export async function preparePeople(api: Api, pickers: number, packers: number): Promise<DayPeople> {
  const pinHash = hashPin(pin, salt);
  const signIns = (role: string, count: number, from: number): SignIn[] =>
    Array.from({ length: count }, (_, i) => ({ person: `day-${role}-${i + 1}`, badge: String(from + i), pin }));
  const crew = {
    pickers: signIns('picker', pickers, 51000),
    packers: signIns('packer', packers, 52000),
    putback: signIns('putback', 1, 53000)[0]!,
    supervisor: signIns('supervisor', 1, 54000)[0]!,
  };
  const row = ({ person, badge }: SignIn, role: Role) => ({
    id: person,
    name: person,
    roles: [role],
    badge,
    pinHash,
    pinSalt: salt,
    active: true,
  });
  const people = [
    ...crew.pickers.map((p) => row(p, 'picker')),
    ...crew.packers.map((p) => row(p, 'packer')),
    row(crew.putback, 'picker'),
    row(crew.supervisor, 'supervisor'),
  ];
  const locations = Array.from({ length: extraTotes }, (_, i) => tote(`T-D${String(i + 1).padStart(3, '0')}`));
  // Unpaid orders of the day end within it: their holds last a minute.
  const channels = ['shop', 'tmall', 'douyin'].map((id) => ({
    id,
    name: id,
    kind: 'none' as const,
    settings: {},
    shipAct: 'outbound' as const,
    holdMinutes: 1,
    cursor: null,
  }));
  await api.post('/api/catalogue', { skus: [], barcodes: [], locations, people, channels });
  return crew;
}

const tote = (id: string): Omit<LocationRow, 'wh'> => ({
  id,
  kind: 'tote',
  parent: null,
  zone: '',
  aisle: null,
  x: 0,
  y: 0,
  level: 0,
  sequence: 0,
  blocked: false,
});
