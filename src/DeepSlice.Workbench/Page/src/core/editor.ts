import { union, type Box } from './box.ts';
import { visitStroke, type Point } from './brush.ts';
import type { Flood } from './flood.ts';
import { visitPolygon } from './polygon.ts';
import { Push } from './push.ts';
import { Raster } from './raster.ts';

/** What is edited: the region map, or the mask of damage (0 sound, 1 damaged). */
export type LayerName = 'regions' | 'damage';

/** A finished stroke: the new pixels of its box. */
export interface Stroke {
  readonly layer: LayerName;
  readonly tool: string;
  readonly box: Box;
  readonly pixels: Uint8Array;
}

/** How a tool changes the pixels that it covers. A pixel has exactly one region, so adding a region takes from the others. */
export interface Paint {
  /** The region, or 1 in the layer of damage. */
  readonly value: number;
  /** Adds the pixels to the region, or takes them from it. */
  readonly adds: boolean;
  /** Leaves pixels of other regions alone. */
  readonly keepsOthers: boolean;
}

/** Which values belong to no annotated region. */
export interface Free {
  /** Index of the glass around the tissue. */
  readonly background: number;
  /** Index of tissue in no annotated region; null if the catalogue has no such region. */
  readonly rest: number | null;
}

/** The maps of one slice while they are edited: what is committed, and what is seen, with the stroke in hand. */
export class Editor {
  readonly layers: Record<LayerName, Raster>;
  private readonly committed: Record<LayerName, Raster>;
  private readonly free: Free;
  private readonly isTissue: (index: number) => boolean;
  private touched: Box | null = null;
  private layer: LayerName = 'regions';
  private push: Push | null = null;

  constructor(regions: Raster, damage: Raster, free: Free, isTissue: (index: number) => boolean) {
    this.layers = { regions, damage };
    this.committed = { regions: regions.clone(), damage: damage.clone() };
    this.free = free;
    this.isTissue = isTissue;
  }

  /** Whether a stroke is in hand. */
  get isDrawing(): boolean {
    return this.touched !== null;
  }

  /** Paints the way of a circle. Returns the box to redraw. */
  brush(layer: LayerName, paint: Paint, from: Point, to: Point, diameter: number): Box | null {
    const map = this.layers[layer];
    return this.touch(layer, visitStroke(from, to, diameter, map.width, map.height, this.painter(layer, paint)));
  }

  /** Fills a closed polygon. */
  polygon(layer: LayerName, paint: Paint, points: readonly Point[]): Box | null {
    const map = this.layers[layer];
    return this.touch(layer, visitPolygon(points, map.width, map.height, this.painter(layer, paint)));
  }

  /** Paints the pixels of a flood. */
  fill(layer: LayerName, paint: Paint, area: Flood): Box | null {
    const write = this.painter(layer, paint);
    const width = this.layers[layer].width;
    for (const index of area.pixels) {
      const y = Math.floor(index / width);
      write(y, index - y * width, index - y * width);
    }

    return this.touch(layer, area.box);
  }

  /** Drags borders from a point to another. */
  drag(layer: LayerName, from: Point, to: Point, diameter: number): Box | null {
    this.push ??= new Push(this.committed[layer], diameter);
    return this.touch(layer, this.push.move(from, to, this.layers[layer]));
  }

  /** Finishes the stroke in hand. Null if it changed nothing. */
  commit(tool: string): Stroke | null {
    const { layer, touched } = this;
    this.touched = null;
    this.push = null;
    const box = touched && this.layers[layer].difference(this.committed[layer], touched);
    if (!box) {
      return null;
    }

    this.committed[layer].copyFrom(this.layers[layer], box);
    return { layer, tool, box, pixels: this.layers[layer].read(box) };
  }

  /** Takes the stroke in hand back. Returns the box to redraw. */
  cancel(): Box | null {
    const { layer, touched } = this;
    if (touched) {
      this.layers[layer].copyFrom(this.committed[layer], touched);
    }

    this.touched = null;
    this.push = null;
    return touched;
  }

  /** Takes over pixels from elsewhere: an undone stroke, or another person's. */
  apply(layer: LayerName, box: Box, pixels: Uint8Array): void {
    this.layers[layer].write(box, pixels);
    this.committed[layer].write(box, pixels);
  }

  /** The region that a pixel gets that is taken from a region: other tissue where there is tissue, glass elsewhere. */
  freed(index: number): number {
    return this.free.rest !== null && this.isTissue(index) ? this.free.rest : this.free.background;
  }

  /** Whether pixels with this value of the region map belong to no annotated region. */
  isFree(value: number): boolean {
    return value === this.free.background || value === this.free.rest;
  }

  private painter(layer: LayerName, paint: Paint): (y: number, first: number, last: number) => void {
    const { width, pixels } = this.layers[layer];
    if (layer === 'damage') {
      const value = paint.adds ? 1 : 0;
      return (y, first, last) => pixels.fill(value, y * width + first, y * width + last + 1);
    }

    if (paint.adds && !paint.keepsOthers) {
      return (y, first, last) => pixels.fill(paint.value, y * width + first, y * width + last + 1);
    }

    if (paint.adds) {
      return (y, first, last) => {
        for (let i = y * width + first; i <= y * width + last; i++) {
          pixels[i] = this.isFree(pixels[i]!) ? paint.value : pixels[i]!;
        }
      };
    }

    return (y, first, last) => {
      for (let i = y * width + first; i <= y * width + last; i++) {
        pixels[i] = pixels[i] === paint.value ? this.freed(i) : pixels[i]!;
      }
    };
  }

  private touch(layer: LayerName, box: Box | null): Box | null {
    this.layer = layer;
    this.touched = union(this.touched, box);
    return box;
  }
}
