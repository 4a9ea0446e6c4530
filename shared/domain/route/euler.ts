/**
 * The places of a connected graph in an order that walks every edge as often as it says (Hierholzer 1873). All places have an even number of
 * edges, but for `start` and the place where the walk ends if that is another.
 */
export function eulerWalk(start: string, edges: readonly { a: string; b: string; times: number }[]): string[] {
  const ways = new Map<string, { to: string; edge: number }[]>();
  const left = edges.map((edge) => edge.times);
  const waysOf = (place: string) => {
    const known = ways.get(place) ?? [];
    ways.set(place, known);
    return known;
  };
  edges.forEach(({ a, b }, edge) => {
    waysOf(a).push({ to: b, edge });
    waysOf(b).push({ to: a, edge });
  });
  const walk: string[] = [];
  const stack = [start];
  while (stack.length > 0) {
    const open = waysOf(stack.at(-1)!);
    while (open.length > 0 && left[open.at(-1)!.edge] === 0) open.pop();
    const way = open.at(-1);
    if (way) {
      left[way.edge]! -= 1;
      stack.push(way.to);
    } else walk.push(stack.pop()!);
  }
  return walk.reverse();
}
