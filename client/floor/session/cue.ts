import type { StepBody } from '../../../shared/domain/step.ts';
import type { Cue } from './state.ts';

type Said = Omit<Extract<Cue, { tone: 'ok' | 'done' }>, 'n'>;

/** The cue of a step that was just kept: `done` where a task, a box or a stop has its end with it. */
export function cueOf(body: StepBody): Said {
  const say = `cue.${body.kind}`;
  switch (body.kind) {
    case 'pick.take':
    case 'pick.short':
    case 'pick.undo':
    case 'pack.verify':
    case 'pack.short':
      return { tone: 'ok', say, params: { qty: body.qty, item: body.sku } };
    case 'pick.tote':
    case 'pick.confirm':
      return { tone: 'ok', say, params: { slot: body.slot, code: body.tote } };
    case 'pick.arrive':
      return { tone: 'ok', say, params: { code: body.bin } };
    case 'pick.stage':
      return { tone: 'done', say, params: { code: body.station } };
    case 'putback':
      return { tone: 'done', say, params: { qty: body.qty, item: body.sku, code: body.bin } };
    case 'count.start':
    case 'count.resume':
      return { tone: 'ok', say, params: { code: body.bin } };
    case 'count.found':
      return { tone: 'ok', say, params: { qty: body.qty, item: body.sku } };
    case 'count.finish':
      return { tone: 'done', say, params: { code: body.bin } };
    case 'outbound':
    case 'outbound.hold':
      return { tone: 'done', say, params: { code: body.waybill } };
    case 'pack.close':
    case 'pack.stop':
      return { tone: 'done', say, params: {} };
    default:
      return { tone: 'ok', say, params: {} };
  }
}
