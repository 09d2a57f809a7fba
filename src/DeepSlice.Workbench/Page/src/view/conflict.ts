import { api } from '../api.ts';
import { Raster } from '../core/raster.ts';
import type { Conflict } from '../core/strokeQueue.ts';
import type { SliceSession } from '../sliceSession.ts';
import type { Region } from '../types.ts';
import { openDialog } from './dialog.ts';
import { h } from './dom.ts';

const SIDE = 320;

/** Shows both versions of a slice side by side, and lets the user decide. Nothing is overwritten before. */
export async function settleConflict(session: SliceSession, conflict: Conflict, regions: readonly Region[], reload: () => void): Promise<void> {
  const [theirs, damage] = await Promise.all([api.map(session.detail.id, 'current'), api.damage(session.detail.id)]);
  const mine = session.editor.layers.regions;
  const count = session.unsent.length;
  let isDecided = false;
  const decide = (action: () => void): void => {
    isDecided = true;
    dialog.close();
    action();
  };
  const when = conflict.changedAt ? ` at ${new Date(conflict.changedAt).toLocaleTimeString()}` : '';
  const dialog = openDialog('This slice was changed elsewhere', h('div', { class: 'conflict' },
    h('p', {}, `Another tab or person changed this slice${when}. Your last ${count === 1 ? 'stroke is' : `${Math.max(count, 1)} strokes are`} not saved yet; what differs is marked.`),
    h('div', { class: 'versions' },
      figure('Yours', mine, theirs.map, regions, h('button', { class: 'primary', onclick: () => decide(() => session.keepMine({ regions: theirs.map, damage: damage.map }, theirs.version)) }, 'Keep mine')),
      figure('Theirs', theirs.map, mine, regions, h('button', { onclick: () => decide(reload) }, 'Take theirs'))),
    h('p', { class: 'hint' }, 'Keeping yours is one stroke on top of theirs: Undo brings theirs back.')), 'wide');
  // Without a decision, the next stroke would end here again.
  dialog.addEventListener('close', () => {
    if (!isDecided) {
      void settleConflict(session, conflict, regions, reload);
    }
  });
  dialog.addEventListener('cancel', (event) => event.preventDefault());
  dialog.querySelector('header button')?.remove();
}

function figure(title: string, map: Raster, other: Raster, regions: readonly Region[], button: HTMLElement): HTMLElement {
  const canvas = h('canvas', { width: SIDE, height: SIDE, role: 'img', 'aria-label': `${title}: map of regions` });
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(SIDE, SIDE);
  const pixels = new Uint32Array(image.data.buffer);
  const colors = new Uint32Array(256);
  regions.forEach((region) => (colors[region.index] = rgb(region.color)));
  const scale = Math.max(map.width, map.height) / SIDE;
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const mapX = Math.floor((x + 0.5) * scale - (SIDE * scale - map.width) / 2);
      const mapY = Math.floor((y + 0.5) * scale - (SIDE * scale - map.height) / 2);
      if (map.contains(mapX, mapY)) {
        const isDifferent = map.at(mapX, mapY) !== other.at(mapX, mapY) && (x + y) % 4 < 2;
        pixels[y * SIDE + x] = isDifferent ? 0xffffffff : (0xff000000 | colors[map.at(mapX, mapY)]!) >>> 0;
      }
    }
  }

  context.putImageData(image, 0, 0);
  return h('figure', {}, h('figcaption', {}, title), canvas, button);
}

/** A colour `#rrggbb` as canvases store it. */
export function rgb(color: string): number {
  const value = parseInt(color.slice(1), 16);
  return ((value & 0xff) << 16) | (value & 0xff00) | (value >> 16);
}
