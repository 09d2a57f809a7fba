import { api } from '../api.ts';
import type { Box } from '../core/box.ts';
import type { Raster } from '../core/raster.ts';
import { Signal } from '../signal.ts';
import { NotPredicted, SliceSession } from '../sliceSession.ts';
import { adopt, refreshSoon, sliceEvents, store, tileEvents } from '../store.ts';
import type { Slice, SliceDetail } from '../types.ts';
import { rgb, settleConflict } from './conflict.ts';
import { channelViews, layers, setLayers, type ChannelView } from './display.ts';
import { h } from './dom.ts';
import { correctBindings } from './correctKeys.ts';
import { factPanel, imagePanel, layerPanel, regionPanel } from './panels.ts';
import { startJob } from './jobs.ts';
import { bind } from './keyboard.ts';
import { dice, grade, sliceCard, statusText } from './sliceCard.ts';
import { Surface } from './surface.ts';
import { attempt, tell, tellProblem } from './toast.ts';
import { actionBar, toolStrip } from './toolStrip.ts';
import { hand } from './tools.ts';
import { Viewer } from './viewer.ts';
import { VirtualList } from './virtualList.ts';

/** The view in which a slice is looked at and corrected. */
export class CorrectView {
  readonly element: HTMLElement;
  readonly surface = new Surface();
  readonly session = new Signal<SliceSession | null>(null);
  readonly channels = new Signal<readonly ChannelView[]>([]);
  private readonly image: Viewer;
  private readonly imageElement = h('div', { class: 'viewer', 'aria-label': 'The image without layers', role: 'img' });
  private readonly stage: HTMLElement;
  private readonly title = h('div', { class: 'slice-title' });
  private readonly saved = h('div', { class: 'saved', role: 'status' });
  private readonly side = h('aside', { class: 'side', 'aria-label': 'Regions and layers', tabindex: 0 });
  private readonly strip: VirtualList<Slice>;
  private readonly busy = h('div', { class: 'stage-message' });
  private probability: { region: number; map: Raster } | null = null;
  private abort = new AbortController();
  private id = '';
  private readonly facts = h('div', {});
  private readonly panels: readonly HTMLElement[];
  private readonly unbind: () => void;

  constructor() {
    this.image = new Viewer(this.imageElement, { drags: () => true, zooms: () => true });
    this.image.attach(false);
    this.stage = h('div', { class: 'stage' }, h('div', { class: 'surface plain' }, this.imageElement), this.surface.element, this.busy);
    this.strip = new VirtualList('Queue', 124, 118, true, (slice) => sliceCard(slice, slice.id === this.id));
    this.element = h('main', { class: 'correct' },
      toolStrip(this),
      h('div', { class: 'centre' }, h('div', { class: 'topbar' }, this.title, actionBar(this)), this.stage, this.hint(), h('div', { class: 'strip' }, this.strip.element)),
      this.side);
    const regions = store.project.value!.regions;
    this.panels = [regionPanel(regions), layerPanel(() => (this.session.value?.prediction ?? null) !== null), imagePanel(this.channels), this.facts];
    this.unbind = bind(correctBindings(this));
    addEventListener('beforeunload', this.warn);
    layers.watch(() => this.redraw());
    hand.watch(() => this.redraw());
    this.channels.watch((views) => this.setChannels(views));
    store.slices.watch((slices) => this.showSlices(slices));
    tileEvents.watch((event) => {
      if (event && event.id === this.id) {
        this.surface.viewer.refresh();
        this.image.refresh();
      }
    });
    sliceEvents.watch((event) => event && this.follow(event.id, event.version));
  }

  /** The slice of the queue that is open. */
  get slice(): Slice | undefined {
    return store.slices.value.find((slice) => slice.id === this.id);
  }

  destroy(): void {
    this.abort.abort();
    this.unbind();
    removeEventListener('beforeunload', this.warn);
    this.surface.destroy();
    this.image.map.dispose();
  }

  /** Opens a slice. What was shown is gone before anything of the new one appears. */
  open(id: string): void {
    this.abort.abort();
    this.abort = new AbortController();
    this.id = id;
    this.surface.use(null);
    this.session.value = null;
    this.probability = null;
    this.surface.viewer.clear();
    this.image.clear();
    this.saved.textContent = '';
    this.say('Opening …');
    this.showSlices(store.slices.value);
    const { signal } = this.abort;
    SliceSession.open(id, store.project.value!.regions, signal).then(
      (session) => !signal.aborted && this.show(session),
      (problem: unknown) => !signal.aborted && (problem instanceof NotPredicted ? this.lookOnly(problem.detail) : this.say(problem instanceof Error ? problem.message : String(problem))));
  }

