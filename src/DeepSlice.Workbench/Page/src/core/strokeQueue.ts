import type { Stroke } from './editor.ts';

/** The server's answer to a change. */
export interface Change {
  readonly version: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** Thrown where another tab or person changed the slice meanwhile. */
export class Conflict extends Error {
  readonly version: number;
  readonly changedAt: string | null;

  constructor(version: number, changedAt: string | null) {
    super('another tab or person changed this slice meanwhile');
    this.version = version;
    this.changedAt = changedAt;
  }
}

/** Thrown where the server does not answer; the same request may be sent again. */
export class Unreachable extends Error {}

/** How the queue stands. */
export interface QueueState {
  readonly waiting: number;
  readonly isOffline: boolean;
}

interface Entry {
  readonly id: string;
  readonly stroke: Stroke;
}

/**
 * Sends the strokes of one slice one after another, in order. A stroke stays at the head until the server has it in its journal, and is sent again with the
 * same id while the server is away, so that it is neither lost nor counted twice.
 */
export class StrokeQueue {
  version: number;
  private readonly entries: Entry[] = [];
  private readonly send: (id: string, version: number, stroke: Stroke) => Promise<Change>;
  private readonly report: (state: QueueState, change: Change | null) => void;
  private readonly fail: (problem: unknown) => void;
  private readonly pause: (attempt: number) => Promise<void>;
  private working: Promise<void> | null = null;
  private isStopped = false;

  constructor(
    version: number,
    send: (id: string, version: number, stroke: Stroke) => Promise<Change>,
    report: (state: QueueState, change: Change | null) => void,
    fail: (problem: unknown) => void,
    pause: (attempt: number) => Promise<void> = (attempt) => new Promise((done) => setTimeout(done, Math.min(250 * 2 ** attempt, 4000)))) {
    this.version = version;
    this.send = send;
    this.report = report;
    this.fail = fail;
    this.pause = pause;
  }

  /** Strokes that the server does not have yet. */
  get waiting(): readonly Stroke[] {
    return this.entries.map((entry) => entry.stroke);
  }

  add(id: string, stroke: Stroke): void {
    this.entries.push({ id, stroke });
    this.report({ waiting: this.entries.length, isOffline: false }, null);
    this.working ??= this.work().finally(() => (this.working = null));
  }

  /** Waits until the server has all strokes. */
  async settled(): Promise<void> {
    while (this.working) {
      await this.working;
    }
  }

  /** Forgets what was not sent, after a conflict that the user has decided. */
  restart(version: number): void {
    this.entries.length = 0;
    this.version = version;
    this.isStopped = false;
  }

  private async work(): Promise<void> {
    for (let attempt = 0; this.entries.length > 0 && !this.isStopped; ) {
      const { id, stroke } = this.entries[0]!;
      try {
        const change = await this.send(id, this.version, stroke);
        this.version = change.version;
        this.entries.shift();
        attempt = 0;
        this.report({ waiting: this.entries.length, isOffline: false }, change);
      } catch (problem) {
        if (problem instanceof Unreachable) {
          this.report({ waiting: this.entries.length, isOffline: true }, null);
          await this.pause(attempt++);
        } else {
          this.isStopped = true;
          this.fail(problem);
        }
      }
    }
  }
}
