import { bookStep } from '../../shared/domain/bookStep.ts';
import type { Command } from '../../shared/domain/command.ts';
import { approveCount, cancelCount, judgeCount, lateNews, rejectCount } from '../../shared/domain/count/judge.ts';
import { requestCounts } from '../../shared/domain/count/request.ts';
import { putCountSettings } from '../../shared/domain/count/settings.ts';
import { deviceHeard, deviceHello } from '../../shared/domain/device.ts';
import { changeCatalogue } from '../../shared/domain/data/change.ts';
import type { Handler } from '../../shared/domain/handler.ts';
import { holdStep } from '../../shared/domain/holdStep.ts';
import { acceptOrder } from '../../shared/domain/order/accept.ts';
import { cancelOrder } from '../../shared/domain/order/cancel.ts';
import { fillBackorders, shedReservations } from '../../shared/domain/order/fill.ts';
import { expireHold, payOrder } from '../../shared/domain/order/pay.ts';
import {
  closeSession,
  keepMapping,
  moveCursor,
  openSession,
  putCatalogue,
  putWarehouse,
} from '../../shared/domain/settings.ts';
import { grantOut, splitParcel } from '../../shared/domain/ship/grant.ts';
import { bookPush, replayPush } from '../../shared/domain/ship/push.ts';
import { receiveStock } from '../../shared/domain/stock/receive.ts';
import { openWave } from '../../shared/domain/wave/open.ts';
import { releaseWave } from '../../shared/domain/wave/release.ts';
import { recallWave } from '../../shared/domain/wave/recall.ts';
import { bookVoided, bookWaybill } from '../../shared/domain/wave/waybill.ts';

/** Every command and the pure rule that decides it. */
export const handlers: { [T in Command['type']]: Handler<T> } = {
  'warehouse.put': putWarehouse,
  'catalogue.put': putCatalogue,
  'catalogue.change': changeCatalogue,
  'mapping.keep': keepMapping,
  'channel.cursor': moveCursor,
  'session.open': openSession,
  'session.close': closeSession,
  'stock.receive': receiveStock,
  'stock.shed': shedReservations,
  'order.accept': acceptOrder,
  'order.pay': payOrder,
  'order.cancel': cancelOrder,
  'hold.expire': expireHold,
  'backorder.fill': fillBackorders,
  'wave.open': openWave,
  'wave.release': releaseWave,
  'wave.recall': recallWave,
  'parcel.waybill': bookWaybill,
  'waybill.voided': bookVoided,
  'parcel.split': splitParcel,
  grant: grantOut,
  'push.result': bookPush,
  'push.replay': replayPush,
  'device.hello': deviceHello,
  'device.heard': deviceHeard,
  'count.request': requestCounts,
  'count.judge': judgeCount,
  'count.late': lateNews,
  'count.approve': approveCount,
  'count.reject': rejectCount,
  'count.cancel': cancelCount,
  'count.settings': putCountSettings,
  step: bookStep,
  'step.hold': holdStep,
};
