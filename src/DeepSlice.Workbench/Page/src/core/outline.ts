import type { Box } from './box.ts';
import type { Raster } from './raster.ts';

/** Receives a piece of a border, in map coordinates. */
export type Line = (value: number, x1: number, y1: number, x2: number, y2: number) => void;

/**
 * The borders between the regions within a box. A border joins the midpoints of the edges between pixels of different regions, so it runs straight where the
 * edges do and cuts the corners of stairs, never farther than half a pixel from them. Where more than two regions meet, the borders meet in the corner.
 * @param shown The region in whose colour a border between two regions is drawn; below 0 for none.
 */
export function traceBorders(map: Raster, box: Box, shown: (a: number, b: number) => number, line: Line): void {
  const at = (x: number, y: number): number => (map.contains(x, y) ? map.at(x, y) : 0);
  for (let y = box.y; y <= box.y + box.height; y++) {
    for (let x = box.x; x <= box.x + box.width; x++) {
      const a = at(x - 1, y - 1);
      const b = at(x, y - 1);
      const c = at(x - 1, y);
      const d = at(x, y);
      if (a === b && c === d && a === c) {
        continue;
      }

      corner(x, y, [a === b ? -1 : shown(a, b), b === d ? -1 : shown(b, d), c === d ? -1 : shown(c, d), a === c ? -1 : shown(a, c)], line);
    }
  }
}

// The midpoints of the edges that meet in a corner: above, right, below, left of it.
const MIDPOINTS = [[0, -0.5], [0.5, 0], [0, 0.5], [-0.5, 0]] as const;

function corner(x: number, y: number, edges: readonly number[], line: Line): void {
  const present = [0, 1, 2, 3].filter((edge) => edges[edge]! >= 0);
  if (present.length === 2 && edges[present[0]!] === edges[present[1]!]) {
    const [from, to] = [MIDPOINTS[present[0]!]!, MIDPOINTS[present[1]!]!];
    line(edges[present[0]!]!, x + from[0], y + from[1], x + to[0], y + to[1]);
    return;
  }

  for (const edge of present) {
    line(edges[edge]!, x, y, x + MIDPOINTS[edge]![0], y + MIDPOINTS[edge]![1]);
  }
}
