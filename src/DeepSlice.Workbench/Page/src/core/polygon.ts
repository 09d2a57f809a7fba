import { boxWithin, type Box } from './box.ts';
import type { Point } from './brush.ts';

/** Visits the runs of pixels whose centres are inside a closed polygon, by the even-odd rule. */
export function visitPolygon(points: readonly Point[], width: number, height: number, visit: (y: number, first: number, last: number) => void): Box | null {
  if (points.length < 3) {
    return null;
  }

  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const box = boxWithin(
    Math.floor(least(xs)), Math.floor(least(ys)), Math.floor(-least(xs.map((x) => -x))), Math.floor(-least(ys.map((y) => -y))), width, height);
  if (!box) {
    return null;
  }

  for (let y = box.y; y < box.y + box.height; y++) {
    const crossings = crossingsOf(points, y + 0.5);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const first = Math.max(0, Math.ceil(crossings[i]! - 0.5));
      const last = Math.min(width - 1, Math.ceil(crossings[i + 1]! - 0.5) - 1);
      if (first <= last) {
        visit(y, first, last);
      }
    }
  }

  return box;
}

// Math.min(...values) has a limit of arguments, which a long freehand line reaches.
function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

function crossingsOf(points: readonly Point[], y: number): number[] {
  const crossings: number[] = [];
  for (let i = 0; i < points.length; i++) {
    const a = points[i]!;
    const b = points[(i + 1) % points.length]!;
    if (a.y <= y !== b.y <= y) {
      crossings.push(a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x));
    }
  }

  return crossings.sort((a, b) => a - b);
}
