import type { Handlers } from '../call.ts';
import { health, openapi, takeHook } from './about.ts';
import {
  approveCount,
  cancelCount,
  putCountSettings,
  readCount,
  readCountSettings,
  readPlan,
  rejectCount,
  requestCounts,
} from './counts.ts';
import { explainSubject, findSubjects } from './explain.ts';
import { exportTable } from './export.ts';
import { printLabels } from './labels.ts';
import { cancelOrder, findOrders, importOrders, payOrder, readOrder, readShipments, takeOrders } from './orders.ts';
import { signIn, signOut, ticket } from './session.ts';
import { audit, putCatalogue, readLedger, readStock, receive } from './stock.ts';
import { events, pull, push, readCatalogue } from './sync.ts';
import {
  grant,
  openWave,
  previewRecall,
  previewWave,
  printLabel,
  printTask,
  printWave,
  readList,
  readSteps,
  recallWave,
  replayPush,
  splitParcel,
  waveChoices,
} from './waves.ts';

/** Every handler by the name that the table of routes gives it. */
export const handlers: Handlers = {
  approveCount,
  audit,
  cancelCount,
  cancelOrder,
  events,
  explainSubject,
  exportTable,
  findOrders,
  findSubjects,
  grant,
  health,
  importOrders,
  openapi,
  openWave,
  payOrder,
  previewRecall,
  previewWave,
  printLabel,
  printLabels,
  printTask,
  printWave,
  pull,
  push,
  putCatalogue,
  putCountSettings,
  readCatalogue,
  readCount,
  readCountSettings,
  readLedger,
  readList,
  readOrder,
  readPlan,
  readShipments,
  readSteps,
  readStock,
  recallWave,
  receive,
  rejectCount,
  replayPush,
  requestCounts,
  signIn,
  signOut,
  splitParcel,
  takeHook,
  takeOrders,
  ticket,
  waveChoices,
};
