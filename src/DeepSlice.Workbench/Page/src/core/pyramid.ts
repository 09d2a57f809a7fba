/** How the image, its tiles and its working grid lie on each other. Coordinates of the viewer: full-resolution pixels, y negated because OpenLayers' y points up. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly binning: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

/** Full-resolution pixels per pixel of a tile, from level 0 (the whole slice in one tile) to full resolution. */
export function tileResolutions(levels: number): number[] {
  return Array.from({ length: levels }, (_, level) => 2 ** (levels - 1 - level));
}

/** A point of the viewer in map pixels. */
export function toMap(frame: Frame, x: number, y: number): { x: number; y: number } {
  return { x: x / frame.binning + frame.offsetX, y: -y / frame.binning + frame.offsetY };
}

/** A point of the map in the viewer's coordinates. */
export function fromMap(frame: Frame, x: number, y: number): [number, number] {
  return [(x - frame.offsetX) * frame.binning, -(y - frame.offsetY) * frame.binning];
}
