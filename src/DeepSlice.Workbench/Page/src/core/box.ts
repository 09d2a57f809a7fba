/** A rectangle of whole map pixels; (0, 0) is the top left pixel. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The box with given first and last pixels, cut to a map. Null if nothing of it is within the map. */
export function boxWithin(left: number, top: number, right: number, bottom: number, width: number, height: number): Box | null {
  const x = Math.max(0, left);
  const y = Math.max(0, top);
  const box = { x, y, width: Math.min(width - 1, right) - x + 1, height: Math.min(height - 1, bottom) - y + 1 };
  return box.width > 0 && box.height > 0 ? box : null;
}

/** The smallest box around two; null counts as nothing. */
export function union(a: Box | null, b: Box | null): Box | null {
  if (!a || !b) {
    return a ?? b;
  }

  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return { x, y, width: Math.max(a.x + a.width, b.x + b.width) - x, height: Math.max(a.y + a.height, b.y + b.height) - y };
}
