import type { Row, StepRow } from './rows.ts';

/**
 * Look-ups by what a row names inside its nested fields. They only grow: a row that named something once is found by it for ever,
 * although it names it no more (a cancelled order's portions forget their parcel; the parcel was theirs all the same).
 * `at` orders them: it never changes for a row.
 */
export const mentions = {
  /** Pick tasks that have a stop for the order, and follow-ups that were made for it. */
  tasksByOrder: {
    table: 'task',
    at: (task: Row<'task'>) => task.createdAt,
    names: (task: Row<'task'>) => [
      ...task.parts.map((part) => part.order),
      ...(task.followUp?.order == null ? [] : [task.followUp.order]),
    ],
  },
  parcelsByOrder: {
    table: 'parcel',
    at: () => 0,
    names: (parcel: Row<'parcel'>) => parcel.orders,
  },
  /** Steps that say something about a location of any kind: also those that moved nothing. */
  stepsByPlace: {
    table: 'step',
    at: (step: Row<'step'>) => step.receivedAt,
    names: placesOf,
  },
} as const;

export type MentionName = keyof typeof mentions;
export type MentionTable<M extends MentionName> = (typeof mentions)[M]['table'];

const fields = ['bin', 'tote', 'dock', 'lane'] as const;

/** Places in a step as it came: its shape may be anything. */
function placesOf({ body: raw }: StepRow): string[] {
  const body = fieldsOf(fieldsOf(raw)['body']);
  const totes: unknown = body['totes'];
  const items: unknown = body['items'];
  const named = [
    ...fields.map((field) => body[field]),
    ...(Array.isArray(totes) ? (totes as unknown[]) : []),
    ...(Array.isArray(items) ? (items as unknown[]).map((item) => fieldsOf(item)['tote']) : []),
  ];
  return named.filter((place): place is string => typeof place === 'string' && place !== '');
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** What a row of a table is to be found by. */
export function mentionsOf(table: string, row: unknown): { mention: MentionName; name: string; at: number }[] {
  return (Object.keys(mentions) as MentionName[]).flatMap((mention) => {
    const { table: own, names, at } = mentions[mention];
    if (own !== table) return [];
    const time = (at as (row: unknown) => number)(row);
    return [...new Set((names as (row: unknown) => string[])(row))].map((name) => ({ mention, name, at: time }));
  });
}
