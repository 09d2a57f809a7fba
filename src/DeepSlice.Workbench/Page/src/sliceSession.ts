import { api } from './api.ts';
import type { Box } from './core/box.ts';
import { Editor, type LayerName, type Stroke } from './core/editor.ts';
import { Raster } from './core/raster.ts';
import { Conflict, StrokeQueue, type Change } from './core/strokeQueue.ts';
import { Signal } from './signal.ts';
import type { MidlinePoints, Region, SliceDetail } from './types.ts';

/** Whether there is something to undo, and what is on its way to the server. */
export interface EditState {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly waiting: number;
  readonly isOffline: boolean;
}

/** Thrown where a slice has no map yet: it can be looked at, not edited. */
export class NotPredicted extends Error {
  readonly detail: SliceDetail;

  constructor(detail: SliceDetail) {
    super('this slice is not predicted yet');
    this.detail = detail;
  }
}

/** One slice that is open: its maps, and the way of its changes to the server. A new one is made for every slice, so nothing of the last one stays. */
export class SliceSession {
  readonly detail: SliceDetail;
  readonly editor: Editor;
  readonly intensity: Raster;
  readonly prediction: Raster | null;
  readonly state: Signal<EditState>;
  readonly midline: Signal<MidlinePoints | null>;
  /** Called with the box of the map that changed. */
  onchange: (box: Box) => void = () => {};
  onproblem: (problem: unknown) => void = () => {};
  onconflict: (conflict: Conflict) => void = () => {};
  private readonly queue: StrokeQueue;
  private reversing: Promise<void> | null = null;

  private constructor(detail: SliceDetail, regions: readonly Region[], maps: { current: Raster; damage: Raster; prediction: Raster | null; intensity: Raster; version: number }) {
    this.detail = detail;
    this.intensity = maps.intensity;
    this.prediction = maps.prediction;
    const rest = regions.find((region) => region.key === 'rest')?.index ?? null;
    this.editor = new Editor(maps.current, maps.damage, { background: 0, rest }, (index) => this.intensity.pixels[index]! > 0);
    this.state = new Signal<EditState>({ canUndo: detail.canUndo, canRedo: detail.canRedo, waiting: 0, isOffline: false });
    this.midline = new Signal(detail.midline);
    this.queue = new StrokeQueue(
      maps.version,
      (id, version, stroke) => api.stroke(detail.id, id, version, stroke),
      (state, change) => this.report(change, state.waiting, state.isOffline),
      (problem) => this.fail(problem));
  }

  static async open(id: string, regions: readonly Region[], signal: AbortSignal): Promise<SliceSession> {
    const detail = await api.slice(id, signal);
    if (detail.workingWidth === 0) {
      throw new NotPredicted(detail);
    }

    const hasPrediction = detail.provenance?.predictedAt != null || detail.status === 'predicted';
    const [current, damage, intensity, prediction] = await Promise.all([
      api.map(id, 'current', signal),
      api.damage(id, signal).catch(() => null),
      api.intensity(id, signal),
      hasPrediction ? api.map(id, 'prediction', signal).catch(() => null) : null,
    ]);
    signal.throwIfAborted();
    return new SliceSession(detail, regions, {
      current: current.map,
      damage: damage?.map ?? new Raster(current.map.width, current.map.height),
      intensity: intensity.map,
      prediction: prediction?.map ?? null,
      version: current.version,
    });
  }

  get version(): number {
    return this.queue.version;
  }

  /** Strokes that the server does not have yet. */
  get unsent(): readonly Stroke[] {
    return this.queue.waiting;
  }

  /** Whether editing has to wait, because an undone stroke is on its way. */
  get isBusy(): boolean {
    return this.reversing !== null;
  }

  /** Finishes the stroke in hand and sends it. */
  commit(tool: string): void {
    const stroke = this.editor.commit(tool);
    if (stroke) {
      this.queue.add(crypto.randomUUID(), stroke);
    }
  }

  /** Waits until the server has everything. */
  async settled(): Promise<void> {
    await this.reversing;
    await this.queue.settled();
  }

  /** Undoes or redoes a stroke, or goes back to the prediction; the server has the history. */
  reverse(way: 'undo' | 'redo' | 'revert'): Promise<void> {
    const work = async (): Promise<void> => {
      await this.queue.settled();
      if (this.queue.waiting.length > 0) {
        return;
      }

      const answer = await api.reverse(this.detail.id, way, this.queue.version);
      this.queue.version = answer.version;
      if (way === 'revert') {
        await this.fetchLayers();
      } else if (answer.box && answer.pixels.length > 0) {
        this.editor.apply(answer.layer, answer.box, answer.pixels);
        this.onchange(answer.box);
      }

      this.report(answer, 0, false);
    };
    const previous = this.reversing ?? Promise.resolve();
    const next = previous.then(work).catch((problem: unknown) => this.fail(problem)).finally(() => {
      if (this.reversing === next) {
        this.reversing = null;
      }
    });
    this.reversing = next;
    return next;
  }

  /** Moves the midline; shows the one before where the server refuses it. */
  async moveMidline(line: MidlinePoints, before: MidlinePoints | null): Promise<void> {
    this.midline.value = line;
    await this.settled();
    try {
      this.queue.version = (await api.midline(this.detail.id, this.queue.version, line)).version;
    } catch (problem) {
      this.midline.value = before;
      this.fail(problem);
    }
  }

  /** Takes over what the server answered to another change of the slice. */
  adopt(version: number): void {
    this.queue.version = version;
  }

  /** Ends a conflict: puts one's own maps on the newest version, as strokes of what differs from it. */
  keepMine(theirs: Record<LayerName, Raster>, version: number): void {
    this.editor.cancel();
    this.queue.restart(version);
    for (const layer of ['regions', 'damage'] as const) {
      const mine = this.editor.layers[layer].clone();
      this.editor.apply(layer, whole(mine), theirs[layer].pixels);
      const box = mine.difference(theirs[layer]);
      if (box) {
        const pixels = mine.read(box);
        this.editor.apply(layer, box, pixels);
        this.queue.add(crypto.randomUUID(), { layer, tool: 'keep-mine', box, pixels });
      }
    }

    this.onchange(whole(theirs.regions));
  }

  /** Gets both layers anew, of which a revert may have changed one or both. */
  private async fetchLayers(): Promise<void> {
    const [regions, damage] = await Promise.all([api.map(this.detail.id, 'current'), api.damage(this.detail.id)]);
    this.editor.apply('regions', whole(regions.map), regions.map.pixels);
    this.editor.apply('damage', whole(damage.map), damage.map.pixels);
    this.onchange(whole(regions.map));
  }

  private report(change: Change | null, waiting: number, isOffline: boolean): void {
    const { canUndo, canRedo } = change ?? this.state.value;
    this.state.value = { canUndo: canUndo ?? true, canRedo: canRedo ?? false, waiting, isOffline };
  }

  private fail(problem: unknown): void {
    if (problem instanceof Conflict) {
      this.onconflict(problem);
    } else {
      this.onproblem(problem);
    }
  }
}

function whole(map: Raster): Box {
  return { x: 0, y: 0, width: map.width, height: map.height };
}
