import type { Step } from '../../shared/domain/step.ts';
import type { Heard, Self } from './ports.ts';

export type Outcome = { did: true; step: string } | { did: false; fault: string | null };

/**
 * Does something that is recorded. Where the app dies before it is heard, the person starts it again and follows what it shows: `looks`
 * reads that from the screen, before and after; another answer means that it counted.
 */
export async function attempt(
  self: Self,
  act: () => Promise<Heard>,
  looks: () => string,
  kind: Step['body']['kind'],
  subject: string,
): Promise<Outcome> {
  const before = looks();
  const heard = await act();
  switch (heard.at) {
    case 'beep':
      return heard.step ? { did: true, step: heard.step.id } : { did: false, fault: null };
    case 'refused':
      return { did: false, fault: heard.fault };
    case 'silence':
      return { did: false, fault: null };
    case 'died': {
      await self.phone.reopen();
      const step = self.phone.newest(kind, subject);
      return looks() !== before && step !== null ? { did: true, step } : { did: false, fault: 'died' };
    }
  }
}

/** An act that moves nothing; a dead app is started again. */
export async function just(self: Self, act: () => Promise<Heard>): Promise<Heard> {
  const heard = await act();
  if (heard.at === 'died') await self.phone.reopen();
  return heard;
}

/** Signs in where nobody is; true: the act was spent on that. */
export async function signIn(self: Self): Promise<boolean> {
  const { phone, house, badge, pin } = self;
  const { door } = phone.state();
  if (door.at === 'in') return false;
  await just(self, () => phone.scan(door.at === 'badge' ? house.labels.location(house.station) : pin));
  if (door.at === 'badge') await just(self, () => phone.scan(house.labels.badge(badge)));
  return true;
}

/** Now and then, between two works: sign out, or look what a code is. */
export async function dawdle(self: Self): Promise<boolean> {
  const { phone, random, habits, house } = self;
  if (random.chance(habits.signOut)) {
    await just(self, () => phone.tap({ act: 'signOut' }));
    return true;
  }
  if (random.chance(habits.strayScan)) {
    await just(self, () =>
      phone.scan(random.chance(0.5) ? house.labels.location(random.pick(house.bins)) : '4006381333931'),
    );
    return true;
  }
  return false;
}

/** The app is put away and started anew. */
export async function maybeRestart(self: Self): Promise<void> {
  if (self.random.chance(self.habits.restart)) await self.phone.restart();
}
