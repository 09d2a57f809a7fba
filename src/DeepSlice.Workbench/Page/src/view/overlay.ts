import Layer from 'ol/layer/Layer.js';
import type { FrameState } from 'ol/Map.js';
import type { Box } from '../core/box.ts';
import { traceBorders } from '../core/outline.ts';
import type { Frame } from '../core/pyramid.ts';
import { toMap } from '../core/pyramid.ts';
import type { Raster } from '../core/raster.ts';
import { screenBox, shade, type Shading, type Window } from '../core/shade.ts';
import type { Region } from '../types.ts';

/** What the overlay shows. */
export interface Overlaid {
  readonly frame: Frame;
  readonly shading: Shading;
  readonly outlines: boolean;
  /** The region whose border is drawn thicker; below 0 for none. */
  readonly selected: number;
}

/** From this many device pixels a map pixel on, borders are drawn as lines; below, as pixels. */
const TRACED_FROM = 3;

/** Draws the maps over the image: all of the screen when the view moves, the box of a stroke while it is drawn. */
export class Overlay {
  readonly layer: Layer;
  private readonly canvas = document.createElement('canvas');
  private readonly context = this.canvas.getContext('2d')!;
  private window: Window | null = null;
  private overlaid: Overlaid | null = null;
  private css: string[] = [];

  constructor(className: string) {
    this.canvas.className = className;
    this.layer = new Layer({ render: (state) => this.render(state!), zIndex: 100 });
  }

  setRegions(regions: readonly Region[]): void {
    this.css = [];
    regions.forEach((region) => (this.css[region.index] = region.color));
  }

  show(overlaid: Overlaid | null): void {
    this.overlaid = overlaid;
    if (!overlaid) {
      this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    }

    this.layer.changed();
  }

  /** Draws a box of the map anew. */
  update(box: Box): void {
    const part = this.window && screenBox(this.window, box);
    if (part) {
      this.draw(part);
    }
  }

  private render(state: FrameState): HTMLElement {
    const { size, pixelRatio, viewState } = state;
    const [width, height] = [Math.round(size[0]! * pixelRatio), Math.round(size[1]! * pixelRatio)];
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }

    if (this.overlaid) {
      const frame = this.overlaid.frame;
      const { center, resolution } = viewState;
      const origin = toMap(frame, center[0]! - (size[0]! / 2) * resolution, center[1]! + (size[1]! / 2) * resolution);
      this.window = { originX: origin.x, originY: origin.y, scale: (frame.binning / resolution) * pixelRatio, width, height };
      this.draw({ x: 0, y: 0, width, height });
    } else {
      this.window = null;
      this.context.clearRect(0, 0, width, height);
    }

    return this.canvas;
  }

  private draw(part: Box): void {
    const { overlaid, window, context } = this;
    if (!overlaid || !window) {
      return;
    }

    const isTraced = window.scale >= TRACED_FROM;
    const image = context.createImageData(part.width, part.height);
    const edge = overlaid.outlines && !isTraced ? Math.max(1, Math.round(1.3 * devicePixelRatio)) : 0;
    shade(new Uint32Array(image.data.buffer), part, window, overlaid.shading, edge);
    context.putImageData(image, part.x, part.y);
    if (overlaid.outlines && isTraced && overlaid.shading.regions) {
      this.trace(overlaid.shading.regions, part, window, overlaid);
    }
  }

  private trace(map: Raster, part: Box, window: Window, overlaid: Overlaid): void {
    const paths = new Map<number, Path2D>();
    const left = Math.max(0, Math.floor(window.originX + part.x / window.scale) - 1);
    const top = Math.max(0, Math.floor(window.originY + part.y / window.scale) - 1);
    const right = Math.min(map.width - 1, Math.ceil(window.originX + (part.x + part.width) / window.scale) + 1);
    const bottom = Math.min(map.height - 1, Math.ceil(window.originY + (part.y + part.height) / window.scale) + 1);
    if (left > right || top > bottom) {
      return;
    }

    const { isFilled } = overlaid.shading;
    const shown = (a: number, b: number): number =>
      a === overlaid.selected || b === overlaid.selected ? overlaid.selected : isFilled[a] && isFilled[b] ? Math.min(a, b) : isFilled[a] ? a : isFilled[b] ? b : Math.max(a, b);
    const x = (value: number): number => (value - window.originX) * window.scale;
    const y = (value: number): number => (value - window.originY) * window.scale;
    traceBorders(map, { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }, shown, (value, x1, y1, x2, y2) => {
      let path = paths.get(value);
      if (!path) {
        paths.set(value, (path = new Path2D()));
      }

      path.moveTo(x(x1), y(y1));
      path.lineTo(x(x2), y(y2));
    });

    const context = this.context;
    context.save();
    context.beginPath();
    context.rect(part.x, part.y, part.width, part.height);
    context.clip();
    context.lineCap = 'round';
    for (const [value, path] of paths) {
      context.strokeStyle = this.css[value] ?? '#ffffff';
      context.lineWidth = (value === overlaid.selected ? 2.4 : 1.5) * devicePixelRatio;
      context.stroke(path);
    }

    context.restore();
  }
}