  // Strokes that the server does not have would go with the tab.
  private readonly warn = (event: Event): void => {
    if ((this.session.value?.unsent.length ?? 0) > 0) {
      event.preventDefault();
    }
  };

  reload = (): void => this.open(this.id);

  /** Accepts the slice and opens the next of the queue. */
  acceptAndNext(): void {
    attempt(async () => {
      const session = this.session.value;
      if (!session) {
        return;
      }

      await session.settled();
      if (session.unsent.length > 0) {
        tell('Not accepted: the program does not answer, and strokes wait in this tab.', 'problem');
        return;
      }

      const answer = await api.accept(session.detail.id, session.version);
      adopt(answer);
      this.next(1, true);
    });
  }

  reopen(): void {
    attempt(async () => {
      const session = this.session.value!;
      const answer = await api.reopen(session.detail.id, session.version);
      session.adopt(answer.version);
      adopt(answer);
    });
  }

  hold(): void {
    attempt(async () => {
      const slice = this.slice!;
      adopt(await api.hold(slice.id, !slice.held));
      tell(slice.held ? 'This slice may be used for training again.' : 'Held out: this slice is never used for training and measures before and after.');
    });
  }

  /** Goes on in the queue: to any slice, or to one that is still to be looked at. */
  next(step: number, isOpen: boolean): void {
    const slices = store.slices.value;
    const at = slices.findIndex((slice) => slice.id === this.id);
    const ahead = step > 0 ? [...slices.slice(at + 1), ...slices.slice(0, Math.max(at, 0))] : [...slices.slice(0, Math.max(at, 0))].reverse();
    const found = ahead.find((slice) => !isOpen || slice.status === 'predicted' || slice.status === 'corrected');
    if (found) {
      location.hash = `#/slice/${encodeURIComponent(found.id)}`;
    } else if (isOpen) {
      location.hash = '#/done';
    } else {
      tell('This is the first slice of the queue.');
    }
  }

  private show(session: SliceSession): void {
    this.say('');
    this.channels.value = channelViews(session.detail.channels, this.channels.value);
    session.onchange = (box) => this.changed(box);
    session.onproblem = tellProblem;
    session.onconflict = (conflict) => attempt(() => settleConflict(session, conflict, store.project.value!.regions, this.reload));
    session.state.watch((state) => {
      this.saved.classList.toggle('away', state.isOffline);
      this.saved.textContent = state.isOffline
        ? `The program does not answer. ${state.waiting} ${state.waiting === 1 ? 'stroke waits' : 'strokes wait'} in this tab: leave it open.`
        : state.waiting > 0 ? 'Saving …' : 'All changes are saved.';
    });
    const regions = store.project.value!.regions;
    this.surface.viewer.overlay.setRegions(regions);
    this.surface.viewer.show(session.detail, this.channels.value);
    this.image.show(session.detail, this.channels.value, this.surface.viewer.view);
    this.session.value = session;
    this.surface.use(session);
    this.facts.replaceChildren(factPanel(session.detail, regions));
    this.side.replaceChildren(...this.panels);
    setLayers({});
    this.showSlices(store.slices.value);
  }

  /** A slice without a map: the image, and the way to one. */
  private lookOnly(detail: SliceDetail): void {
    this.channels.value = channelViews(detail.channels, this.channels.value);
    this.surface.viewer.show({ ...detail, binning: 1 }, this.channels.value);
    this.side.replaceChildren(this.panels[2]!);
    this.say('');
    this.busy.hidden = false;
    this.busy.replaceChildren(h('div', { class: 'ask' }, h('p', {}, detail.message || 'This slice is not predicted yet.'),
      h('button', { class: 'primary', onclick: () => startJob(() => api.predict([detail.id])) }, 'Predict this slice')));
  }

  private say(text: string): void {
    this.busy.textContent = text;
    this.busy.hidden = text === '';
  }

  private changed(box: Box): void {
    this.surface.viewer.overlay.update(box);
  }

  private setChannels(views: readonly ChannelView[]): void {
    if (this.id) {
      this.surface.viewer.setChannels(views);
      this.image.setChannels(views);
    }
  }

