import type { CorrectView } from './correct.ts';
import { h, icon, ICONS } from './dom.ts';
import { hand, setHand, type ToolName } from './tools.ts';

export const toolKeys: readonly { readonly tool: ToolName; readonly key: string; readonly label: string }[] = [
  { tool: 'pan', key: 'V', label: 'Move and look' },
  { tool: 'brush', key: 'B', label: 'Brush' },
  { tool: 'polygon', key: 'P', label: 'Polygon' },
  { tool: 'freehand', key: 'F', label: 'Freehand' },
  { tool: 'wand', key: 'W', label: 'Wand' },
  { tool: 'border', key: 'R', label: 'Move a border' },
  { tool: 'midline', key: 'L', label: 'Midline' },
];

/** The tools at the left edge. */
export function toolStrip(view: CorrectView): HTMLElement {
  const tools = toolKeys.map(({ tool, key, label }) => {
    const button = h('button', { class: 'tool', 'aria-label': label, title: `${label} (${key})`, onclick: () => {
      view.surface.tools.cancel();
      setHand({ tool });
    } }, icon(ICONS[tool]));
    hand.watch((value) => button.setAttribute('aria-pressed', String(value.tool === tool)));
    return button;
  });
  const adds = h('button', { class: 'tool mode', onclick: () => setHand({ adds: !hand.value.adds }) });
  const keeps = h('button', { class: 'tool', 'aria-label': 'Leave other regions alone', title: 'Leave other regions alone (K)', onclick: () => setHand({ keepsOthers: !hand.value.keepsOthers }) }, icon(ICONS.lock));
  const holes = h('button', { class: 'tool', 'aria-label': 'Fill holes', title: 'Fill the holes of the region (H)', onclick: () => view.surface.tools.fillHoles() }, icon(ICONS.holes));
  const size = h('input', { type: 'range', min: 1, max: 100, 'aria-label': 'Size of the brush in map pixels', title: 'Size of the brush', oninput: () => setHand({ size: Number(size.value) }) });
  const sizeText = h('output', {});
  hand.watch((value) => {
    adds.textContent = value.adds ? '+' : '−';
    adds.setAttribute('aria-label', value.adds ? 'The tools add to the region' : 'The tools take from the region');
    adds.title = `${value.adds ? 'Adds to' : 'Takes from'} the region (E)`;
    keeps.setAttribute('aria-pressed', String(value.keepsOthers));
    size.value = String(value.size);
    sizeText.textContent = `${value.size} px`;
  });
  return h('div', { class: 'toolstrip', role: 'toolbar', 'aria-label': 'Tools', 'aria-orientation': 'vertical' },
    ...tools, h('hr', {}), adds, keeps, holes, h('div', { class: 'size' }, size, sizeText));
}

/** Undo, redo, and the ways through the queue. */
export function actionBar(view: CorrectView): HTMLElement {
  const undo = h('button', { 'aria-label': 'Undo', title: 'Undo (Ctrl+Z)', onclick: () => void view.session.value?.reverse('undo') }, icon(ICONS.undo));
  const redo = h('button', { 'aria-label': 'Redo', title: 'Redo (Ctrl+Shift+Z)', onclick: () => void view.session.value?.reverse('redo') }, icon(ICONS.redo));
  const revert = h('button', { 'aria-label': 'Back to the prediction', title: 'Back to the prediction; Undo takes this back', onclick: () => void view.session.value?.reverse('revert') }, icon(ICONS.revert));
  const hold = h('button', { 'aria-label': 'Hold out', title: 'Hold out: never used for training, measures before and after (Shift+H)', onclick: () => view.hold() }, icon(ICONS.lock));
  const fit = h('button', { 'aria-label': 'Whole slice', title: 'Whole slice (0)', onclick: () => view.surface.viewer.fit() }, icon(ICONS.fit));
  const previous = h('button', { 'aria-label': 'Previous slice', title: 'Previous (Shift+N)', onclick: () => view.next(-1, false) }, icon(ICONS.previous));
  const next = h('button', { 'aria-label': 'Next slice', title: 'Next (N)', onclick: () => view.next(1, false) }, icon(ICONS.next));
  const accept = h('button', { class: 'primary', title: 'Accept, and next (A)', onclick: () => view.acceptAndNext() }, icon(ICONS.check), h('span', {}, 'Accept and next'));
  const reopen = h('button', { title: 'Open again for corrections (Shift+A)', onclick: () => view.reopen() }, 'Reopen');
  const show = (): void => {
    const state = view.session.value?.state.value;
    undo.disabled = !state || (!state.canUndo && state.waiting === 0);
    redo.disabled = !state?.canRedo;
    revert.disabled = !view.session.value?.prediction;
    accept.disabled = !view.session.value;
    const slice = view.slice;
    hold.setAttribute('aria-pressed', String(slice?.held ?? false));
    reopen.hidden = slice?.status !== 'accepted';
    accept.hidden = slice?.status === 'accepted';
  };
  let end = (): void => {};
  view.session.watch((session) => {
    end();
    end = session ? session.state.watch(show) : () => {};
    show();
  });
  queueMicrotask(() => view.element.addEventListener('slicechange', show));
  return h('div', { class: 'actions', role: 'toolbar', 'aria-label': 'Slice' },
    undo, redo, revert, fit, hold, h('span', { class: 'gap' }), previous, next, reopen, accept);
}
