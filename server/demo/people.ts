import { hashPin } from '../../shared/domain/people/pin.ts';
import type { Random } from '../../shared/domain/random.ts';
import type { Role } from '../../shared/domain/rows.ts';
import type { DemoChannel, DemoPerson, SignIn } from './data.ts';

interface Person {
  id: string;
  name: string;
  role: Role;
  badge: string;
  pin: string;
}

/** Whoever starts the demo types these: short, and no secret. A badge's label is `B.1001.` with its check character. */
const people: readonly Person[] = [
  { id: 'picker-1', name: '李娜 Li Na', role: 'picker', badge: '1001', pin: '1111' },
  { id: 'picker-2', name: '王强 Wang Qiang', role: 'picker', badge: '1002', pin: '2222' },
  { id: 'picker-3', name: '赵敏 Zhao Min', role: 'picker', badge: '1003', pin: '3333' },
  { id: 'picker-4', name: 'Sam Carter', role: 'picker', badge: '1004', pin: '4444' },
  { id: 'packer-1', name: '陈静 Chen Jing', role: 'packer', badge: '2001', pin: '5555' },
  { id: 'packer-2', name: '刘洋 Liu Yang', role: 'packer', badge: '2002', pin: '6666' },
  { id: 'supervisor-1', name: '周敏 Zhou Min', role: 'supervisor', badge: '3001', pin: '7777' },
  { id: 'admin-1', name: '管理员 Admin', role: 'admin', badge: '9001', pin: '9999' },
];

export const demoSignIns: readonly SignIn[] = people.map(({ id, badge, pin }) => ({ person: id, badge, pin }));

export function demoPeople(random: Random): DemoPerson[] {
  return people.map(({ id, name, role, badge, pin }) => {
    const pinSalt = random.hex(16);
    return { id, name, roles: [role], badge, pinHash: hashPin(pin, pinSalt), pinSalt, active: true };
  });
}

const channel = (id: string, name: string, holdMinutes: number): DemoChannel => ({
  id,
  name,
  kind: 'none',
  settings: {},
  shipAct: 'outbound',
  holdMinutes,
  cursor: null,
});

/** Channels of the demo: orders come by API or file, nobody is told. Unpaid orders hold stock as long as the platform lets them. */
export const demoChannels: readonly DemoChannel[] = [
  channel('shop', '自营商城 Own shop', 30),
  channel('tmall', '天猫 Tmall', 60),
  channel('douyin', '抖音 Douyin', 30),
];
