import type { Handlers } from '../call.ts';
import { health, openapi, takeHook } from './about.ts';
import { exportTable } from './export.ts';
import { cancelOrder, findOrders, importOrders, payOrder, readOrder, readShipments, takeOrders } from './orders.ts';
import { signIn, signOut, ticket } from './session.ts';
import { audit, putCatalogue, readLedger, readStock, receive } from './stock.ts';
import { events, pull, push, readCatalogue } from './sync.ts';
import {
  grant,
  openWave,
  printLabel,
  printTask,
  printWave,
  readList,
  readSteps,
  replayPush,
  splitParcel,
} from './waves.ts';

/** Every handler by the name that the table of routes gives it. */
export const handlers: Handlers = {
  audit,
  cancelOrder,
  events,
  exportTable,
  findOrders,
  grant,
  health,
  importOrders,
  openapi,
  openWave,
  payOrder,
  printLabel,
  printTask,
  printWave,
  pull,
  push,
  putCatalogue,
  readCatalogue,
  readLedger,
  readList,
  readOrder,
  readShipments,
  readSteps,
  readStock,
  receive,
  replayPush,
  signIn,
  signOut,
  splitParcel,
  takeHook,
  takeOrders,
  ticket,
};
