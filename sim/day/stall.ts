import type { Crew } from './floor.ts';
import type { ServerView } from './serverView.ts';

/** Why nothing gets further, as far as it can be seen: what everybody looks at, and where the totes of open parcels stand. */
export function describeStall({ devices, house }: Crew, view: ServerView): string[] {
  const people = devices.map(({ phone, name }) => {
    const { door, work, cue, place } = phone.state();
    const who = door.at === 'in' ? door.person.id : door.at;
    const about = work.at === 'pack' ? work.parcel.id.slice(0, 13) : work.at === 'pick' ? work.list.code : '';
    const heard = cue === null ? '' : 'fault' in cue ? cue.fault.fault : cue.say;
    return `${name} ${who}: ${work.at} ${about} (${heard}) at ${place?.station ?? 'no station'}`;
  });
  const open = [...view.parcels()].filter((p) => p.state === 'assigned' || p.state === 'packing').slice(0, 6);
  const parcels = open.map((p) => {
    const totes = [...new Set(p.items.map((i) => i.tote))].map((t) => `${t} ${house.world.totes.get(t) ?? '?'}`);
    const box = house.world.boxes.get(p.id);
    return `parcel ${p.id.slice(0, 13)} ${p.state}, to pick ${p.toPick}: ${totes.join(', ')}; box ${box ? `of ${box.by}, ${box.stands}` : 'none'}`;
  });
  return [...people, ...parcels];
}