  private redraw(): void {
    const session = this.session.value;
    const shown = layers.value;
    if (this.stage.classList.contains('split') !== shown.sideBySide) {
      this.stage.classList.toggle('split', shown.sideBySide);
      this.image.attach(shown.sideBySide);
      this.surface.viewer.map.updateSize();
    }

    if (!session) {
      return;
    }

    const regions = store.project.value!.regions;
    const colors = new Uint32Array(256);
    regions.forEach((region) => (colors[region.index] = rgb(region.color)));
    const opacity = Math.round(shown.fillOpacity * 255);
    if (shown.probability && this.probability?.region !== hand.value.region) {
      this.loadProbability(hand.value.region);
    }

    const isBefore = shown.before && session.prediction !== null;
    this.element.classList.toggle('before', isBefore);
    this.surface.viewer.overlay.show({
      frame: { width: session.detail.width, height: session.detail.height, binning: session.detail.binning, offsetX: session.detail.offsetX ?? 0, offsetY: session.detail.offsetY ?? 0 },
      shading: {
        regions: isBefore ? session.prediction : session.editor.layers.regions,
        damage: session.editor.layers.damage,
        probability: shown.probability && this.probability?.region === hand.value.region ? this.probability.map : null,
        colors,
        isFilled: Array.from({ length: 256 }, (_, index) => regions.some((region) => region.index === index && index > 0 && region.key !== 'rest')),
        fillOpacity: shown.fill ? opacity : 0,
        damageOpacity: shown.damage ? Math.max(opacity, 120) : 0,
        probabilityOpacity: shown.probability ? Math.min(255, opacity * 3) : 0,
      },
      outlines: shown.outlines,
      selected: hand.value.layer === 'regions' ? hand.value.region : -1,
    });
  }

  private loadProbability(region: number): void {
    const session = this.session.value!;
    this.probability = { region, map: session.editor.layers.damage.clone() };
    this.probability.map.pixels.fill(0);
    api.probability(session.detail.id, region, this.abort.signal).then(({ map }) => {
      if (this.session.value === session && hand.value.region === region) {
        this.probability = { region, map };
        this.redraw();
      }
    }, (problem: unknown) => {
      tellProblem(problem);
      layers.value = { ...layers.value, probability: false };
    });
  }

  private showSlices(slices: readonly Slice[]): void {
    const { id } = this;
    // The current card looks different, so it is another item for the list.
    this.strip.show(slices.map((slice) => (slice.id === id ? { ...slice } : slice)));
    const at = slices.findIndex((slice) => slice.id === id);
    const slice = slices[at];
    if (!slice) {
      this.title.replaceChildren(h('h1', {}, id));
      return;
    }

    if (this.title.dataset['id'] !== id) {
      this.strip.reveal(at);
    }

    this.title.dataset['id'] = id;
    const { name, word } = grade(slice);
    this.title.replaceChildren(...[
      h('h1', {}, slice.name),
      h('span', { class: 'place' }, `${at + 1} of ${slices.length}`),
      h('span', { class: `chip ${slice.status}` }, statusText(slice)),
      slice.confidence == null ? '' : h('span', { class: `grade ${name}`, title: 'The Dice that the model expects to reach here' }, `expected Dice ${dice(slice.confidence)}${word ? `, ${word}` : ''}`),
      slice.message ? h('span', { class: 'warning' }, slice.message) : '',
    ]);
    this.element.dispatchEvent(new Event('slicechange'));
  }

  /** Takes over what another tab or a new prediction made of the slice, if nothing of one's own is under way. */
  private follow(id: string, version: number): void {
    const session = this.session.value;
    if (!session && id === this.id && !this.busy.hidden) {
      // A slice that had no map may have one now.
      this.open(id);
    }

    if (!session || id !== session.detail.id || version <= session.version) {
      return;
    }

    setTimeout(() => attempt(async () => {
      await session.settled();
      if (this.session.value === session && version > session.version && session.unsent.length === 0 && !this.surface.tools.isActive && !document.querySelector('dialog[open]')) {
        this.open(id);
        tell('This slice was changed elsewhere; the newest version is shown.');
      }
    }), 400);
    refreshSoon();
  }

  private hint(): HTMLElement {
    const left = h('span', { class: 'what' });
    const right = h('span', { class: 'where' });
    hand.watch((value) => (left.textContent = HINTS[value.tool]));
    this.surface.hover.watch((at) => {
      const map = this.session.value?.editor.layers.regions;
      const [x, y] = at ? [Math.floor(at.x), Math.floor(at.y)] : [-1, -1];
      const region = map?.contains(x, y) ? store.project.value?.regions.find((entry) => entry.index === map.at(x, y)) : undefined;
      right.textContent = map?.contains(x, y) ? `x ${x}, y ${y} · ${region?.name ?? ''}` : '';
    });
    return h('div', { class: 'hintbar' }, left, right, this.saved);
  }
}

const HINTS = {
  pan: 'Drag to move, wheel to zoom.',
  brush: 'Drag to paint. Shift or the right button takes away. Wheel: size. Ctrl + wheel: zoom. Space + drag: move.',
  polygon: 'Click vertices; a double click, the first vertex or Enter twice closes. Backspace takes the last vertex back, Esc all.',
  freehand: 'Drag around an area. Shift takes it away from the region.',
  wand: 'Click tissue of one brightness; drag to the right for more of it.',
  border: 'Drag a border; what is under the circle follows. Wheel: size.',
  midline: 'Drag an end of the midline, or draw it anew.',
} as const;
