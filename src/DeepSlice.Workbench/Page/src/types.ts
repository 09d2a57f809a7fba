/** What the server answers; see the reference of the workbench. */

export interface Session {
  readonly csrf: string;
  readonly version: string;
  readonly project: string;
}

export interface Region {
  readonly index: number;
  readonly key: string;
  readonly name: string;
  readonly color: string;
}

export interface Counts {
  readonly slices: number;
  readonly predicted: number;
  readonly corrected: number;
  readonly accepted: number;
  readonly held: number;
}

export interface Project {
  readonly name: string;
  readonly folder: string;
  readonly regions: readonly Region[];
  readonly model: { readonly name: string; readonly file?: string; readonly provenance?: string } | null;
  readonly models: readonly { readonly name: string; readonly note?: string }[];
  readonly counts: Counts;
}

export type SliceStatus = 'new' | 'predicted' | 'corrected' | 'accepted' | 'failed';

export interface Slice {
  readonly id: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly workingWidth: number;
  readonly workingHeight: number;
  readonly binning: number;
  readonly offsetX?: number;
  readonly offsetY?: number;
  readonly pixelSize: number | null;
  readonly status: SliceStatus;
  readonly held: boolean;
  readonly confidence: number | null;
  readonly flagged: boolean;
  readonly reason: string | null;
  readonly version: number;
  readonly message: string | null;
}

export interface Channel {
  readonly index: number;
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

export type MidlinePoints = readonly [readonly [number, number], readonly [number, number]];

export interface SliceDetail extends Slice {
  readonly channels: readonly Channel[];
  readonly regions: readonly { readonly index: number; readonly pixels: number; readonly areaUm2: number | null }[];
  readonly provenance: { readonly model: string | null; readonly predictedAt: string | null; readonly correctedAt: string | null; readonly acceptedAt: string | null } | null;
  readonly midline: MidlinePoints | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly tileLevels: number;
  readonly tileSize: number;
  readonly tissueLength?: number;
}

export interface SlicePage {
  readonly total: number;
  readonly items: readonly Slice[];
}

export interface CurvePoint {
  readonly epoch: number;
  readonly loss: number | null;
  readonly dice: number | null;
}

export type JobState = 'waiting' | 'running' | 'paused' | 'done' | 'failed' | 'cancelled';

export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly state: JobState;
  readonly done: number;
  readonly total: number;
  readonly secondsLeft: number | null;
  readonly line: string | null;
  readonly curve: readonly CurvePoint[] | null;
  readonly result: { readonly before?: number | null; readonly after?: number | null; readonly kept?: string | null; readonly download?: string | null } | null;
  readonly command: string | null;
}

export interface Model {
  readonly name: string;
  readonly note: string;
  readonly slices: number;
  readonly held: number;
  readonly before?: number | null;
  readonly after?: number | null;
  readonly inUse: boolean;
}

export interface FolderListing {
  readonly folder: string;
  readonly entries: readonly { readonly id: string; readonly name: string; readonly animal?: string; readonly added: boolean }[];
}

/** An uploaded image whose scale and channel are still to be confirmed. */
export interface Upload {
  readonly image: string;
  readonly width: number;
  readonly height: number;
  readonly channels: readonly Channel[];
  readonly pixelSize?: number | null;
  /** Length of the tissue in pixels; 0 where none stands out. */
  readonly tissueLength: number;
  readonly preview: string;
}

export interface Quantities {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface CommandLine {
  readonly at: string;
  readonly what: string;
  readonly command: string;
}

export type ServerEvent = { readonly type: 'tiles'; readonly id: string } | { readonly type: 'job'; readonly job: Job } | { readonly type: 'slice'; readonly id: string; readonly version: number; readonly status: SliceStatus };
