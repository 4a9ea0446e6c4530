import { fault, isFault, type Fault } from '../../../shared/domain/fault.ts';
import { actor, answered, parse, type Handler, type Reply } from '../call.ts';
import { grantInput, wavesInput } from '../inputs.ts';
import { idOf } from '../repeatable.ts';

/** POST /api/waves: chooses orders and asks for their waybills. An `idempotency-key` makes a repeat the same wave. */
export const openWave: Handler = async (call, { engine, newId, nudge }) => {
  const input = parse(wavesInput, call.json ?? {});
  if (isFault(input)) return input;
  const id = idOf(call, newId);
  const answer = await engine.submit<'wave.open'>({ type: 'wave.open', id, choice: input }, actor(call));
  nudge();
  return answered(answer);
};

/** POST /api/waves/preview: what the same body at /api/waves would make, now. Changes nothing. */
export const previewWave: Handler = async (call, { foresight }) => {
  const input = parse(wavesInput, call.json ?? {});
  return isFault(input) ? input : answered(await foresight.preview(input, actor(call)));
};

/** GET /api/waves/choices: carriers by channel, and where the goods of ready orders lie. */
export const waveChoices: Handler = async (_call, { foresight }) => ({ json: await foresight.choices() });

/** POST /api/waves/:id/recall: takes the wave back from the floor. */
export const recallWave: Handler = async (call, { engine, nudge }) => {
  const answer = await engine.submit<'wave.recall'>(
    { type: 'wave.recall', wave: call.params['id'] ?? '' },
    actor(call),
  );
  nudge();
  return answered(answer);
};

/** GET /api/waves/:id/recall: what a recall would do, now. Changes nothing. */
export const previewRecall: Handler = async (call, { foresight }) =>
  answered(await foresight.recall(call.params['id'] ?? '', actor(call)));

const page = (html: string | Fault): Reply => (isFault(html) ? html : { html });

/** GET /api/waves/:id/print: pick lists, slips and labels of a wave, to print; `lists=0`, `slips=0`, `labels=0` leave some out. */
export const printWave: Handler = async ({ params, query, language }, { printer }) => {
  const wanted = (part: string): boolean => query[part] !== '0';
  const parts = { lists: wanted('lists'), slips: wanted('slips'), labels: wanted('labels') };
  return page(await printer.wave(params['id'] ?? '', language, parts));
};

/** GET /api/tasks/:id/print */
export const printTask: Handler = async ({ params, language }, { printer }) =>
  page(await printer.task(params['id'] ?? '', language));

/** GET /api/tasks/:id/list: the signed text of the printed QR code, as JSON. */
export const readList: Handler = async ({ params }, { printer }) => {
  const text = await printer.list(params['id'] ?? '');
  return isFault(text) ? text : { json: { text } };
};

/** GET /api/tasks/:id/steps: the trail of a task, as it arrived. */
export const readSteps: Handler = async ({ params }, { engine }) => {
  const id = params['id'] ?? '';
  const task = await engine.store.get('task', id);
  if (!task) return fault('notFound', { what: id });
  const steps = await engine.store.list('stepsByTask', [id]);
  return { json: { task, steps: steps.sort((a, b) => a.receivedAt - b.receivedAt || a.seq - b.seq) } };
};

/** POST /api/parcels/:id/split: another box. An `idempotency-key` makes a repeat the same box. */
export const splitParcel: Handler = async (call, { engine, newId, nudge }) => {
  const parcel = call.params['id'] ?? '';
  if (!(await engine.store.get('parcel', parcel))) return fault('parcel.unknown', { scanned: parcel });
  const id = idOf(call, newId);
  const answer = await engine.submit<'parcel.split'>({ type: 'parcel.split', id, parcel }, actor(call));
  nudge();
  return answered(answer);
};

/** GET /api/parcels/:id/label */
export const printLabel: Handler = async ({ params, language }, { printer }) =>
  page(await printer.label(params['id'] ?? '', language));

/** POST /api/grants {parcels}: which may leave within the next minute. */
export const grant: Handler = async (call, { engine }) => {
  const input = parse(grantInput, call.json);
  if (isFault(input)) return input;
  const answer = await engine.submit<'grant'>({ type: 'grant', ...input }, actor(call));
  return isFault(answer) ? answer : { json: { ...answer, now: engine.now() } };
};

/** POST /api/pushes/:id/replay: a person sends a dead push again. */
export const replayPush: Handler = async (call, { engine, nudge }) => {
  const answer = await engine.submit<'push.replay'>(
    { type: 'push.replay', push: call.params['id'] ?? '' },
    actor(call),
  );
  nudge();
  return answered(answer);
};
