import { describe, expect, it } from 'vitest';
import { handlers } from './handlers/all.ts';
import { routes } from './routes.ts';
import { allRoles, testApp } from './testing.ts';

const refusals = ['signIn.needed', 'role.missing'];

/** A request that gets past admission, whatever its handler makes of it. */
const ask = (route: (typeof routes)[number]) =>
  route.body === 'json'
    ? { json: {} }
    : route.body === 'table'
      ? { body: 'a,b', headers: { 'content-type': 'text/csv' } }
      : {};

const faultOf = async (answer: Response): Promise<string> => {
  if (!(answer.headers.get('content-type') ?? '').includes('application/json')) {
    await answer.body?.cancel();
    return '';
  }
  const json = (await answer.json()) as { fault?: string };
  return json.fault ?? '';
};

describe('the table of routes is the whole truth about who may do what', async () => {
  const { call, app } = await testApp();

  for (const route of routes) {
    const path = route.path.replaceAll(/:[a-z]+/g, 'x');

    it(`${route.method} ${route.path}: nobody signed in`, async () => {
      const answer = await call('', route.method, path, ask(route));
      const fault = await faultOf(answer);
      if (route.roles === 'public') expect(refusals).not.toContain(fault);
      else expect({ status: answer.status, fault }).toEqual({ status: 401, fault: 'signIn.needed' });
    });

    // Signing out would end the role's session for the routes behind it.
    const roles = route.handler === 'signOut' ? [] : allRoles;
    for (const role of roles) {
      it(`${route.method} ${route.path}: ${role}`, async () => {
        const answer = await call(role, route.method, path, ask(route));
        const fault = await faultOf(answer);
        const allowed: readonly string[] = route.roles === 'public' ? allRoles : route.roles;
        if (allowed.includes(role)) {
          expect(refusals).not.toContain(fault);
          expect(answer.status).toBeLessThan(500);
        } else expect({ status: answer.status, fault }).toEqual({ status: 403, fault: 'role.missing' });
      });
    }
  }

  it('the app has these routes and no other', () => {
    const served = app.routes.filter(({ path }) => !path.includes('*')).map(({ method, path }) => `${method} ${path}`);
    expect(served.toSorted()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).toSorted());
  });

  it('every handler has a route, and no two routes share one', () => {
    expect(routes.map(({ handler }) => handler).toSorted()).toEqual(Object.keys(handlers).toSorted());
  });

  it('an address outside the table is not found, whoever asks', async () => {
    for (const role of ['', ...allRoles] as const) {
      const answer = await call(role, 'GET', '/api/secrets');
      expect({ status: answer.status, fault: await faultOf(answer) }).toEqual({ status: 404, fault: 'notFound' });
    }
  });

  it('another method of a known address is not found', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH'])
      expect((await call('admin', method, '/api/orders')).status).toBe(404);
  });
});

it('signing out ends that session alone', async () => {
  const { call } = await testApp();
  for (const role of allRoles) expect((await call(role, 'POST', '/api/sign-out')).status).toBe(200);
  expect((await call('picker', 'GET', '/api/catalogue')).status).toBe(401);
});
