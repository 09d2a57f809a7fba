import { boxWithin, union, type Box } from './box.ts';
import type { Point } from './brush.ts';
import type { Raster } from './raster.ts';

/**
 * Moves borders by dragging: what is under the circle follows the pointer, fully at its centre and not at all at its rim.
 * For every touched pixel it remembers the point of the first map that it now shows, in fractions of pixels, so that many small steps add up to one
 * large step and nothing is blurred.
 */
export class Push {
  private readonly original: Raster;
  private readonly radius: number;
  private box: Box | null = null;
  private fromX = new Float32Array(0);
  private fromY = new Float32Array(0);

  constructor(original: Raster, diameter: number) {
    this.original = original;
    this.radius = Math.max(diameter / 2, 1);
  }

  /** Drags from a point to another and writes the result into a map. Returns the box that may have changed. */
  move(from: Point, to: Point, into: Raster): Box | null {
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const steps = Math.max(1, Math.ceil(length / (this.radius / 4)));
    let changed: Box | null = null;
    for (let step = 1; step <= steps; step++) {
      const at = { x: from.x + ((to.x - from.x) * step) / steps, y: from.y + ((to.y - from.y) * step) / steps };
      changed = union(changed, this.step(at, (to.x - from.x) / steps, (to.y - from.y) / steps));
    }

    if (changed) {
      this.show(changed, into);
    }

    return changed;
  }

  private step(at: Point, dx: number, dy: number): Box | null {
    const r = this.radius;
    const { width, height } = this.original;
    const disc = boxWithin(Math.floor(at.x - r), Math.floor(at.y - r), Math.floor(at.x + r), Math.floor(at.y + r), width, height);
    if (!disc) {
      return null;
    }

    // One pixel more on each side, because moved points are interpolated between their neighbours.
    this.reach(around(disc, 1, width, height), Math.ceil(r));
    const newX = new Float32Array(disc.width * disc.height);
    const newY = new Float32Array(disc.width * disc.height);
    for (let row = 0; row < disc.height; row++) {
      for (let column = 0; column < disc.width; column++) {
        const x = disc.x + column + 0.5;
        const y = disc.y + row + 0.5;
        const t = ((x - at.x) ** 2 + (y - at.y) ** 2) / (r * r);
        const weight = t < 1 ? (1 - t) ** 2 : 0;
        const i = row * disc.width + column;
        [newX[i], newY[i]] = this.sample(x - dx * weight, y - dy * weight) as [number, number];
      }
    }

    const box = this.box!;
    for (let row = 0; row < disc.height; row++) {
      const start = (disc.y + row - box.y) * box.width + disc.x - box.x;
      this.fromX.set(newX.subarray(row * disc.width, (row + 1) * disc.width), start);
      this.fromY.set(newY.subarray(row * disc.width, (row + 1) * disc.width), start);
    }

    return disc;
  }

  /** Where a point comes from, interpolated between the centres of four pixels. */
  private sample(x: number, y: number): [number, number] {
    const box = this.box!;
    const u = Math.min(Math.max(x - 0.5 - box.x, 0), box.width - 1);
    const v = Math.min(Math.max(y - 0.5 - box.y, 0), box.height - 1);
    const column = Math.min(Math.floor(u), Math.max(box.width - 2, 0));
    const row = Math.min(Math.floor(v), Math.max(box.height - 2, 0));
    const fx = u - column;
    const fy = v - row;
    const a = row * box.width + column;
    const right = box.width > 1 ? 1 : 0;
    const below = box.height > 1 ? box.width : 0;
    const mix = (f: Float32Array): number =>
      (f[a]! * (1 - fx) + f[a + right]! * fx) * (1 - fy) + (f[a + below]! * (1 - fx) + f[a + below + right]! * fx) * fy;
    return [mix(this.fromX), mix(this.fromY)];
  }

  /** Lets the field cover a further box, and some more so that the next steps need not; new pixels show themselves. */
  private reach(needed: Box, more: number): void {
    const old = this.box;
    const both = union(old, needed)!;
    if (old && both.width === old.width && both.height === old.height) {
      return;
    }

    // Grown by half as well, so that a long drag does not copy the field at every step.
    const margin = old ? Math.max(more, Math.ceil(Math.max(both.width, both.height) / 2)) : more;
    const box = around(both, margin, this.original.width, this.original.height);

    const x = new Float32Array(box.width * box.height);
    const y = new Float32Array(box.width * box.height);
    for (let row = 0; row < box.height; row++) {
      for (let column = 0; column < box.width; column++) {
        x[row * box.width + column] = box.x + column + 0.5;
        y[row * box.width + column] = box.y + row + 0.5;
      }
    }

    for (let row = 0; old && row < old.height; row++) {
      const start = (old.y + row - box.y) * box.width + old.x - box.x;
      x.set(this.fromX.subarray(row * old.width, (row + 1) * old.width), start);
      y.set(this.fromY.subarray(row * old.width, (row + 1) * old.width), start);
    }

    this.box = box;
    this.fromX = x;
    this.fromY = y;
  }

  private show(part: Box, into: Raster): void {
    const box = this.box!;
    const { width, height } = this.original;
    for (let y = part.y; y < part.y + part.height; y++) {
      for (let x = part.x; x < part.x + part.width; x++) {
        const i = (y - box.y) * box.width + x - box.x;
        const sourceX = Math.min(Math.max(Math.floor(this.fromX[i]!), 0), width - 1);
        const sourceY = Math.min(Math.max(Math.floor(this.fromY[i]!), 0), height - 1);
        into.pixels[y * width + x] = this.original.at(sourceX, sourceY);
      }
    }
  }
}

function around(box: Box, margin: number, width: number, height: number): Box {
  return boxWithin(box.x - margin, box.y - margin, box.x + box.width - 1 + margin, box.y + box.height - 1 + margin, width, height)!;
}
