import { beforeAll, describe, expect, it } from 'vitest';
import { readPdf } from '../print/label/testing.ts';
import { routeOf } from './match.ts';
import { testApp, type TestApp } from './testing.ts';

let house: TestApp;

beforeAll(async () => {
  house = await testApp();
  const bins = ['A-01-1', 'A-01-2', 'A-02-1', 'A-10-1', 'B-01-1'].map((id) => ({
    wh: house.warehouse.engine.wh,
    id,
    kind: 'bin' as const,
    parent: null,
    zone: id.startsWith('A') ? 'Z1' : 'Z2',
    aisle: id.startsWith('A') ? 0 : 1,
    x: 0,
    y: 0,
    level: 1,
    sequence: 1,
    blocked: false,
  }));
  await house.call('admin', 'POST', '/api/catalogue', { json: { locations: bins } });
});

const get = (path: string, role: 'admin' | 'supervisor' | 'picker' = 'supervisor', headers = {}) =>
  house.call(role, 'GET', `/api/labels/${path}`, { headers });
const faultOf = async (path: string, role: 'supervisor' | 'picker' = 'supervisor') => {
  const answer = await get(path, role);
  return { status: answer.status, fault: ((await answer.json()) as { fault: string }).fault };
};
const binsIn = async (query: string): Promise<string[]> => {
  const text = await (await get(`bin?size=60x40&format=zpl&${query}`)).text();
  return [...text.matchAll(/\^FD([A-Z]-\d+-\d+)\^FS/g)].map(([, bin = '']) => bin);
};

