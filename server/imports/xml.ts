import { SaxesParser } from 'saxes';
import { broken, FileRefused } from './refused.ts';
import type { Zip } from './unzip.ts';

export type Attributes = Readonly<Record<string, string>>;

export interface XmlHandlers {
  open?(name: string, attributes: Attributes): void;
  text?(piece: string): void;
  close?(name: string): void;
}

/** Some writers put a prefix before every name. */
const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * A streaming reader of well-formed XML that tells `handlers` of tags and texts. Document types are not looked at, so that entities
 * can neither grow nor reach anything.
 */
export function readXml(handlers: XmlHandlers): { write(piece: string): void; close(): void } {
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false });
  parser.on('opentag', ({ name, attributes }) => handlers.open?.(localName(name), attributes));
  parser.on('text', (piece) => handlers.text?.(piece));
  parser.on('cdata', (piece) => handlers.text?.(piece));
  parser.on('closetag', ({ name }) => handlers.close?.(localName(name)));
  parser.on('error', (error) => {
    throw broken(0, error.message);
  });
  const guarded = (work: () => void): void => {
    try {
      work();
    } catch (thrown) {
      if (thrown instanceof FileRefused) throw thrown;
      throw broken(0, thrown instanceof Error ? thrown.message : 'XML');
    }
  };
  return {
    write: (piece) => guarded(() => void parser.write(piece)),
    close: () => guarded(() => void parser.close()),
  };
}

/** A small part as a whole. */
export async function wholeXml(zip: Zip, name: string, handlers: XmlHandlers): Promise<void> {
  const parser = readXml(handlers);
  for await (const piece of zip.read(name)) parser.write(piece);
  parser.close();
}
