import { store } from '../store.ts';
import type { CorrectView } from './correct.ts';
import { layers, setLayers, type Layers } from './display.ts';
import type { Binding } from './keyboard.ts';
import { paintable } from './panels.ts';
import { hand, resize, setHand, type ToolName } from './tools.ts';
import { toolKeys } from './toolStrip.ts';

/** Every key of the view, as the help lists them. */
export function correctBindings(view: CorrectView): readonly Binding[] {
  return [...toolBindings(view), ...drawBindings(view), ...sliceBindings(view), ...viewBindings(view)];
}

function toolBindings(view: CorrectView): Binding[] {
  const choose = (tool: ToolName) => () => {
    view.surface.tools.cancel();
    setHand({ tool });
  };
  return [
    ...toolKeys.map(({ tool, key, label }) => ({ keys: [key], does: label, group: 'Tools', run: choose(tool) })),
    { keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'], does: 'choose a region', group: 'Tools', run: (event) => chooseRegion(Number(event.key) - 1) },
    { keys: ['D'], does: 'damage, or back to the regions', group: 'Tools', run: () => setHand({ layer: hand.value.layer === 'damage' ? 'regions' : 'damage' }) },
    { keys: ['E'], does: 'add or take away', group: 'Tools', run: () => setHand({ adds: !hand.value.adds }) },
    { keys: ['K'], does: 'leave other regions alone', group: 'Tools', run: () => setHand({ keepsOthers: !hand.value.keepsOthers }) },
    { keys: ['.'], does: 'larger brush', group: 'Tools', run: () => resize(1) },
    { keys: [','], does: 'smaller brush', group: 'Tools', run: () => resize(-1) },
  ];
}

function drawBindings(view: CorrectView): Binding[] {
  const { surface } = view;
  const arrow = (x: number, y: number) => (event: KeyboardEvent) => {
    if (hand.value.tool === 'pan') {
      surface.viewer.move(x * 0.1, y * 0.1);
    } else {
      const step = event.shiftKey ? 10 : 1;
      surface.step(x * step, y * step);
    }
  };
  let last = 0;
  const enter = (event: KeyboardEvent): void => {
    const isSecond = event.timeStamp - last < 400;
    last = event.timeStamp;
    if (hand.value.tool === 'polygon' && isSecond) {
      surface.tools.close();
    } else {
      surface.press(event.shiftKey);
    }
  };
  return [
    { keys: ['Ctrl+Z'], does: 'undo', group: 'Draw', run: () => void view.session.value?.reverse('undo') },
    { keys: ['Ctrl+Shift+Z', 'Ctrl+Y'], does: 'redo', group: 'Draw', run: () => void view.session.value?.reverse('redo') },
    { keys: ['H'], does: 'fill the holes of the region', group: 'Draw', run: () => surface.tools.fillHoles() },
    { keys: ['ArrowLeft', 'Shift+ArrowLeft'], does: 'move the brush left (Shift: ten pixels), or the view', group: 'Draw', run: arrow(-1, 0) },
    { keys: ['ArrowRight', 'Shift+ArrowRight'], does: 'right', group: 'Draw', run: arrow(1, 0) },
    { keys: ['ArrowUp', 'Shift+ArrowUp'], does: 'up', group: 'Draw', run: arrow(0, -1) },
    { keys: ['ArrowDown', 'Shift+ArrowDown'], does: 'down', group: 'Draw', run: arrow(0, 1) },
    { keys: ['Enter', 'Shift+Enter'], does: 'begin or end a stroke (Shift: take away); set a vertex, twice: close', group: 'Draw', run: enter },
    { keys: ['Backspace'], does: 'take the last vertex back', group: 'Draw', run: () => void surface.tools.back() },
    { keys: ['Escape'], does: 'call the stroke off', group: 'Draw', run: () => surface.tools.cancel() },
  ];
}

function sliceBindings(view: CorrectView): Binding[] {
  return [
    { keys: ['A'], does: 'accept, and next', group: 'Slices', run: () => view.acceptAndNext() },
    { keys: ['N'], does: 'next without accepting', group: 'Slices', run: () => view.next(1, false) },
    { keys: ['Shift+N'], does: 'back', group: 'Slices', run: () => view.next(-1, false) },
    { keys: ['Shift+A'], does: 'open an accepted slice again', group: 'Slices', run: () => view.reopen() },
    { keys: ['Shift+H'], does: 'hold out of training, or not', group: 'Slices', run: () => view.hold() },
  ];
}

function viewBindings(view: CorrectView): Binding[] {
  const toggle = (name: keyof Layers & ('outlines' | 'fill' | 'damage' | 'probability' | 'before' | 'sideBySide')) => () => setLayers({ [name]: !layers.value[name] });
  const { viewer } = view.surface;
  return [
    { keys: ['O'], does: 'outlines', group: 'Look', run: toggle('outlines') },
    { keys: ['I'], does: 'fill', group: 'Look', run: toggle('fill') },
    { keys: ['X'], does: 'damage', group: 'Look', run: toggle('damage') },
    { keys: ['U'], does: 'probability of the region', group: 'Look', run: toggle('probability') },
    { keys: ['C'], does: 'the prediction instead of the corrected map', group: 'Look', run: toggle('before') },
    { keys: ['S'], does: 'side by side with the image', group: 'Look', run: toggle('sideBySide') },
    { keys: ['+', '='], does: 'zoom in', group: 'Look', run: () => viewer.zoom(1 / 1.4) },
    { keys: ['-'], does: 'zoom out', group: 'Look', run: () => viewer.zoom(1.4) },
    { keys: ['0'], does: 'whole slice', group: 'Look', run: () => viewer.fit() },
    { keys: ['Space'], does: 'hold and drag to move', group: 'Look', run: () => {} },
  ];
}

function chooseRegion(place: number): void {
  const region = paintable(store.project.value?.regions ?? [])[place];
  if (region && region.index > 0 && region.key !== 'rest') {
    setHand({ region: region.index, layer: 'regions' });
  }
}
