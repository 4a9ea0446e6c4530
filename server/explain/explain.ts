import type { Explanation, SubjectKind } from '../../shared/domain/explain/explanation.ts';
import type { Fault } from '../../shared/domain/fault.ts';
import type { Store } from '../store/port.ts';
import type { Asked } from './cursor.ts';
import { explainDevice, explainPerson } from './devices.ts';
import { explainOrder, explainWaybill } from './orders.ts';
import { explainPlace } from './places.ts';
import { explainSku } from './skus.ts';

/**
 * Why a subject is as it is: what happened to it, in the books' order. Every read is a page of an index, beside the writer; no table is
 * ever read through.
 */
export function explain(store: Store, kind: SubjectKind, id: string, asked: Asked): Promise<Explanation | Fault> {
  switch (kind) {
    case 'order':
      return explainOrder(store, id);
    case 'waybill':
      return explainWaybill(store, id);
    case 'sku':
      return explainSku(store, id, asked);
    case 'bin':
    case 'tote':
      return explainPlace(store, kind, id, asked);
    case 'device':
      return explainDevice(store, id, asked);
    case 'person':
      return explainPerson(store, id, asked);
  }
}
