import type { Signal } from '../signal.ts';
import type { Region, SliceDetail } from '../types.ts';
import { layers, setLayers, type ChannelView } from './display.ts';
import { h } from './dom.ts';
import { hand, setHand } from './tools.ts';

/** The regions that can be painted: those that people annotate first, then other tissue and glass. */
export function paintable(regions: readonly Region[]): readonly Region[] {
  const isFree = (region: Region): boolean => region.index === 0 || region.key === 'rest';
  return [...regions.filter((region) => !isFree(region)), ...regions.filter((region) => region.key === 'rest'), ...regions.filter((region) => region.index === 0)];
}

/** The list of regions; the chosen one is what the tools paint. */
export function regionPanel(regions: readonly Region[]): HTMLElement {
  const list = paintable(regions);
  const group = h('div', { class: 'regions', role: 'radiogroup', 'aria-label': 'Region to paint' });
  const choose = (index: number): void => setHand({ region: index, layer: 'regions' });
  const entries = list.map((region, i) => {
    const swatch = h('span', { class: 'swatch' });
    swatch.style.backgroundColor = region.color;
    return h('button', {
      role: 'radio', class: 'region', 'data-region': region.index,
      onclick: () => choose(region.index),
      onkeydown: (event: KeyboardEvent) => {
        const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
        if (step !== 0) {
          event.preventDefault();
          event.stopPropagation();
          const next = entries[(i + step + entries.length) % entries.length]!;
          choose(Number(next.dataset['region']));
          next.focus();
        }
      },
    }, swatch, h('span', { class: 'name' }, region.index === 0 ? 'glass (background)' : region.name), i < 9 && region.index > 0 && region.key !== 'rest' && h('kbd', {}, String(i + 1)));
  });
  const damage = h('button', { role: 'radio', class: 'region damage', tabindex: 0, onclick: () => setHand({ layer: 'damage' }) },
    h('span', { class: 'swatch hatch' }), h('span', { class: 'name' }, 'damage'), h('kbd', {}, 'D'));
  group.append(...entries, damage);
  hand.watch((value) => {
    entries.forEach((entry) => {
      const isChosen = value.layer === 'regions' && Number(entry.dataset['region']) === value.region;
      entry.setAttribute('aria-checked', String(isChosen));
      entry.tabIndex = isChosen ? 0 : -1;
    });
    if (value.layer === 'damage') {
      entries[0]!.tabIndex = 0;
    }

    damage.setAttribute('aria-checked', String(value.layer === 'damage'));
  });
  return section('Regions', group);
}

/** Switches of what is drawn over the image. */
export function layerPanel(hasPrediction: () => boolean): HTMLElement {
  const boxes = ([
    ['outlines', 'Outlines', 'O'],
    ['fill', 'Fill', 'I'],
    ['damage', 'Damage', 'X'],
    ['probability', 'Probability of the region', 'U'],
    ['before', 'Show the prediction', 'C'],
    ['sideBySide', 'Side by side with the image', 'S'],
  ] as const).map(([name, label, key]) => {
    const input = h('input', { type: 'checkbox', onchange: () => setLayers({ [name]: input.checked }) });
    layers.watch((value) => {
      input.checked = value[name];
      input.disabled = (name === 'before' || name === 'probability') && !hasPrediction();
    });
    return h('label', { class: 'check' }, input, h('span', {}, label), h('kbd', {}, key));
  });
  const opacity = h('input', { type: 'range', min: 0, max: 100, 'aria-label': 'Opacity of the layers', oninput: () => setLayers({ fillOpacity: Number(opacity.value) / 100 }) });
  layers.watch((value) => (opacity.value = String(Math.round(value.fillOpacity * 100))));
  return section('Layers', ...boxes, h('label', { class: 'slider' }, h('span', {}, 'Opacity'), opacity));
}

/** Brightness, contrast, gamma and colour of each channel. */
export function imagePanel(views: Signal<readonly ChannelView[]>): HTMLElement {
  const content = h('div', { class: 'channels' });
  let shown = '';
  const change = (i: number, part: Partial<ChannelView>): void => {
    views.value = views.value.map((view, at) => (at === i ? { ...view, ...part } : view));
  };
  views.watch((all) => {
    // Rebuilt for another slice only, so that a slider stays under the finger.
    const names = all.map((view) => `${view.channel.index}${view.channel.name}${view.channel.low}${view.channel.high}`).join();
    if (names !== shown) {
      shown = names;
      content.replaceChildren(...all.map((view, i) => channelControls(view, i, all.length > 1, change)));
    }
  });
  return section('Image', content);
}

