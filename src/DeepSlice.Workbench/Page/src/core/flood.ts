import type { Box } from './box.ts';
import type { Raster } from './raster.ts';

/** Pixels found by a flood, and the box around them. */
export interface Flood {
  readonly pixels: Int32Array;
  readonly box: Box;
}

/**
 * The connected pixels (by edges) around a start that a rule accepts. Null if the start itself is not accepted.
 * @param accepts Given the index of a pixel in its raster.
 */
export function flood(width: number, height: number, startX: number, startY: number, accepts: (index: number) => boolean): Flood | null {
  const start = startY * width + startX;
  if (startX < 0 || startY < 0 || startX >= width || startY >= height || !accepts(start)) {
    return null;
  }

  const seen = new Uint8Array(width * height);
  let found = new Int32Array(1024);
  let count = 0;
  const add = (index: number): void => {
    if (seen[index] === 0 && accepts(index)) {
      seen[index] = 1;
      if (count === found.length) {
        const longer = new Int32Array(count * 2);
        longer.set(found);
        found = longer;
      }

      found[count++] = index;
    }
  };

  let left = startX;
  let right = startX;
  let bottom = startY;
  let top = startY;
  add(start);
  for (let next = 0; next < count; next++) {
    const index = found[next]!;
    const y = Math.floor(index / width);
    const x = index - y * width;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    if (x > 0) add(index - 1);
    if (x < width - 1) add(index + 1);
    if (y > 0) add(index - width);
    if (y < height - 1) add(index + width);
  }

  return { pixels: found.subarray(0, count), box: { x: left, y: top, width: right - left + 1, height: bottom - top + 1 } };
}

/**
 * The tissue around a pixel that is about as bright as it. Null outside the tissue.
 * @param intensity 0 outside the tissue.
 */
export function wand(intensity: Raster, x: number, y: number, tolerance: number): Flood | null {
  const pixels = intensity.pixels;
  const seed = intensity.contains(x, y) ? intensity.at(x, y) : 0;
  return flood(intensity.width, intensity.height, x, y, (index) => {
    const value = pixels[index]!;
    return value > 0 && Math.abs(value - seed) <= tolerance;
  });
}

/**
 * The holes of a region: pixels of no region (background, other tissue) that the region encloses. An enclosed part that holds another region is none.
 * @param free Whether pixels with this value belong to no region.
 */
export function holes(map: Raster, region: number, free: (value: number) => boolean): Flood[] {
  const { width, height, pixels } = map;
  const outside = new Uint8Array(width * height);
  const found: Flood[] = [];
  for (let start = 0; start < pixels.length; start++) {
    if (outside[start] !== 0 || pixels[start] === region) {
      continue;
    }

    const part = flood(width, height, start % width, Math.floor(start / width), (index) => pixels[index] !== region)!;
    let isHole = part.box.x > 0 && part.box.y > 0 && part.box.x + part.box.width < width && part.box.y + part.box.height < height;
    for (const index of part.pixels) {
      outside[index] = 1;
      isHole &&= free(pixels[index]!);
    }

    if (isHole) {
      found.push(part);
    }
  }

  return found;
}
