import { routes, type Route } from './routes.ts';

const shapes: { route: Route; shape: RegExp }[] = routes.map((route) => ({
  route,
  shape: new RegExp(`^${route.path.replaceAll('.', '\\.').replaceAll(/:[a-z]+/g, '[^/]+')}$`),
}));

/** The route that would serve a path without a query, as the table says. */
export const routeOf = (method: Route['method'], path: string): Route | undefined =>
  shapes.find(({ route, shape }) => route.method === method && shape.test(path))?.route;
