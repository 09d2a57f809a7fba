import type { Box } from '../core/box.ts';
import type { Point } from '../core/brush.ts';
import { Signal } from '../signal.ts';
import type { SliceSession } from '../sliceSession.ts';
import { h, s } from './dom.ts';
import { hand, resize, ToolBox } from './tools.ts';
import { frameOf, Viewer } from './viewer.ts';

/** The viewer that is drawn on: pointer, wheel and keys become strokes, and the circle of the brush follows. */
export class Surface {
  readonly element: HTMLElement;
  readonly viewer: Viewer;
  readonly tools: ToolBox;
  /** The map pixel under the pointer. */
  readonly hover = new Signal<Point | null>(null);
  private readonly circle = h('div', { class: 'brush-circle', hidden: true });
  private readonly sketch = s('svg', { class: 'sketch', 'aria-hidden': 'true' });
  private readonly ending = new AbortController();
  private session: SliceSession | null = null;
  private isSpaceDown = false;
  private pointer: number | null = null;
  private at: Point | null = null;

  constructor() {
    const view = h('div', {
      class: 'viewer', tabindex: 0, role: 'application', 'aria-roledescription': 'drawing surface',
      'aria-label': 'Slice. Arrow keys move the brush, Enter begins and ends a stroke.',
    });
    this.element = h('div', { class: 'surface' }, view);
    this.viewer = new Viewer(view, {
      drags: (event) => hand.value.tool === 'pan' || this.isSpaceDown || event.button === 1,
      zooms: (event) => !this.hasSize() || event.ctrlKey || event.metaKey || event.shiftKey,
    });
    this.element.append(this.sketch, this.circle);
    this.tools = new ToolBox((box: Box) => this.viewer.overlay.update(box));
    this.tools.sketch.watch(() => this.drawSketch());
    this.viewer.map.on('postrender', () => this.follow());
    hand.watch(() => this.follow());
    this.listen(view);
  }

  destroy(): void {
    this.ending.abort();
    this.viewer.map.dispose();
  }

  use(session: SliceSession | null): void {
    this.session = session;
    this.tools.use(session);
    this.at = null;
    session?.midline.watch(() => this.drawSketch());
    this.follow();
  }

  /** Moves the brush by keys, in map pixels. */
  step(x: number, y: number): void {
    const session = this.session;
    if (!session) {
      return;
    }

    const { width, height } = session.intensity;
    const from = this.at ?? { x: Math.floor(width / 2) + 0.5, y: Math.floor(height / 2) + 0.5 };
    const to = { x: Math.min(width - 0.5, Math.max(0.5, Math.floor(from.x) + 0.5 + x)), y: Math.min(height - 0.5, Math.max(0.5, Math.floor(from.y) + 0.5 + y)) };
    this.moveTo(to);
    this.tools.move(to);
  }

  /** Begins or ends a stroke by key, or sets a vertex. */
  press(takes: boolean): void {
    this.step(0, 0);
    if (hand.value.tool !== 'polygon' && this.tools.isActive) {
      this.tools.up();
    } else {
      this.tools.down(this.at!, takes);
    }

    this.follow();
  }

  private hasSize(): boolean {
    return ['brush', 'border'].includes(hand.value.tool) && !this.isSpaceDown;
  }

  private listen(view: HTMLElement): void {
    view.addEventListener('pointerdown', (event) => this.down(event), { capture: true });
    view.addEventListener('pointermove', (event) => this.move(event));
    view.addEventListener('pointerup', (event) => this.up(event));
    view.addEventListener('pointercancel', () => this.tools.cancel());
    view.addEventListener('pointerleave', () => this.pointer === null && this.moveTo(null));
    view.addEventListener('dblclick', () => hand.value.tool === 'polygon' && this.tools.close());
    view.addEventListener('contextmenu', (event) => event.preventDefault());
    view.addEventListener('wheel', (event) => {
      if (this.hasSize() && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        resize(event.deltaY < 0 ? 1 : -1);
      }
    }, { passive: false });
    document.addEventListener('keydown', (event) => event.key === ' ' && this.hold(true), { signal: this.ending.signal });
    document.addEventListener('keyup', (event) => event.key === ' ' && this.hold(false), { signal: this.ending.signal });
  }

