export interface Size {
  width: number;
  height: number;
}

export interface Rect extends Size {
  x: number;
  y: number;
}

/** The part of a frame that an element shows which it covers (`object-fit: cover`). */
export function shownOf(frame: Size, element: Size): Rect {
  if (element.width <= 0 || element.height <= 0) return { x: 0, y: 0, ...frame };
  const scale = Math.max(element.width / frame.width, element.height / frame.height);
  const width = Math.min(frame.width, element.width / scale);
  const height = Math.min(frame.height, element.height / scale);
  return { x: (frame.width - width) / 2, y: (frame.height - height) / 2, width, height };
}

/** A little more than is shown, in whole pixels: a code whose edge is cut off by the viewfinder is still one. */
export function lookedAt(frame: Size, shown: Rect): Rect {
  const [x, y] = [
    Math.max(0, Math.floor(shown.x - shown.width * 0.08)),
    Math.max(0, Math.floor(shown.y - shown.height * 0.25)),
  ];
  return {
    x,
    y,
    width: Math.min(frame.width, Math.ceil(shown.x + shown.width * 1.08)) - x,
    height: Math.min(frame.height, Math.ceil(shown.y + shown.height * 1.25)) - y,
  };
}

/** The reading that the person aims at: of those whose middle is shown, the one nearest to the middle. */
export function aimedAt<T extends { x: number; y: number }>(readings: readonly T[], shown: Rect): T | null {
  const [middleX, middleY] = [shown.x + shown.width / 2, shown.y + shown.height / 2];
  const far = (reading: T): number => Math.hypot(reading.x - middleX, reading.y - middleY);
  const inside = readings.filter(
    ({ x, y }) => x >= shown.x && x <= shown.x + shown.width && y >= shown.y && y <= shown.y + shown.height,
  );
  return inside.reduce<T | null>((best, each) => (best === null || far(each) < far(best) ? each : best), null);
}

/** A picture turned by `degrees` about its middle, and enlarged: how large the paper is that holds it. */
export function turnedSize(size: Size, degrees: number, scale: number): Size {
  const [cos, sin] = [Math.abs(Math.cos(rad(degrees))), Math.abs(Math.sin(rad(degrees)))];
  return {
    width: Math.ceil(scale * (size.width * cos + size.height * sin)),
    height: Math.ceil(scale * (size.width * sin + size.height * cos)),
  };
}

/** Where a point of the turned and enlarged picture of `area` lies in the frame. */
export function fromTurned(point: { x: number; y: number }, area: Rect, degrees: number, scale: number) {
  const paper = turnedSize(area, degrees, scale);
  const [x, y] = [(point.x - paper.width / 2) / scale, (point.y - paper.height / 2) / scale];
  const [cos, sin] = [Math.cos(rad(-degrees)), Math.sin(rad(-degrees))];
  return { x: area.x + area.width / 2 + x * cos - y * sin, y: area.y + area.height / 2 + x * sin + y * cos };
}

export const rad = (degrees: number): number => (degrees * Math.PI) / 180;
