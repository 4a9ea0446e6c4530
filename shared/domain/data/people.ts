import { ownBody } from '../barcode/own.ts';
import type { PersonRow, Role } from '../rows.ts';
import { plain, type RowIn } from './cell.ts';
import { Planner, stride, type Check, type CheckInput, type KnownData } from './plan.ts';
import { readRow, type RowReader } from './reader.ts';
import { personTexts } from './texts.ts';

const roleNames: Record<Role, readonly string[]> = {
  picker: ['picker', '拣货员', '拣货'],
  packer: ['packer', '打包员', '打包', '复核员', '验货员'],
  supervisor: ['supervisor', '主管', '班长', '组长'],
  admin: ['admin', 'administrator', '管理员', '系统管理员'],
  integrator: ['integrator', '接口', '对接'],
};
const roleOf = new Map(
  Object.entries(roleNames).flatMap(([role, names]) => names.map((name) => [name, role as Role] as const)),
);

/** What is kept of a PIN: the known hash where the row's PIN fits it, a new one where it does not. By row of the file. */
export type Credentials = ReadonlyMap<number, Pick<PersonRow, 'pinHash' | 'pinSalt'>>;

/** Rows that name a PIN, with the person they mean: what has to be hashed or compared before `checkPeople` can say what changes. */
export function pinsOf(rows: readonly RowIn[]): { row: number; id: string; pin: string }[] {
  return rows.flatMap(({ row, cells }) => {
    const [id, pin] = [plain(cells['id']?.text ?? ''), plain(cells['pin']?.text ?? '')];
    return id === '' || pin === '' ? [] : [{ row, id, pin }];
  });
}

/**
 * People: who may do what. A new person needs a name, a role and a PIN; an empty cell of a known one keeps what is there. Without
 * `credentials` the PINs are only looked at, and those of known people count as kept.
 */
export function* checkPeople({ rows, columns, known, credentials }: CheckInput & { credentials: Credentials }): Check {
  const planner = new Planner();
  const drafts = new Map<string, { read: RowReader; before: PersonRow | null; after: PersonRow }>();
  for (const [i, row] of rows.entries()) {
    if (i % stride === 0) yield i;
    const read = readRow(row, columns, planner.problems);
    const id = read.code('id', 64);
    if (id === undefined && !read.bad()) read.wrong('id', 'blank');
    if (id?.startsWith('@')) read.wrong('id', 'reserved', { text: id });
    const before = (id === undefined ? undefined : known.person.get(id)) ?? null;
    const after = personOf(id ?? '', read, before, known, credentials);
    if (id === undefined) continue;
    const twin = drafts.get(id);
    if (twin) read.wrong('id', 'duplicate', { text: id, other: twin.read.row });
    else drafts.set(id, { read, before, after });
  }
  checkBadges([...drafts.values()], known);
  checkAdmins([...drafts.values()], known);
  for (const { read, before, after } of drafts.values()) {
    // A changed PIN shows as changed, never as itself.
    const pin = before?.pinHash === after.pinHash ? '' : '••••';
    const texts = (row: PersonRow) => ({ ...personTexts(row), pin: row === after ? pin : '' });
    if (!read.bad()) planner.change(read.row, { table: 'person', before, after }, texts);
  }
  return planner.done();
}

function personOf(
  id: string,
  read: RowReader,
  before: PersonRow | null,
  known: KnownData,
  credentials: Credentials,
): PersonRow {
  const name = read.words('name', 200);
  if (name === undefined && !before && !read.has('name')) read.wrong('name', 'blank');
  const roles = rolesOf(read, before);
  if (roles === undefined && !before && !read.has('roles')) read.wrong('roles', 'blank');
  const badge = badgeOf(read, before) ?? before?.badge ?? (read.has('badge') ? '' : id.toUpperCase());
  if (!before && !read.has('badge') && id !== '' && !ownBody.test(badge)) read.wrong('badge', 'codeAlphabet', { text: badge });
  const pin = pinOf(read);
  if (pin === undefined && !before && !read.has('pin')) read.wrong('pin', 'pinMissing');
  const { pinHash, pinSalt } = credentials.get(read.row) ?? before ?? { pinHash: '', pinSalt: '' };
  return {
    wh: known.wh,
    id,
    name: name ?? before?.name ?? '',
    roles: roles ?? before?.roles ?? [],
    badge,
    pinHash,
    pinSalt,
    active: read.yesNo('active') ?? before?.active ?? true,
  };
}

function badgeOf(read: RowReader, before: PersonRow | null): string | undefined {
  const given = read.code('badge', 40);
  if (given === before?.badge) return given;
  const badge = given?.toUpperCase();
  if (badge === undefined || ownBody.test(badge)) return badge;
  read.wrong('badge', 'codeAlphabet', { text: badge });
  return undefined;
}

/** A role that only keys get stays where somebody has it already. */
function rolesOf(read: RowReader, before: PersonRow | null): Role[] | undefined {
  const text = read.words('roles', 200);
  if (text === undefined) return undefined;
  const roles = new Set<Role>();
  for (const name of text.split(/[,，;；、/|+]/).map((part) => plain(part).toLowerCase())) {
    if (name === '') continue;
    const role = roleOf.get(name);
    if (role === undefined) read.wrong('roles', 'roleUnknown', { text: name });
    else if (role === 'integrator' && !before?.roles.includes(role)) read.wrong('roles', 'roleOfKeys', { text: name });
    else roles.add(role);
  }
  if (before && before.roles.length === roles.size && before.roles.every((role) => roles.has(role))) return before.roles;
  const order: readonly Role[] = ['picker', 'packer', 'supervisor', 'admin', 'integrator'];
  return order.filter((role) => roles.has(role));
}

/** Digits, since handhelds ask for them on a pad. Never repeated in a problem: files and lists of errors travel. */
function pinOf(read: RowReader): string | undefined {
  const pin = read.code('pin', 32);
  if (pin === undefined) return undefined;
  if (!/^\d+$/.test(pin)) read.wrong('pin', 'pinDigits');
  else if (pin.length < 4 || pin.length > 8) read.wrong('pin', 'pinLength', { min: 4, max: 8 });
  else return pin;
  return undefined;
}

type Draft = { read: RowReader; before: PersonRow | null; after: PersonRow };

/** A badge is one person's, also of one who has left: old labels are still about. */
function checkBadges(drafts: readonly Draft[], known: KnownData): void {
  const changed = new Set(drafts.map((d) => d.after.id));
  const kept = new Map([...known.person.values()].filter((p) => !changed.has(p.id)).map((p) => [p.badge, p]));
  const here = new Map<string, Draft>();
  for (const draft of drafts) {
    const { read, after } = draft;
    if (after.badge === '') continue;
    const twin = here.get(after.badge);
    const owner = kept.get(after.badge);
    if (twin) read.wrong('badge', 'badgeTwice', { text: after.badge, other: twin.read.row });
    else here.set(after.badge, draft);
    if (owner) read.wrong('badge', 'badgeTaken', { text: after.badge, person: owner.name });
  }
}

/** Somebody has to be able to undo it. */
function checkAdmins(drafts: readonly Draft[], known: KnownData): void {
  const after = new Map([...known.person.values(), ...drafts.map((d) => d.after)].map((p) => [p.id, p]));
  const isAdmin = (person: PersonRow): boolean => person.active && person.roles.includes('admin');
  if ([...after.values()].some(isAdmin)) return;
  const last = drafts.findLast(({ before, after: now }) => before && isAdmin(before) && !isAdmin(now));
  last?.read.wrong(last.after.active ? 'roles' : 'active', 'lastAdmin', { text: last.after.name });
}
