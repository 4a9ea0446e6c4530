import { row, type Books, type Want } from '../books.ts';
import type { Handler } from '../handler.ts';
import type { CountSettings } from './rows.ts';

export const countDefaults: CountSettings = { pieces: 1, percent: 2, accept: 'zero' };

export const countSettingsName = 'counting';
export const settingsWant: Want = row('setting', countSettingsName);

export const countSettings = (books: Books): CountSettings =>
  (books.get('setting', countSettingsName)?.value as CountSettings | undefined) ?? countDefaults;

export const putCountSettings: Handler<'count.settings'> = {
  *gather() {
    yield [settingsWant];
  },
  decide(books, _ctx, { settings }) {
    books.put('setting', { wh: books.wh, name: countSettingsName, value: settings });
    return { ok: true };
  },
};
