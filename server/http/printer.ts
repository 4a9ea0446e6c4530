import { encodeList } from '../../shared/domain/barcode/list.ts';
import { fault, type Fault } from '../../shared/domain/fault.ts';
import type { OrderRow, ParcelRow, SkuRow, TaskRow, WarehouseRow } from '../../shared/domain/rows.ts';
import type { Language } from '../../shared/words/table.ts';
import type { Engine } from '../engine/port.ts';
import { parcelLabelPage } from '../print/parcelLabel.ts';
import { pickListPage, type PickListOptions } from '../print/pickList.ts';
import { waveSheet } from '../print/wave.ts';
import type { Printer } from './deps.ts';
import { createLabels } from './labels.ts';

const known = <T>(rows: (T | undefined)[]): T[] => rows.filter((row) => row !== undefined);

/** Reads what a page needs and has it drawn. `listKey`: the private half of the key that signs pick lists. */
export function createPrinter(engine: Engine, listKey: Uint8Array): Printer {
  const { store } = engine;

  async function papers(lang: Language): Promise<{ lang: Language; warehouse: WarehouseRow; at: number }> {
    const warehouse = await store.get('warehouse');
    if (!warehouse) throw new Error('no warehouse in the books');
    return { lang, warehouse, at: engine.now() };
  }

  /** null: the list does not fit a code; the task has to be fetched. */
  function qrText(task: TaskRow): string | null {
    return task.list === null ? null : encodeList(task.list, { wh: engine.wh, issuedAt: engine.now() }, listKey);
  }

  async function skusOf(tasks: readonly TaskRow[], orders: readonly OrderRow[]): Promise<Map<string, SkuRow>> {
    const ids = new Set(
      [...tasks.flatMap((t) => t.list?.stops ?? []), ...orders.flatMap((o) => o.lines)].map(({ sku }) => sku),
    );
    return new Map(known(await Promise.all([...ids].map((id) => store.get('sku', id)))).map((sku) => [sku.id, sku]));
  }

  const ordersOf = async (ids: readonly string[]): Promise<OrderRow[]> =>
    known(await Promise.all([...new Set(ids)].map((id) => store.get('order', id))));

  async function withOrders(parcel: ParcelRow): Promise<{ parcel: ParcelRow; orders: OrderRow[] }> {
    return { parcel, orders: await ordersOf(parcel.orders) };
  }

  async function pickTask(id: string): Promise<TaskRow | Fault> {
    const task = await store.get('task', id);
    return task?.list ? task : fault('notFound', { what: id });
  }

  async function listOptions(task: TaskRow, language: Language): Promise<PickListOptions> {
    const orders = await ordersOf(task.parts.map((part) => part.order));
    const wave = task.wave === null ? undefined : await store.get('wave', task.wave);
    const orderNumbers = new Map(orders.map(({ id: order, number }) => [order, number]));
    const skus = await skusOf([task], []);
    return { ...(await papers(language)), skus, qrText: qrText(task), wave: wave?.code ?? null, orderNumbers };
  }

  return {
    async wave(id, language, parts) {
      const wave = await store.get('wave', id);
      if (!wave) return fault('notFound', { what: id });
      if (wave.state === 'labelling') return fault('waybill.missing', { parcel: wave.code });
      const tasks = (await store.list('tasksByWave', [id])).filter(
        (task) => task.kind === 'pick' && task.state !== 'recalled',
      );
      const parcels = (await store.list('parcelsByWave', [id])).filter((parcel) => parcel.state !== 'void');
      const boxes = await Promise.all(parcels.map(withOrders));
      const skus = await skusOf(
        tasks,
        boxes.flatMap(({ orders }) => orders),
      );
      const lists = tasks.map((task) => ({ task, qrText: qrText(task) }));
      const firstBins = new Set(tasks.flatMap((task) => task.list?.stops[0]?.bin ?? []));
      const places = known(await Promise.all([...firstBins].map((bin) => store.get('location', bin))));
      const sequences = new Map(places.map(({ id: bin, sequence }) => [bin, sequence]));
      const sequenceOf = (bin: string): number | undefined => sequences.get(bin);
      return waveSheet(
        { tasks: lists, parcels: boxes },
        { ...(await papers(language)), wave, skus, parts, sequenceOf },
      );
    },

    async task(id, language) {
      const task = await pickTask(id);
      return 'fault' in task ? task : pickListPage(task, await listOptions(task, language));
    },

    async label(id, language) {
      const parcel = await store.get('parcel', id);
      if (!parcel) return fault('parcel.unknown', { scanned: id });
      const { orders } = await withOrders(parcel);
      const [first] = orders;
      if (!first) return fault('parcel.unknown', { scanned: id });
      return parcelLabelPage(parcel, first, {
        ...(await papers(language)),
        from: null,
        orderNumbers: orders.map(({ number }) => number),
      });
    },

    async list(id) {
      const task = await pickTask(id);
      if ('fault' in task) return task;
      return qrText(task) ?? fault('notFound', { what: id });
    },

    labels: createLabels(engine, listOptions),
  };
}
