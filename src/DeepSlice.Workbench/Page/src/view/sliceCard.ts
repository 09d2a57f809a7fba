import { api } from '../api.ts';
import type { Slice } from '../types.ts';
import { h, icon, ICONS } from './dom.ts';

const STATUS: Record<Slice['status'], string> = { new: 'not predicted', predicted: 'predicted', corrected: 'corrected', accepted: 'accepted', failed: 'failed' };

/** Expected Dice as text; a dash where there is none. */
export function dice(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toFixed(2);
}

export function statusText(slice: Slice): string {
  return slice.held ? `${STATUS[slice.status]}, held out` : STATUS[slice.status];
}

/** Grades of the expected Dice, as the traffic has them, with a word for those who see no colours. */
export function grade(slice: Slice): { readonly name: string; readonly word: string } {
  if (slice.confidence == null) {
    return { name: 'none', word: '' };
  }

  return slice.flagged || slice.confidence < 0.75 ? { name: 'low', word: 'check' } : slice.confidence < 0.88 ? { name: 'fair', word: 'fair' } : { name: 'good', word: 'good' };
}

/** A slice in the gallery or the film strip. */
export function sliceCard(slice: Slice, isCurrent: boolean): HTMLElement {
  const { name, word } = grade(slice);
  const marks = [
    slice.status === 'accepted' && h('span', { class: 'mark accepted', title: 'Accepted' }, icon(ICONS.check)),
    slice.status === 'corrected' && h('span', { class: 'mark corrected', title: 'Corrected, not accepted yet' }, icon(ICONS.brush)),
    slice.held && h('span', { class: 'mark held', title: 'Held out: never used for training' }, icon(ICONS.lock)),
    slice.status === 'failed' && h('span', { class: 'mark failed', title: slice.message ?? 'Failed' }, icon(ICONS.warning)),
  ];
  const hidden = (text: string): HTMLElement => h('span', { class: 'hidden-heading' }, text);
  return h('a', {
    class: `card ${slice.status}${isCurrent ? ' current' : ''}`, href: `#/slice/${encodeURIComponent(slice.id)}`, 'aria-current': isCurrent ? 'true' : null,
    title: slice.message || slice.reason || null,
  },
  h('span', { class: 'picture' }, h('img', { src: api.thumbnail(slice), alt: '', loading: 'lazy', decoding: 'async', draggable: 'false' }), h('span', { class: 'marks' }, ...marks)),
  h('span', { class: 'line' },
    h('span', { class: 'name' }, slice.name),
    slice.status === 'new' || slice.status === 'failed'
      ? h('span', { class: 'grade none' }, slice.status === 'new' ? 'new' : 'failed')
      : h('span', { class: `grade ${name}`, title: `Expected Dice${word ? `: ${word}` : ''}` }, hidden(`, ${statusText(slice)}, expected Dice `), dice(slice.confidence))));
}
