import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Context, Next } from 'hono';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.mp3': 'audio/mpeg',
  '.txt': 'text/plain; charset=utf-8',
};
const packed = new Set(['.png', '.jpg', '.webp', '.ico', '.woff2', '.mp3']);

/** Addresses of the app itself: its router draws them. Everything else that is no file is not found. */
const screens = /^\/(?:$|floor(?:\/|$)|board(?:\/|$)|explain(?:\/|$)|pack(?:\/|$)|admin(?:\/|$))/;

interface File {
  mtimeMs: number;
  type: string;
  etag: string;
  bytes: Uint8Array;
  br: Uint8Array | null;
  gz: Uint8Array | null;
}

/** The built client: hashed assets for ever, everything else asked again each time (304 where unchanged); compressed once, kept in memory. */
export function serveClient(folder: string) {
  const kept = new Map<string, File>();

  const load = async (path: string): Promise<File | null> => {
    const file = normalize(join(folder, path));
    if (!file.startsWith(folder + sep)) return null;
    const found = await stat(file).catch(() => null);
    if (!found?.isFile()) return null;
    const before = kept.get(file);
    if (before?.mtimeMs === found.mtimeMs) return before;
    const fresh = await pack(file, found.mtimeMs);
    kept.set(file, fresh);
    return fresh;
  };

  return async (c: Context, next: Next): Promise<Response | void> => {
    const path = decoded(c.req.path);
    if (path === null || path.startsWith('/api/')) return next();
    const file = (path === '/' ? null : await load(path)) ?? (screens.test(path) ? await load('/index.html') : null);
    return file ? answer(c, file, /^\/assets\/.+-[\w-]{8,}\.\w+$/.test(path)) : next();
  };
}

function answer(c: Context, file: File, forEver: boolean): Response {
  const headers = new Headers({
    'content-type': file.type,
    'cache-control': forEver ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: file.etag,
    vary: 'Accept-Encoding',
  });
  if (c.req.header('if-none-match') === file.etag) return new Response(null, { status: 304, headers });
  const accepts = c.req.header('accept-encoding') ?? '';
  const [encoding, bytes] =
    /\bbr\b/.test(accepts) && file.br
      ? ['br', file.br]
      : /\bgzip\b/.test(accepts) && file.gz
        ? ['gzip', file.gz]
        : [null, file.bytes];
  if (encoding !== null) headers.set('content-encoding', encoding);
  headers.set('content-length', String(bytes.length));
  return new Response(new Uint8Array(bytes), { headers });
}

async function pack(file: string, mtimeMs: number): Promise<File> {
  const bytes = await readFile(file);
  const extension = extname(file);
  const small = bytes.length < 1024 || packed.has(extension);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };
  return {
    mtimeMs,
    type: types[extension] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    bytes,
    br: small ? null : await promisify(brotliCompress)(bytes, quality),
    gz: small ? null : await promisify(gzip)(bytes),
  };
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