  private hold(isDown: boolean): void {
    this.isSpaceDown = isDown;
    this.element.classList.toggle('moving', isDown);
  }

  private down(event: PointerEvent): void {
    const at = this.viewer.toMap(event.clientX, event.clientY);
    if (!event.isPrimary) {
      // Two fingers zoom; what the first has begun is no stroke.
      this.tools.cancel();
    }

    const isDrawing = hand.value.tool !== 'pan' && !this.isSpaceDown && (event.button === 0 || event.button === 2) && event.isPrimary;
    if (!isDrawing || !at || !this.session) {
      return;
    }

    event.stopPropagation();
    this.viewer.element.focus({ preventScroll: true });
    this.viewer.element.setPointerCapture(event.pointerId);
    this.pointer = event.pointerId;
    this.moveTo(at);
    if (this.isAtFirstVertex(at)) {
      this.tools.close();
    } else {
      this.tools.down(at, event.shiftKey || event.button === 2);
    }
  }

  // A click on the first vertex closes a polygon.
  private isAtFirstVertex(at: Point): boolean {
    const points = this.tools.sketch.value?.points ?? [];
    return hand.value.tool === 'polygon' && points.length >= 3 && Math.hypot(at.x - points[0]!.x, at.y - points[0]!.y) * this.viewer.scale < 9;
  }

  private move(event: PointerEvent): void {
    const coalesced = event.getCoalescedEvents?.() ?? [];
    for (const part of coalesced.length > 0 ? coalesced : [event]) {
      const at = this.viewer.toMap(part.clientX, part.clientY);
      if (at && this.pointer === event.pointerId) {
        this.tools.move(at);
      }
    }

    this.moveTo(this.viewer.toMap(event.clientX, event.clientY));
  }

  private up(event: PointerEvent): void {
    if (this.pointer === event.pointerId) {
      this.pointer = null;
      this.tools.up();
    }
  }

  private moveTo(at: Point | null): void {
    this.at = at;
    this.hover.value = at;
    this.follow();
  }

  /** Puts circle and sketch where the map is now. */
  private follow(): void {
    const { tool, size } = hand.value;
    const screen = this.at && this.session && (tool === 'brush' || tool === 'border') ? this.viewer.toScreen(this.at) : null;
    this.circle.hidden = !screen;
    if (screen) {
      const diameter = Math.max(3, (tool === 'border' ? 2 : 1) * size * this.viewer.scale);
      this.circle.style.width = this.circle.style.height = `${diameter}px`;
      this.circle.style.transform = `translate(${screen.x - diameter / 2}px, ${screen.y - diameter / 2}px)`;
      this.circle.classList.toggle('takes', !hand.value.adds);
    }

    this.element.dataset['tool'] = tool;
    this.drawSketch();
  }

  private drawSketch(): void {
    const session = this.session;
    this.sketch.replaceChildren();
    if (!session) {
      return;
    }

    const points = [...(this.tools.sketch.value?.points ?? [])];
    const open = hand.value.tool === 'polygon' && points.length > 0 && this.at ? [...points, this.at] : points;
    const screen = open.map((point) => this.viewer.toScreen(point)).filter((point) => point !== null);
    if (screen.length > 0) {
      this.sketch.append(s('polygon', { points: screen.map((point) => `${point.x},${point.y}`).join(' ') }));
      if (hand.value.tool === 'polygon') {
        screen.slice(0, points.length).forEach((point) => this.sketch.append(s('circle', { cx: point.x, cy: point.y, r: 4 })));
      }
    }

    const line = session.midline.value;
    if (line) {
      const frame = frameOf(session.detail);
      const ends = line.map(([x, y]) => this.viewer.toScreen({ x: x / frame.binning + frame.offsetX, y: y / frame.binning + frame.offsetY }));
      if (ends[0] && ends[1]) {
        const isInHand = hand.value.tool === 'midline';
        this.sketch.append(s('line', { class: 'midline', x1: ends[0].x, y1: ends[0].y, x2: ends[1].x, y2: ends[1].y }));
        ends.forEach((end) => isInHand && this.sketch.append(s('circle', { class: 'midline', cx: end!.x, cy: end!.y, r: 7 })));
      }
    }
  }
}

