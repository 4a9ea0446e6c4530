import { fault, isFault } from '../../../shared/domain/fault.ts';
import {
  formatsOf,
  labelKinds,
  mediumOf,
  perPage,
  sizesOf,
  type LabelKind,
  type LabelSize,
} from '../../../shared/domain/label/media.ts';
import { dotsPerMm, type Drawing } from '../../print/label/drawing.ts';
import { pdfOf } from '../../print/label/pdf.ts';
import { picturesOf, previewPage } from '../../print/label/preview.ts';
import { zplOf } from '../../print/label/zpl.ts';
import { parse, type Call, type Handler, type Reply } from '../call.ts';
import type { Deps, Printout } from '../deps.ts';
import { labelsQuery, type LabelsQuery } from '../inputs.ts';

/** Labels of a roll, and pages of lists, that a preview shows. */
const previewed = { label: 6, page: 3 } as const;

type Query = LabelsQuery & { size: LabelSize };

/**
 * GET /api/labels/:kind: labels of bins, totes, SKUs and badges, or pick lists, by filters, as `pdf`, `zpl`, as a page (`html`) or as
 * pictures of the first ones (`preview`). Badges open doors: they are the desk's alone.
 */
export const printLabels: Handler = async (call, deps) => {
  const kind = labelKinds.find((each) => each === call.params['kind']);
  if (!kind) return fault('notFound', { what: call.params['kind'] ?? '' });
  const desk = call.session?.roles.some((role) => role === 'supervisor' || role === 'admin') ?? false;
  if (kind === 'badge' && !desk) return fault('role.missing', { wanted: 'supervisor, admin' });
  const input = parse(labelsQuery, call.query);
  if (isFault(input)) return input;
  const query: Query = { ...input, size: input.size ?? sizesOf[kind][0] ?? 'a4' };
  const wrong = unfitting(kind, query);
  if (wrong) return fault('input.invalid', wrong);
  const dotMm = 1 / dotsPerMm[query.dpi === '300' ? 300 : 203];
  const printout = await deps.printer.labels(kind, query, dotMm, call.language);
  return isFault(printout) ? printout : reply(call, deps, kind, query, printout);
};

/** A size that the kind has not, a roll's format on a sheet, a place that a sheet has not. */
function unfitting(kind: LabelKind, { size, format, start }: Query): { path: string; problem: string } | null {
  if (!sizesOf[kind].includes(size)) return { path: 'size', problem: `${kind}: ${sizesOf[kind].join(', ')}` };
  const formats: readonly string[] = formatsOf(size);
  if (format === 'zpl' && !formats.includes(format))
    return { path: 'format', problem: `${size}: ${formats.join(', ')}` };
  const places = perPage(mediumOf(size));
  return start > places ? { path: 'start', problem: `1-${places}` } : null;
}

async function reply(call: Call, { engine }: Deps, kind: LabelKind, query: Query, printout: Printout): Promise<Reply> {
  const { run, title } = printout;
  const medium = mediumOf(query.size);
  const language = call.language;
  const { copies, start, format } = query;
  const file = `picktrail-${kind}-${query.size}`;
  switch (format) {
    case 'pdf': {
      const options = { face: run.face, medium, title, language, start, at: engine.now() };
      return streamed(
        pdfOf(repeated(run.draw(), copies), options),
        'application/pdf',
        `inline; filename="${file}.pdf"`,
      );
    }
    case 'zpl': {
      const dpi = query.dpi === '300' ? 300 : 203;
      const options = { face: run.face, dpi, copies, darkness: query.darkness ?? null } as const;
      return streamed(zplText(run.draw(), options), 'text/plain; charset=utf-8', `attachment; filename="${file}.zpl"`);
    }
    case 'html': {
      const drawings = await collected(repeated(run.draw(perPage(medium)), copies));
      return { html: previewPage(picturesOf(drawings, medium, start, run.face), title, language) };
    }
    case 'preview': {
      const most = medium.grid ? perPage(medium) : kind === 'list' ? previewed.page : previewed.label;
      const drawings = await collected(repeated(run.draw(most), medium.grid ? copies : 1));
      const pictures = picturesOf(drawings, medium, start, run.face).map(({ text }) => text);
      const count = run.count * copies;
      const pages = medium.grid ? Math.ceil((count + start - 1) / perPage(medium)) : count;
      const more = medium.grid ? pages > 1 : run.count > pictures.length;
      return { json: { count, pages, pictures, more, zones: printout.zones } };
    }
  }
}

async function* repeated(drawings: AsyncIterable<Drawing>, copies: number): AsyncGenerator<Drawing> {
  for await (const drawing of drawings) for (let i = 0; i < copies; i++) yield drawing;
}

async function* zplText(
  drawings: AsyncIterable<Drawing>,
  options: Parameters<typeof zplOf>[1],
): AsyncGenerator<Uint8Array> {
  for await (const drawing of drawings) yield Buffer.from(zplOf(drawing, options));
}

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** Sent as it is made; whoever has gone stops the making. */
function streamed(chunks: AsyncGenerator<Uint8Array>, type: string, disposition: string): Reply {
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
  return { raw: new Response(body, { headers: { 'content-type': type, 'content-disposition': disposition } }) };
}
