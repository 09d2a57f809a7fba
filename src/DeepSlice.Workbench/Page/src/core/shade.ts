import type { Box } from './box.ts';
import type { Raster } from './raster.ts';

/** How map pixels lie on the pixels of the screen: screen = (map − origin) × scale. */
export interface Window {
  /** Map coordinates of the top left corner of the screen. */
  readonly originX: number;
  readonly originY: number;
  /** Device pixels per map pixel. */
  readonly scale: number;
  /** Device pixels. */
  readonly width: number;
  readonly height: number;
}

/** What is drawn over the image. */
export interface Shading {
  readonly regions: Raster | null;
  readonly damage: Raster | null;
  readonly probability: Raster | null;
  /** Colour of each region, 0xBBGGRR, as canvases store it on little-endian machines. */
  readonly colors: Uint32Array;
  /** Regions with this value are not filled (glass, and other tissue unless it is asked for). */
  readonly isFilled: readonly boolean[];
  /** Opacities 0 … 255. */
  readonly fillOpacity: number;
  readonly damageOpacity: number;
  readonly probabilityOpacity: number;
}

/** The device pixels that show a box of map pixels and the borders around it. */
export function screenBox(window: Window, box: Box): Box | null {
  // The lines of borders are up to four device pixels wide on dense screens, and lie up to one map pixel off.
  const margin = 5 + Math.ceil(Math.min(window.scale, 64));
  const left = Math.max(0, Math.floor((box.x - window.originX) * window.scale) - margin);
  const top = Math.max(0, Math.floor((box.y - window.originY) * window.scale) - margin);
  const right = Math.min(window.width, Math.ceil((box.x + box.width - window.originX) * window.scale) + margin);
  const bottom = Math.min(window.height, Math.ceil((box.y + box.height - window.originY) * window.scale) + margin);
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

/**
 * Draws a part of the screen: RGBA, not premultiplied, one number a pixel. A device pixel shows the map pixel under its centre.
 * @param edge Width of the borders of regions in device pixels; 0 for none.
 */
export function shade(out: Uint32Array, part: Box, window: Window, shading: Shading, edge = 0): void {
  const map = shading.regions ?? shading.damage ?? shading.probability;
  out.fill(0);
  if (!map) {
    return;
  }

  const columns = places(part.x, part.width + edge, window.originX, window.scale, map.width);
  const rows = places(part.y, part.height + edge, window.originY, window.scale, map.height);
  const fills = fillColors(shading);
  for (let row = 0; row < part.height; row++) {
    if (rows[row]! >= 0) {
      shadeRow(out, row * part.width, part.width, columns, rows[row]! * map.width, part.x - (part.y + row), shading, fills);
    }
  }

  for (let row = 0; edge > 0 && shading.regions && row < part.height; row++) {
    edgeRow(out, row * part.width, part.width, columns, rows[row]!, rows[row + edge]!, edge, shading);
  }
}

/** The map pixel under the centre of each device pixel along an axis; -1 outside the map. */
function places(start: number, count: number, origin: number, scale: number, length: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => {
    const place = Math.floor(origin + (start + i + 0.5) / scale);
    return place >= 0 && place < length ? place : -1;
  });
}

/** Marks the device pixels whose neighbour to the right or below shows another region. */
function edgeRow(out: Uint32Array, start: number, width: number, columns: Int32Array, row: number, below: number, edge: number, shading: Shading): void {
  const { pixels, width: mapWidth } = shading.regions!;
  const colors = shading.colors;
  for (let i = 0; i < width; i++) {
    const here = row < 0 || columns[i]! < 0 ? 0 : pixels[row * mapWidth + columns[i]!]!;
    const right = row < 0 || columns[i + edge]! < 0 ? 0 : pixels[row * mapWidth + columns[i + edge]!]!;
    const under = below < 0 || columns[i]! < 0 ? 0 : pixels[below * mapWidth + columns[i]!]!;
    const other = here !== right ? right : under;
    if (here !== other) {
      const shown = shading.isFilled[here] ? here : shading.isFilled[other] ? other : Math.max(here, other);
      out[start + i] = (0xff000000 | colors[shown]!) >>> 0;
    }
  }
}

function fillColors(shading: Shading): Uint32Array {
  const fills = new Uint32Array(256);
  shading.colors.forEach((color, region) => {
    fills[region] = shading.isFilled[region] && shading.fillOpacity > 0 ? ((shading.fillOpacity << 24) | color) >>> 0 : 0;
  });
  return fills;
}

function shadeRow(out: Uint32Array, start: number, width: number, columns: Int32Array, mapRow: number, diagonal: number, shading: Shading, fills: Uint32Array): void {
  const regions = shading.regions?.pixels;
  const damage = shading.damageOpacity > 0 ? shading.damage?.pixels : undefined;
  const probability = shading.probabilityOpacity > 0 ? shading.probability?.pixels : undefined;
  const hatch = (shading.damageOpacity << 24) | 0x3c50ff;
  for (let i = 0; i < width; i++) {
    const column = columns[i]!;
    if (column < 0) {
      continue;
    }

    const index = mapRow + column;
    let color = regions ? fills[regions[index]!]! : 0;
    if (probability) {
      color = heat(probability[index]!, shading.probabilityOpacity);
    }

    // Hatched, so that the regions below stay recognisable.
    if (damage && damage[index] !== 0 && (((diagonal + i) % 8) + 8) % 8 < 4) {
      color = hatch;
    }

    out[start + i] = color;
  }
}

/** Probability from transparent (0) over violet to yellow (255). */
function heat(value: number, opacity: number): number {
  const red = 80 + ((175 * value) >> 8);
  const green = (215 * value) >> 8;
  const blue = 200 - ((170 * value) >> 8);
  const alpha = Math.min(opacity, value * 3);
  return ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
