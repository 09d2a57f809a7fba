import { boxWithin, type Box } from './box.ts';

/** A point of the map in pixels and fractions of them: the centre of the top left pixel is (0.5, 0.5). */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Visits the runs of pixels that a circle covers on its way from one point to another. A pixel counts if its centre is within the circle,
 * and so do the pixels at both ends, so that the smallest brush paints one pixel.
 */
export function visitStroke(from: Point, to: Point, diameter: number, width: number, height: number, visit: (y: number, first: number, last: number) => void): Box | null {
  const radius = diameter / 2;
  const reach = Math.max(radius, 0);
  const box = boxWithin(
    Math.floor(Math.min(from.x, to.x) - reach), Math.floor(Math.min(from.y, to.y) - reach),
    Math.floor(Math.max(from.x, to.x) + reach), Math.floor(Math.max(from.y, to.y) + reach), width, height);
  if (!box) {
    return null;
  }

  for (let y = box.y; y < box.y + box.height; y++) {
    const span = rowSpan(from, to, radius, y + 0.5);
    let first = span ? Math.ceil(span.left - 0.5) : Infinity;
    let last = span ? Math.floor(span.right - 0.5) : -Infinity;
    for (const end of [from, to]) {
      if (Math.floor(end.y) === y) {
        first = Math.min(first, Math.floor(end.x));
        last = Math.max(last, Math.floor(end.x));
      }
    }

    first = Math.max(first, 0);
    last = Math.min(last, width - 1);
    if (first <= last) {
      visit(y, first, last);
    }
  }

  return box;
}

/** Where a horizontal line is within a distance of a segment. The set is convex, so it is one interval. */
function rowSpan(from: Point, to: Point, radius: number, y: number): { left: number; right: number } | null {
  let left = Infinity;
  let right = -Infinity;
  for (const end of [from, to]) {
    const half = radius * radius - (y - end.y) * (y - end.y);
    if (half >= 0) {
      const extent = Math.sqrt(half);
      left = Math.min(left, end.x - extent);
      right = Math.max(right, end.x + extent);
    }
  }

  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = Math.hypot(dx, dy);
  if (length > 0) {
    // The two sides of the swept band, parallel to the segment.
    for (const side of [-1, 1]) {
      const ax = from.x - (side * radius * dy) / length;
      const ay = from.y + (side * radius * dx) / length;
      const along = dy === 0 ? NaN : (y - ay) / dy;
      if (along >= 0 && along <= 1) {
        left = Math.min(left, ax + along * dx);
        right = Math.max(right, ax + along * dx);
      }
    }
  }

  return left <= right ? { left, right } : null;
}
