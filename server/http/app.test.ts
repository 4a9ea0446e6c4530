import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fault } from '../../shared/domain/fault.ts';
import { orderJson, testApp } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'picktrail-'));
const script = `console.log(${JSON.stringify('x'.repeat(3000))})`;
mkdirSync(join(folder, 'client', 'assets'), { recursive: true });
writeFileSync(join(folder, 'secret.txt'), 'secret');
writeFileSync(join(folder, 'client', 'index.html'), '<!doctype html><title>app</title>');
writeFileSync(join(folder, 'client', 'sw.js'), 'self');
writeFileSync(join(folder, 'client', 'assets', 'main-AbCd1234.js'), script);
afterAll(() => rmSync(folder, { recursive: true }));

const withClient = () => testApp({ clientDir: join(folder, 'client') });

describe('the client’s files', () => {
  it('hashed assets are kept for ever, the page and the service worker are asked for again each time', async () => {
    const { call } = await withClient();
    const cacheOf = async (path: string) => (await call('', 'GET', path)).headers.get('cache-control');
    expect(await cacheOf('/assets/main-AbCd1234.js')).toBe('public, max-age=31536000, immutable');
    expect(await cacheOf('/sw.js')).toBe('no-cache');
    expect(await cacheOf('/')).toBe('no-cache');
    expect(await cacheOf('/index.html')).toBe('no-cache');
  });

  it('every screen is the one page; an address that is neither screen nor file is not found', async () => {
    const { call } = await withClient();
    for (const path of ['/', '/floor', '/floor/pick/1', '/board', '/pack'])
      expect(await (await call('', 'GET', path)).text()).toContain('<title>app');
    for (const path of ['/floorboard', '/assets/gone-AbCd1234.js', '/api', '/api/x', '/secret.txt'])
      expect((await call('', 'GET', path)).status).toBe(404);
  });

  it('nothing outside the folder is served, however it is written', async () => {
    const { call } = await withClient();
    for (const path of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/assets/..%2f..%2fsecret.txt',
      '/%',
      '/%00',
    ]) {
      const answer = await call('', 'GET', path);
      expect(answer.status).toBe(404);
      expect(await answer.text()).not.toBe('secret');
    }
  });

  it('are compressed for whoever takes that, and not sent again unchanged', async () => {
    const { call } = await withClient();
    const packed = await call('', 'GET', '/assets/main-AbCd1234.js', { headers: { 'accept-encoding': 'gzip, br' } });
    expect(packed.headers.get('content-encoding')).toBe('br');
    expect((await packed.arrayBuffer()).byteLength).toBeLessThan(500);
    const plain = await call('', 'GET', '/assets/main-AbCd1234.js');
    expect(await plain.text()).toBe(script);
    const again = await call('', 'GET', '/assets/main-AbCd1234.js', {
      headers: { 'if-none-match': plain.headers.get('etag')! },
    });
    expect(again.status).toBe(304);
  });
});

