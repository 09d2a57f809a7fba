import type { Box } from '../core/box.ts';
import type { Point } from '../core/brush.ts';
import type { LayerName, Paint } from '../core/editor.ts';
import { holes, wand } from '../core/flood.ts';
import { Signal } from '../signal.ts';
import type { SliceSession } from '../sliceSession.ts';
import type { MidlinePoints } from '../types.ts';
import { tell } from './toast.ts';

export const TOOLS = ['pan', 'brush', 'polygon', 'freehand', 'wand', 'border', 'midline'] as const;
export type ToolName = (typeof TOOLS)[number];

/** What is in hand. Kept from slice to slice. */
export interface Hand {
  readonly tool: ToolName;
  readonly layer: LayerName;
  readonly region: number;
  /** Adds to the region, or takes from it. */
  readonly adds: boolean;
  readonly keepsOthers: boolean;
  /** Diameter in map pixels. */
  readonly size: number;
  /** Difference of brightness that the wand accepts, of 255. */
  readonly tolerance: number;
}

// Fingers move the slice; painting needs a pen or a mouse.
const isTouch = typeof matchMedia === 'function' && matchMedia('(pointer: coarse)').matches;

export const hand = new Signal<Hand>({ tool: isTouch ? 'pan' : 'brush', layer: 'regions', region: 1, adds: true, keepsOthers: false, size: 4, tolerance: 20 });

export function setHand(change: Partial<Hand>): void {
  hand.value = { ...hand.value, ...change };
}

/** Sizes grow by steps that are small where the brush is small. */
export function resize(steps: number): void {
  const size = hand.value.size;
  const next = steps > 0 ? Math.max(size + 1, size * 1.15) : Math.min(size - 1, size / 1.15);
  setHand({ size: Math.min(1000, Math.max(1, Math.round(next))) });
}

/** The drawing of a tool that is not in the map yet. */
export interface Sketch {
  readonly points: readonly Point[];
  readonly isClosed: boolean;
}

/** Turns the way of the pointer, in map pixels, into strokes. It knows nothing of the screen, so keys can draw as well. */
export class ToolBox {
  readonly sketch = new Signal<Sketch | null>(null);
  private session: SliceSession | null = null;
  private readonly redraw: (box: Box) => void;
  private last: Point | null = null;
  private start: Point | null = null;
  private isTaking = false;
  private handle = 0;
  private lineBefore: MidlinePoints | null = null;

  constructor(redraw: (box: Box) => void) {
    this.redraw = redraw;
  }

  /** Whether a stroke or a polygon is begun. */
  get isActive(): boolean {
    return this.last !== null || this.sketch.value !== null;
  }

  use(session: SliceSession | null): void {
    this.cancel();
    this.session = session;
  }

  /** Presses the tool onto the map. */
  down(at: Point, takes: boolean): void {
    const { session } = this;
    if (!session || session.isBusy) {
      return;
    }

    this.isTaking = takes;
    this.start = at;
    switch (hand.value.tool) {
      case 'brush':
        this.show(session.editor.brush(this.layer, this.paint, at, at, hand.value.size));
        this.last = at;
        break;
      case 'freehand':
        this.sketch.value = { points: [at], isClosed: true };
        this.last = at;
        break;
      case 'polygon':
        this.sketch.value = { points: [...(this.sketch.value?.points ?? []), at], isClosed: true };
        break;
      case 'wand':
        if (this.flood(hand.value.tolerance)) {
          this.last = at;
        } else {
          tell('The wand works in tissue; here is glass.');
        }

        break;
      case 'border':
        this.last = at;
        break;
      case 'midline':
        this.grabMidline(at);
        break;
      case 'pan':
        break;
    }
  }

  /** Moves the pressed tool. */
  move(at: Point): void {
    const { session, last } = this;
    if (!session || !last) {
      return;
    }

    switch (hand.value.tool) {
      case 'brush':
        this.show(session.editor.brush(this.layer, this.paint, last, at, hand.value.size));
        break;
      case 'freehand':
        if (Math.hypot(at.x - last.x, at.y - last.y) < 0.3) {
          return;
        }

        this.sketch.value = { points: [...this.sketch.value!.points, at], isClosed: true };
        break;
      case 'wand':
        // To the right for more: one grey value of 255 per 1/150 of the slice.
        this.flood(hand.value.tolerance + (at.x - this.start!.x) / (session.intensity.width / 150));
        break;
      case 'border':
        this.show(session.editor.drag(this.layer, last, at, hand.value.size * 2));
        break;
      case 'midline':
        this.dragMidline(at);
        break;
      default:
        return;
    }

    this.last = at;
  }

