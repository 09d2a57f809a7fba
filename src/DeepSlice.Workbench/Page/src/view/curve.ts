import type { CurvePoint } from '../types.ts';
import { h, s } from './dom.ts';

const WIDTH = 560;
const HEIGHT = 180;
const LEFT = 44;
const BOTTOM = 26;

/** The loss, and the Dice on validation slices, by epoch. */
export function curve(points: readonly CurvePoint[]): HTMLElement {
  const losses = points.filter((point) => point.loss != null);
  const scores = points.filter((point) => point.dice != null);
  if (losses.length + scores.length < 2) {
    return h('p', { class: 'hint' }, 'The curve begins after the first epochs.');
  }

  const last = Math.max(...points.map((point) => point.epoch), 1);
  const highest = Math.max(...losses.map((point) => point.loss!), 1e-9);
  const x = (epoch: number): number => LEFT + ((WIDTH - LEFT - 44) * epoch) / last;
  const y = (share: number): number => 10 + (HEIGHT - BOTTOM - 10) * (1 - share);
  const line = (values: readonly (readonly [number, number])[], name: string): SVGElement =>
    s('polyline', { class: name, points: values.map(([epoch, share]) => `${x(epoch).toFixed(1)},${y(share).toFixed(1)}`).join(' ') });
  const text = (at: readonly [number, number], anchor: string, content: string, name = ''): SVGElement =>
    s('text', { x: at[0], y: at[1], 'text-anchor': anchor, class: name }, document.createTextNode(content));
  return h('figure', { class: 'curve' },
    s('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': `Loss and Dice until epoch ${last}${scores.length > 0 ? `; Dice now ${scores.at(-1)!.dice!.toFixed(3)}` : ''}` },
      ...[0, 0.5, 1].map((share) => s('line', { class: 'grid', x1: LEFT, x2: WIDTH - 44, y1: y(share), y2: y(share) })),
      ...[0, 0.5, 1].map((share) => text([LEFT - 6, y(share) + 4], 'end', (share * highest).toPrecision(2), 'loss')),
      ...(scores.length > 0 ? [0, 0.5, 1].map((share) => text([WIDTH - 38, y(share) + 4], 'start', share.toFixed(1), 'dice')) : []),
      text([LEFT, HEIGHT - 6], 'start', 'epoch 0'), text([WIDTH - 44, HEIGHT - 6], 'end', String(last)),
      line(losses.map((point) => [point.epoch, point.loss! / highest]), 'loss'),
      line(scores.map((point) => [point.epoch, point.dice!]), 'dice')),
    h('figcaption', {}, h('span', { class: 'key loss' }, 'loss'), scores.length > 0 && h('span', { class: 'key dice' }, 'Dice on validation slices')));
}
