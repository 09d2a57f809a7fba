import { api } from '../api.ts';
import { isUnfinished, store } from '../store.ts';
import type { Slice } from '../types.ts';
import { h, icon, ICONS } from './dom.ts';
import { jobCard, startJob } from './jobs.ts';
import { sliceCard } from './sliceCard.ts';
import { VirtualList } from './virtualList.ts';

const FILTERS: readonly [string, string, (slice: Slice) => boolean][] = [
  ['all', 'All', () => true],
  ['open', 'To look at', (slice) => slice.status === 'predicted' || slice.status === 'corrected'],
  ['accepted', 'Accepted', (slice) => slice.status === 'accepted'],
  ['held', 'Held out', (slice) => slice.held],
  ['failed', 'Failed', (slice) => slice.status === 'failed'],
];

const ORDERS: readonly [string, string, ((a: Slice, b: Slice) => number) | null][] = [
  ['queue', 'what helps most first', null],
  ['name', 'name', (a, b) => a.name.localeCompare(b.name, undefined, { numeric: true })],
  ['confidence', 'expected Dice, lowest first', (a, b) => (a.confidence ?? -1) - (b.confidence ?? -1)],
];

// Kept while the page is open.
let filter = FILTERS[0]!;
let order = ORDERS[0]!;

/** All slices of the project, and what to do next. */
export class GalleryView {
  readonly element: HTMLElement;
  private readonly list = new VirtualList<Slice>('Slices', 208, 214, false, (slice) => sliceCard(slice, false));
  private readonly next = h('div', { class: 'next-step' });
  private readonly empty = h('div', { class: 'empty' });

  constructor() {
    const orders = h('select', { 'aria-label': 'Order', onchange: () => this.choose(filter, ORDERS[orders.selectedIndex]!) }, ...ORDERS.map(([key, label]) => h('option', { value: key }, label)));
    orders.selectedIndex = ORDERS.indexOf(order);
    const filters = FILTERS.map((entry) => h('button', { class: 'tab', 'data-key': entry[0], onclick: () => this.choose(entry, order) }, entry[1]));
    this.element = h('main', { class: 'gallery' }, h('h1', { class: 'hidden-heading' }, 'Slices'), this.next,
      h('div', { class: 'bar' }, h('div', { class: 'tabs', role: 'group', 'aria-label': 'Show' }, ...filters), h('label', { class: 'order' }, 'Order: ', orders)),
      this.list.element, this.empty);
    store.slices.watch(() => this.draw());
    store.jobs.watch(() => this.drawNext());
  }

  private choose(newFilter: typeof filter, newOrder: typeof order): void {
    filter = newFilter;
    order = newOrder;
    this.draw();
  }

  private draw(): void {
    const all = store.slices.value;
    const shown = all.filter(filter[2]);
    this.list.show(order[2] ? [...shown].sort(order[2]) : shown);
    this.list.element.hidden = shown.length === 0;
    this.element.querySelectorAll<HTMLElement>('.tab').forEach((tab) => {
      const [, label, accepts] = FILTERS.find(([key]) => key === tab.dataset['key'])!;
      tab.textContent = `${label} ${all.filter(accepts).length}`;
      tab.setAttribute('aria-pressed', String(tab.dataset['key'] === filter[0]));
    });
    this.element.querySelector<HTMLElement>('.bar')!.hidden = all.length === 0;
    this.empty.hidden = shown.length > 0 || !store.isLoaded.value;
    this.empty.replaceChildren(all.length === 0 ? welcome() : h('p', {}, 'No slice is in this list.'));
    this.drawNext();
  }

  private drawNext(): void {
    const slices = store.slices.value;
    const running = store.jobs.value.filter((job) => isUnfinished(job) && job.kind === 'predict');
    this.next.hidden = slices.length === 0;
    if (running.length > 0) {
      this.next.replaceChildren(...running.map(jobCard));
    } else {
      this.next.replaceChildren(...nextStep(slices));
    }
  }
}

function welcome(): HTMLElement {
  return h('div', { class: 'welcome' },
    h('h2', {}, 'Add the images of your brain slices'),
    h('p', {}, 'DeepSlice outlines the anatomical regions, you correct the slices where it is unsure, and it learns from you.'),
    h('ol', { class: 'steps' },
      h('li', {}, h('strong', {}, 'Add'), ' images: any microscope file, also very large ones'),
      h('li', {}, h('strong', {}, 'Predict'), ' their regions'),
      h('li', {}, h('strong', {}, 'Correct'), ' the first of the queue with the brush, and accept them'),
      h('li', {}, h('strong', {}, 'Retrain'), ', and look at what became better'),
      h('li', {}, h('strong', {}, 'Export'), ' areas and outlines')),
    h('a', { class: 'button primary', href: '#/add' }, icon(ICONS.add), 'Add images'));
}

/** One sentence on how the project stands, and the button for what comes next. */
function nextStep(slices: readonly Slice[]): Node[] {
  const count = (status: Slice['status']): number => slices.filter((slice) => slice.status === status).length;
  const fresh = count('new');
  const open = slices.filter((slice) => slice.status === 'predicted' || slice.status === 'corrected');
  const accepted = count('accepted');
  const add = h('a', { class: 'button', href: '#/add' }, icon(ICONS.add), 'Add images');
  if (fresh > 0) {
    return [h('p', {}, `${fresh} ${fresh === 1 ? 'slice is' : 'slices are'} not predicted yet.`),
      h('button', { class: 'primary', onclick: () => startJob(() => api.predict(slices.filter((slice) => slice.status === 'new').map((slice) => slice.id))) }, 'Predict regions'),
      h('a', { class: 'button', href: '#/scale' }, 'Check scale and channel'), add];
  }

  const first = open[0];
  if (first) {
    return [h('p', {}, `${accepted} of ${slices.length} slices are accepted. The queue begins with the slices from which the model learns most.`),
      h('a', { class: 'button primary', href: `#/slice/${encodeURIComponent(first.id)}` }, accepted === 0 ? 'Start correcting' : 'Go on correcting'),
      ...(accepted > 0 ? [h('a', { class: 'button', href: '#/learn' }, 'Retrain')] : []), add];
  }

  return [h('p', {}, accepted > 0 ? 'All slices are accepted.' : 'No slice could be predicted.'), h('a', { class: 'button primary', href: accepted > 0 ? '#/results' : '#/add' }, accepted > 0 ? 'See the results' : 'Add images'), h('a', { class: 'button', href: '#/learn' }, 'Retrain'), add];
}