/** Files without names number their channels from 0. */
export function channelName(name: string, index: number): string {
  return name === '' || /^\d+$/.test(name) ? `Channel ${index + 1}` : name;
}

function channelControls(view: ChannelView, i: number, isOneOfSeveral: boolean, change: (i: number, part: Partial<ChannelView>) => void): HTMLElement {
  const { low, high, name } = view.channel;
  const range = Math.max(high - low, 1e-9);
  let timer = 0;
  // Tiles are made anew by the server from the full range of values, so wait until the slider rests.
  const soon = (part: () => Partial<ChannelView>): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => change(i, part()), 120);
  };
  const slider = (label: string, min: number, max: number, value: number, onvalue: () => void): [HTMLElement, HTMLInputElement] => {
    const input = h('input', { type: 'range', min, max, value, 'aria-label': `${label}${isOneOfSeveral ? ` of ${channelName(name, i)}` : ''}`, oninput: onvalue });
    return [h('label', { class: 'slider' }, h('span', {}, label), input), input];
  };
  const levels = (): Partial<ChannelView> => {
    // Brightness moves the levels, contrast narrows them around their middle.
    const width = range * 2 ** (-Number(contrast.value) / 50);
    const middle = low + range / 2 - (Number(brightness.value) / 100) * range;
    return { low: middle - width / 2, high: middle + width / 2, gamma: 2 ** (-Number(gamma.value) / 50) };
  };
  const [brightnessRow, brightness] = slider('Brightness', -100, 100, 0, () => soon(levels));
  const [contrastRow, contrast] = slider('Contrast', -100, 100, 0, () => soon(levels));
  const [gammaRow, gamma] = slider('Gamma', -100, 100, 0, () => soon(levels));
  const color = h('input', { type: 'color', value: view.color, 'aria-label': `Colour of ${channelName(name, i)}`, onchange: () => change(i, { color: color.value }) });
  const visible = h('input', { type: 'checkbox', onchange: () => change(i, { isVisible: visible.checked }) });
  visible.checked = view.isVisible;
  const reset = h('button', {
    class: 'quiet small', onclick: () => {
      [brightness, contrast, gamma].forEach((input) => (input.value = '0'));
      change(i, levels());
    },
  }, 'Reset');
  return h('fieldset', { class: 'channel-controls' },
    h('legend', {}, h('label', { class: 'check' }, visible, h('span', {}, channelName(name, i))), color, reset),
    brightnessRow, contrastRow, gammaRow);
}

/** Facts of a slice: where its labels are from, areas. */
export function factPanel(detail: SliceDetail, regions: readonly Region[]): HTMLElement {
  const facts: [string, string | null | undefined][] = [
    ['Size', `${detail.width} × ${detail.height} px${detail.pixelSize ? `, ${(detail.pixelSize * detail.width / 1000).toFixed(1)} × ${(detail.pixelSize * detail.height / 1000).toFixed(1)} mm` : ''}`],
    ['Map', `${detail.workingWidth} × ${detail.workingHeight} px${detail.binning > 1 ? `, 1 of its pixels = ${detail.binning} of the image` : ''}`],
    ['Queue', detail.reason],
    ['Model', detail.provenance?.model],
    ['Corrected', when(detail.provenance?.correctedAt)],
    ['Accepted', when(detail.provenance?.acceptedAt)],
  ];
  const areas = detail.regions.filter((area) => area.index > 0 && area.pixels > 0).map((area) => h('tr', {},
    h('th', { scope: 'row' }, regions.find((region) => region.index === area.index)?.name ?? String(area.index)),
    h('td', {}, area.areaUm2 == null ? `${area.pixels} px` : `${(area.areaUm2 / 1e6).toFixed(2)} mm²`)));
  return h('details', { class: 'panel' }, h('summary', {}, 'This slice'),
    h('dl', { class: 'facts' }, ...facts.filter(([, value]) => value).flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value!)])),
    areas.length > 0 && h('table', { class: 'areas' }, h('caption', {}, 'Areas when it was opened'), h('tbody', {}, ...areas)));
}

function when(time: string | null | undefined): string | null {
  return time ? new Date(time).toLocaleString() : null;
}

function section(title: string, ...content: Node[]): HTMLElement {
  return h('details', { class: 'panel', open: true }, h('summary', {}, title), ...content);
}