describe('labels', () => {
  it('are chosen by text, range, zone, aisle and list, in the order that people count in', async () => {
    expect(await binsIn('zone=Z1')).toEqual(['A-01-1', 'A-01-2', 'A-02-1', 'A-10-1']);
    expect(await binsIn('aisle=1')).toEqual(['B-01-1']);
    expect(await binsIn('from=A-01-2&to=A-10-1')).toEqual(['A-01-2', 'A-02-1', 'A-10-1']);
    expect(await binsIn('ids=a-02-1,B-01-1')).toEqual(['A-02-1', 'B-01-1']);
    expect(await binsIn('q=a-01&zone=Z1')).toEqual(['A-01-1', 'A-01-2']);
  });

  it('come as a PDF of true size, begun where the sheet is still whole', async () => {
    const answer = await get('bin?zone=Z1&start=23&copies=2');
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-disposition')).toBe('inline; filename="picktrail-bin-a4-24.pdf"');
    const pages = readPdf(Buffer.from(await answer.arrayBuffer()));
    expect(pages.map(({ texts }) => texts.filter((text) => /^A-\d/.test(text)))).toEqual([
      ['A-01-1', 'A-01-1'],
      ['A-01-2', 'A-01-2', 'A-02-1', 'A-02-1', 'A-10-1', 'A-10-1'],
    ]);
    expect(pages[0]!.widthMm).toBeCloseTo(210, 1);
  });

  it('come as ZPL for a printer, with its dots, copies and darkness', async () => {
    const answer = await get('bin?size=60x40&format=zpl&dpi=300&copies=3&darkness=20&ids=A-01-1');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="picktrail-bin-60x40.zpl"');
    const text = await answer.text();
    expect(text).toContain('~SD20');
    expect(text).toContain('^PW709^LL472');
    expect(text).toContain('^PQ3');
    expect(text.match(/\^XA/g)).toHaveLength(1);
  });

  it('come as pictures and as a page that runs nothing', async () => {
    const preview = (await (await get('bin?zone=Z1&format=preview')).json()) as {
      count: number;
      pages: number;
      pictures: string[];
      zones: string[];
    };
    expect(preview).toMatchObject({ count: 4, pages: 1 });
    expect(preview.zones).toEqual(expect.arrayContaining(['Z1', 'Z2']));
    expect(preview.pictures).toHaveLength(1);
    const roll = (await (await get('bin?zone=Z1&size=40x30&format=preview&copies=2')).json()) as typeof preview;
    expect(roll).toMatchObject({ count: 8, pages: 8 });
    expect(roll.pictures).toHaveLength(4);
    const page = await get('bin?zone=Z1&format=html');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).not.toMatch(/<script|<link|url\(/);
  });

  it('of people are the desk’s alone', async () => {
    const person = {
      id: 'lin',
      name: '王小明',
      roles: ['picker'],
      badge: 'P-1',
      pinHash: 'a'.repeat(64),
      pinSalt: 'b'.repeat(32),
      active: true,
    };
    expect((await house.call('admin', 'POST', '/api/catalogue', { json: { people: [person] } })).status).toBe(200);
    const badge = await get('badge?ids=P-1');
    expect(readPdf(Buffer.from(await badge.arrayBuffer()))[0]!.texts).toContain('王小明');
    expect(await faultOf('badge?ids=picker')).toEqual({ status: 422, fault: 'label.unprintable' });
    expect(await faultOf('badge', 'picker')).toEqual({ status: 403, fault: 'role.missing' });
    expect((await get('bin?ids=A-01-1', 'picker')).status).toBe(200);
  });

  it('refuse what is not there, too much, and what does not fit', async () => {
    expect(await faultOf('shelf')).toEqual({ status: 404, fault: 'notFound' });
    expect(await faultOf('bin?q=nowhere')).toEqual({ status: 404, fault: 'label.none' });
    expect(await faultOf('bin?size=a4')).toEqual({ status: 422, fault: 'input.invalid' });
    expect(await faultOf('bin?size=a4-24&format=zpl')).toEqual({ status: 422, fault: 'input.invalid' });
    expect(await faultOf('bin?size=a4-8&start=9')).toEqual({ status: 422, fault: 'input.invalid' });
    expect(await faultOf('bin?dpi=600')).toEqual({ status: 422, fault: 'input.invalid' });
    expect(await faultOf('bin?copies=0')).toEqual({ status: 422, fault: 'input.invalid' });
    expect(await faultOf('list?task=none')).toEqual({ status: 404, fault: 'label.none' });
    const skus = Array.from({ length: 60 }, (_, i) => ({
      id: `S-${i}`,
      name: { en: 'Mug', 'zh-CN': '杯' },
      picture: '',
      weightG: 1,
      lotted: false,
    }));
    await house.call('admin', 'POST', '/api/catalogue', { json: { skus } });
    expect(await faultOf('sku?copies=99')).toEqual({ status: 422, fault: 'label.tooMany' });
  });

  it('open in a tab by a ticket, whatever is asked for', async () => {
    expect(routeOf('GET', '/api/labels/bin')?.ticket).toBe(true);
    const path = '/api/labels/bin?zone=Z1&format=html';
    const answer = await house.call('supervisor', 'POST', '/api/tickets', { json: { path } });
    const { url } = (await answer.json()) as { url: string };
    expect(url.startsWith(`${path}&ticket=`)).toBe(true);
    expect((await house.app.request(url)).status).toBe(200);
    expect((await house.app.request(url.replace('/bin', '/sku'))).status).toBe(401);
  });

  it('of a wave are its pick lists', async () => {
    const { warehouse } = house;
    await warehouse.receive('B-1', 'A', 5);
    await warehouse.order('L-1', [['A', 2]]);
    const wave = await warehouse.wave();
    const { code } = (await warehouse.engine.store.list('tasksByWave', [wave]))[0]!;
    const answer = await get(`list?wave=${wave}&size=a5`, 'picker');
    const [page] = readPdf(Buffer.from(await answer.arrayBuffer()));
    expect(page!.texts).toEqual(expect.arrayContaining([code, 'B-1']));
    expect(page!.widthMm).toBeCloseTo(148, 1);
    expect(await faultOf('list?wave=none')).toEqual({ status: 404, fault: 'label.none' });
  });
});
