import type { Browser } from '@playwright/test';
import { until, type Api } from '../fixture/api.ts';
import { openHandheld } from '../fixture/floor.ts';
import { labelsOf } from '../fixture/labels.ts';
import { Packer } from '../fixture/packer.ts';
import { Picker } from '../fixture/person.ts';
import { channel, orderOf, say, waybillOf } from './books.ts';

/** A picker and a packer, each with a handheld. */
export async function openFloor(browser: Browser, api: Api, url: string) {
  const catalogue = await api.catalogue();
  const labels = labelsOf(catalogue);
  const handheld = await openHandheld(browser, { url, labels });
  const desk = await openHandheld(browser, { url, labels });
  const totes = Array.from({ length: 24 }, (_, i) => `T-${String(i + 1).padStart(2, '0')}`);
  const picker = new Picker(handheld, catalogue, 'en', totes);
  const packer = new Packer(desk, api);
  await handheld.signIn('picker');
  await packer.start();

  const allSent = async (): Promise<void> => {
    await handheld.allSent();
    await desk.allSent();
  };

  return {
    /** Releases a wave of so many orders and picks all of it. `lack`: of this order's item one piece is not in its bin. */
    async pickWave(lack: { short: string; at: string } | null, orders: number): Promise<void> {
      const { tasks } = await api.releaseNext(orders, channel);
      say(`  ${orders} orders on ${tasks.length} lists`);
      for (const task of tasks) {
        await handheld.scan(await api.listText(task.id));
        await pickTask(lack?.short ?? null);
      }
      await handheld.allSent();
    },
    async send(number: string): Promise<void> {
      const { tote } = await waybillOf(api, number);
      await packer.send(tote);
      await allSent();
      say(`  ${number} is out`);
    },
    /** What fits goes into the first box, the rest into another one. */
    async sendInTwo(number: string, first: string): Promise<void> {
      const { tote } = await waybillOf(api, number);
      await packer.open(tote);
      await packer.verify([first]);
      await desk.tapAct('extra');
      await packer.out((await desk.page.getByTestId('waybill').innerText()).trim());
      await allSent();
      await until('the second box has its waybill', async () =>
        (await orderOf(api, number)).parcels.some((p) => p.state === 'assigned' && p.waybill !== null),
      );
      await packer.send(tote);
      await allSent();
      say(`  ${number} is out in two boxes`);
    },
    /** A cancelled order's tote: refused, then set aside. */
    async stop(number: string): Promise<void> {
      const { tote } = await waybillOf(api, number);
      await until('packing stops it', async () => {
        await desk.scan(labels.place(tote));
        return ((await desk.fault()) ?? '').includes('STOP');
      });
      await desk.scan(labels.place(tote));
      await allSent();
      say(`  ${number} was stopped at packing`);
    },
    /** Every put-back task. */
    async putBack(): Promise<void> {
      const back = (await api.all('task')).filter((task) => task.kind === 'putback' && task.state !== 'done');
      if (back.length === 0) throw new Error('no put-back task appeared');
      for (const task of back) {
        await handheld.page.getByTestId(`task-${task.code}`).or(handheld.page.getByTestId('done')).first().waitFor();
        await handheld.scan(labels.place(task.followUp?.tote ?? ''));
        for (const item of task.followUp?.items ?? []) {
          await handheld.scan(labels.item(item.sku));
          const advised = await handheld.page.getByTestId('bin').count();
          await handheld.scan(
            labels.place(advised > 0 ? (await handheld.page.getByTestId('bin').innerText()).trim() : 'A-07-1'),
          );
        }
      }
      await allSent();
      await until('all is put back', async () =>
        (await api.all('task')).every((task) => task.kind !== 'putback' || task.state === 'done'),
      );
      say(`  ${back.length} tote put back`);
    },
  };

  async function pickTask(lacking: string | null): Promise<void> {
    for (;;) {
      const screen = await picker.read();
      if (screen.cue === 'do.next') return;
      if (screen.sku === lacking && screen.cue === 'do.itemNext') {
        await handheld.tap('short');
        await handheld.tapAct('short-yes');
      } else await picker.obey();
    }
  }
}
