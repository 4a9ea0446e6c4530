import { dataKinds, type DataKind } from '../../../shared/domain/data/kinds.ts';
import { fault, isFault, type Fault } from '../../../shared/domain/fault.ts';
import { exportFile, mediaOf, templateFile, type FileFormat } from '../../imports/files.ts';
import { sayIn } from '../../imports/names.ts';
import type { Language } from '../../../shared/words/table.ts';
import { actor, parse, type Call, type Handler, type Reply } from '../call.ts';
import { columnsInput, dataFileQuery, dataImportQuery } from '../inputs.ts';

/** The kind that the address names. Who may do what is an admin's alone. Faults: `notFound`, `role.missing`. */
function kindOf({ params, session }: Call): DataKind | Fault {
  const kind = dataKinds.find((each) => each === params['kind']);
  if (!kind) return fault('notFound', { what: (params['kind'] ?? '').slice(0, 64) });
  const admin = session?.roles.includes('admin') ?? false;
  return kind === 'person' && !admin ? fault('role.missing', { wanted: 'admin' }) : kind;
}

/** POST /api/imports/data/:kind?name: a file, to be read and checked. Answers the job at once; nothing changes before it is applied. */
export const importData: Handler = (call, { jobs }) => {
  const kind = kindOf(call);
  if (typeof kind !== 'string') return kind;
  const input = parse(dataImportQuery, call.query);
  if (isFault(input)) return input;
  const job = jobs.start(kind, input.name, call.bytes, actor(call));
  return isFault(job) ? { refused: job, status: 503, retryAfterS: 10 } : { json: job.view(), status: 202 };
};

/** GET /api/imports/jobs: one's own, the newest first. */
export const listImports: Handler = (call, { jobs }) => ({
  json: { jobs: jobs.list(actor(call)).map((job) => job.view()) },
});

/** GET /api/imports/jobs/:id */
export const readImport: Handler = (call, { jobs }) => {
  const job = jobs.find(call.params['id'] ?? '', actor(call));
  return isFault(job) ? job : { json: job.view() };
};

/** GET /api/imports/jobs/:id/problems: all of them. */
export const readProblems: Handler = (call, { jobs }) => {
  const job = jobs.find(call.params['id'] ?? '', actor(call));
  return isFault(job) ? job : { json: { problems: job.allProblems() } };
};

/** POST /api/imports/jobs/:id/columns {columns, sheet?}: what a person says of the columns; then the file is checked. */
export const mapImport: Handler = async (call, { jobs }) => {
  const input = parse(columnsInput, call.json);
  if (isFault(input)) return input;
  const job = jobs.find(call.params['id'] ?? '', actor(call));
  if (isFault(job)) return job;
  const refused = await job.map(input.columns, input.sheet);
  return refused ?? { json: job.view() };
};

/** POST /api/imports/jobs/:id/apply: writes all of it or nothing. Asking again changes nothing more. */
export const applyImport: Handler = async (call, { jobs }) => {
  const job = jobs.find(call.params['id'] ?? '', actor(call));
  if (isFault(job)) return job;
  const refused = await job.apply();
  return refused ?? { json: job.view() };
};

/** POST /api/imports/jobs/:id/drop */
export const dropImport: Handler = (call, { jobs }) => {
  const job = jobs.find(call.params['id'] ?? '', actor(call));
  if (isFault(job)) return job;
  jobs.drop(job);
  return { json: { ok: true } };
};

/** GET /api/data/:kind/template?format&lang */
export const readTemplate: Handler = async (call) => {
  const asked = fileAsked(call);
  if (isFault(asked)) return asked;
  const { kind, format } = asked;
  return sent(await templateFile(kind, format, call.language), kind, format, call.language, 'data.template');
};

/** GET /api/data/:kind/export?format&lang: what is in the books now. Never a PIN, nor what is kept of one. */
export const exportData: Handler = async (call, { engine }) => {
  const asked = fileAsked(call);
  if (isFault(asked)) return asked;
  const { kind, format } = asked;
  return sent(await exportFile(engine.store, kind, format, call.language), kind, format, call.language, null);
};

function fileAsked(call: Call): { kind: DataKind; format: FileFormat } | Fault {
  const kind = kindOf(call);
  if (typeof kind !== 'string') return kind;
  const input = parse(dataFileQuery, call.query);
  return isFault(input) ? input : { kind, format: input.format };
}

function sent(bytes: Uint8Array, kind: DataKind, format: FileFormat, language: Language, extra: string | null): Reply {
  const say = sayIn(language);
  const name = [say(`data.kind.${kind}`), ...(extra === null ? [] : [say(extra)])].join(' ');
  const headers = {
    'content-type': mediaOf[format],
    'content-disposition': `attachment; filename="${kind}.${format}"; filename*=UTF-8''${encodeURIComponent(`${name}.${format}`)}`,
  };
  return { raw: new Response(new Uint8Array(bytes), { headers }) };
}
