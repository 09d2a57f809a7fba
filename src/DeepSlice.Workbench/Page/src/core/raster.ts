import type { Box } from './box.ts';

/** One byte a pixel, row by row: a region map, a mask of damage, or intensities of the working grid. */
export class Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;

  constructor(width: number, height: number, pixels: Uint8Array = new Uint8Array(width * height)) {
    if (pixels.length !== width * height) {
      throw new Error(`expected ${width} × ${height} = ${width * height} pixels, got ${pixels.length}`);
    }

    this.width = width;
    this.height = height;
    this.pixels = pixels;
  }

  at(x: number, y: number): number {
    return this.pixels[y * this.width + x]!;
  }

  contains(x: number, y: number): boolean {
    return x >= 0 && y >= 0 && x < this.width && y < this.height;
  }

  clone(): Raster {
    return new Raster(this.width, this.height, this.pixels.slice());
  }

  /** A copy of the pixels of a box, row by row. */
  read(box: Box): Uint8Array {
    const bytes = new Uint8Array(box.width * box.height);
    for (let row = 0; row < box.height; row++) {
      const start = (box.y + row) * this.width + box.x;
      bytes.set(this.pixels.subarray(start, start + box.width), row * box.width);
    }

    return bytes;
  }

  /** Overwrites a box. */
  write(box: Box, bytes: Uint8Array): void {
    if (bytes.length !== box.width * box.height || box.x < 0 || box.y < 0 || box.x + box.width > this.width || box.y + box.height > this.height) {
      throw new Error(`expected ${box.width} × ${box.height} pixels within ${this.width} × ${this.height}, got ${bytes.length} at (${box.x}, ${box.y})`);
    }

    for (let row = 0; row < box.height; row++) {
      this.pixels.set(bytes.subarray(row * box.width, (row + 1) * box.width), (box.y + row) * this.width + box.x);
    }
  }

  /** Copies a box from a raster of the same size. */
  copyFrom(other: Raster, box: Box): void {
    for (let row = 0; row < box.height; row++) {
      const start = (box.y + row) * this.width + box.x;
      this.pixels.set(other.pixels.subarray(start, start + box.width), start);
    }
  }

  /** The smallest box around the pixels in which two rasters of the same size differ, looked for in a box; null if there are none. */
  difference(other: Raster, within: Box = { x: 0, y: 0, width: this.width, height: this.height }): Box | null {
    let left = within.x + within.width;
    let right = -1;
    let top = -1;
    let bottom = -1;
    for (let y = within.y; y < within.y + within.height; y++) {
      const row = y * this.width;
      let first = within.x;
      const end = within.x + within.width;
      while (first < end && this.pixels[row + first] === other.pixels[row + first]) {
        first++;
      }

      if (first === end) {
        continue;
      }

      let last = end - 1;
      while (this.pixels[row + last] === other.pixels[row + last]) {
        last--;
      }

      left = Math.min(left, first);
      right = Math.max(right, last);
      top = top < 0 ? y : top;
      bottom = y;
    }

    return right < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
  }
}