describe('every answer', () => {
  it('carries the security headers: page, data and fault alike', async () => {
    const { call } = await withClient();
    for (const path of ['/', '/api/health', '/api/nothing', '/nothing']) {
      const { headers } = await call('', 'GET', path);
      const policy = headers.get('content-security-policy')!;
      expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
      expect(policy).toContain("worker-src 'self'");
      expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
  });

  it('to print may style itself and run nothing', async () => {
    const { call, warehouse } = await testApp();
    await warehouse.receive('B-1', 'A', 5);
    await warehouse.order('S-1', [['A', 1]]);
    const wave = await warehouse.wave();
    const answer = await call('supervisor', 'GET', `/api/waves/${wave}/print?lang=zh-CN`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'; style-src 'unsafe-inline'/);
    expect(await answer.text()).toContain('<html lang="zh-CN">');
  });

  it('of a size worth it is compressed', async () => {
    const { call } = await testApp();
    await call('integrator', 'POST', '/api/orders', {
      json: Array.from({ length: 20 }, (_, i) => orderJson(`S-${i}`, [['A', 1]])),
    });
    const answer = await call('supervisor', 'GET', '/api/orders', { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('that refuses speaks the caller’s language', async () => {
    const { call } = await testApp();
    const said = async (language: string) =>
      (await (await call('', 'GET', '/api/stock', { headers: { 'accept-language': language } })).json()) as object;
    expect(await said('zh-CN,zh;q=0.9')).toMatchObject({ fault: 'signIn.needed', message: '未登录' });
    expect(await said('de')).toMatchObject({ fault: 'signIn.needed', message: 'Signed out' });
  });
});

describe('when the server cannot', () => {
  it('a bug is answered with an id that is in the log, and changed nothing', async () => {
    const house = await testApp({ audit: () => Promise.reject(new Error('boom')) });
    const before = await house.snapshot();
    const answer = await house.call('admin', 'GET', '/api/audit');
    const { params, ...rest } = (await answer.json()) as { fault: string; params: { id: string }; message: string };
    expect([answer.status, rest.fault]).toEqual([500, 'server.broken']);
    expect(rest.message).not.toContain('boom');
    expect(house.logged).toMatchObject([{ fields: { id: params.id, path: '/api/audit', err: { message: 'boom' } } }]);
    expect(await house.snapshot()).toBe(before);
  });

  it('books that are busy are 503 with a time to come back', async () => {
    const house = await testApp();
    const { engine } = house.warehouse;
    engine.submit = () => Promise.resolve(fault('server.busy', { seconds: 1 }) as never);
    const answer = await house.call('integrator', 'POST', '/api/orders', { json: orderJson('S-1', [['A', 1]]) });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
  });

  it('too many calls are 429 with a time to come back, by session, and time heals it', async () => {
    const house = await testApp();
    const audit = (role: 'admin' | 'supervisor') => house.call(role, 'GET', '/api/audit');
    for (let i = 0; i < 12; i++) expect((await audit('admin')).status).toBe(200);
    const slowed = await audit('admin');
    expect([slowed.status, slowed.headers.get('retry-after')]).toEqual([429, '5']);
    expect((await audit('supervisor')).status).toBe(200);
    house.warehouse.clock.now += 5000;
    expect((await audit('admin')).status).toBe(200);
  });
});

describe('the description for integrators', () => {
  it('has every route, and words, schema and example for those that integrators use', async () => {
    const { call } = await testApp();
    const document = (await (await call('', 'GET', '/api/openapi.json')).json()) as {
      openapi: string;
      paths: Record<
        string,
        Record<
          string,
          {
            summary: string;
            requestBody?: { content: Record<string, { schema: { anyOf?: unknown[] }; example?: unknown }> };
          }
        >
      >;
      webhooks: Record<string, unknown>;
    };
    expect(document.openapi).toBe('3.1.0');
    const { paths } = document;
    for (const path of [
      '/api/orders',
      '/api/orders/{channel}/{number}/cancel',
      '/api/orders/{channel}/{number}/pay',
      '/api/receipts',
      '/api/waves',
      '/api/hooks/{channel}',
    ]) {
      expect(paths[path]?.['post']?.summary.length, path).toBeGreaterThan(20);
    }
    expect(paths['/api/shipments']?.['get']?.summary).toContain('left');
    const orders = paths['/api/orders']?.['post']?.requestBody?.content['application/json'];
    expect(orders?.schema.anyOf).toHaveLength(2);
    expect(orders?.example).toMatchObject({ channel: 'shop' });
    expect(Object.keys(document.webhooks)).toEqual(['shipment']);
  });

  it('gives an example order that the server takes', async () => {
    const { call } = await testApp();
    const { paths } = (await (await call('', 'GET', '/api/openapi.json')).json()) as {
      paths: Record<string, { post: { requestBody: { content: Record<string, { example: object }> } } }>;
    };
    const example = paths['/api/orders']!.post.requestBody.content['application/json']!.example;
    const answer = await call('integrator', 'POST', '/api/orders', { json: example });
    expect(await answer.json()).toMatchObject({ fault: 'order.unknownSku' });
  });
});