  /** Lifts the tool: what was drawn is a stroke now. */
  up(): void {
    const { session, last } = this;
    if (!session || !last) {
      return;
    }

    const tool = hand.value.tool;
    this.last = null;
    if (tool === 'freehand') {
      this.close();
    } else if (tool === 'midline') {
      this.dropMidline(session);
    } else {
      session.commit(tool);
    }
  }

  /** Closes a polygon or freehand line and fills it. */
  close(): void {
    const points = this.sketch.value?.points ?? [];
    this.sketch.value = null;
    if (this.session && points.length >= 3) {
      this.show(this.session.editor.polygon(this.layer, this.paint, points));
      this.session.commit(hand.value.tool);
    }
  }

  /** Takes the last vertex of a polygon back; the last tenth of a freehand line. */
  back(): boolean {
    const sketch = this.sketch.value;
    if (!sketch) {
      return false;
    }

    const fewer = hand.value.tool === 'freehand' ? Math.max(1, Math.ceil(sketch.points.length / 10)) : 1;
    const points = sketch.points.slice(0, -fewer);
    this.sketch.value = points.length > 0 ? { ...sketch, points } : null;
    this.last = hand.value.tool === 'freehand' ? (points.at(-1) ?? null) : this.last;
    return true;
  }

  /** Calls off what is not finished. */
  cancel(): void {
    this.sketch.value = null;
    if (this.last && this.session && hand.value.tool === 'midline') {
      this.session.midline.value = this.lineBefore;
    }

    this.last = null;
    const box = this.session?.editor.cancel();
    if (box) {
      this.redraw(box);
    }
  }

  /** Fills all holes of the region. */
  fillHoles(): void {
    const session = this.session;
    if (!session || session.isBusy || this.isActive) {
      return;
    }

    const { region } = hand.value;
    const { editor } = session;
    const found = this.layer === 'damage'
      ? holes(editor.layers.damage, 1, () => true)
      : holes(editor.layers.regions, region, (value) => editor.isFree(value));
    found.forEach((hole) => this.show(editor.fill(this.layer, { value: region, adds: true, keepsOthers: false }, hole)));
    session.commit('fill-holes');
    tell(found.length === 0 ? 'This region has no holes.' : `Filled ${found.length} ${found.length === 1 ? 'hole' : 'holes'}.`);
  }

  private get layer(): LayerName {
    return hand.value.layer;
  }

  private get paint(): Paint {
    const { layer, region, adds, keepsOthers } = hand.value;
    return { value: layer === 'damage' ? 1 : region, adds: adds !== this.isTaking, keepsOthers };
  }

  private show(box: Box | null): void {
    if (box) {
      this.redraw(box);
    }
  }

  private flood(tolerance: number): boolean {
    const { session, start } = this;
    const { editor, intensity } = session!;
    this.show(editor.cancel());
    const area = wand(intensity, Math.floor(start!.x), Math.floor(start!.y), Math.max(0, tolerance));
    if (area) {
      this.show(editor.fill(this.layer, this.paint, area));
    }

    return area !== null;
  }

  // A press without a drag is no line.
  private dropMidline(session: SliceSession): void {
    const line = session.midline.value!;
    if (Math.hypot(line[0][0] - line[1][0], line[0][1] - line[1][1]) < session.detail.binning) {
      session.midline.value = this.lineBefore;
    } else {
      void session.moveMidline(line, this.lineBefore);
    }
  }

  // An end that is near is dragged; elsewhere, a press begins a new line.
  private grabMidline(at: Point): void {
    const session = this.session!;
    const line = session.midline.value;
    this.lineBefore = line;
    const near = 0.05 * Math.max(session.intensity.width, session.intensity.height);
    const full = this.toFull(at);
    const distances = line?.map(([x, y]) => Math.hypot(x - full[0], y - full[1]) / session.detail.binning) ?? [];
    const nearest = distances.length === 2 && distances[1]! < distances[0]! ? 1 : 0;
    if (line && distances[nearest]! < near) {
      this.handle = nearest;
    } else {
      this.handle = 1;
      session.midline.value = [full, full];
    }

    this.last = at;
  }

  private dragMidline(at: Point): void {
    const session = this.session!;
    const ends = [...session.midline.value!] as [readonly [number, number], readonly [number, number]];
    ends[this.handle] = this.toFull(at);
    session.midline.value = ends as MidlinePoints;
  }

  private toFull(at: Point): [number, number] {
    const { binning, offsetX = 0, offsetY = 0 } = this.session!.detail;
    return [(at.x - offsetX) * binning, (at.y - offsetY) * binning];
  }
}
