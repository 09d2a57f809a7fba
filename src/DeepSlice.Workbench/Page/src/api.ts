import { fromBase64, toBase64 } from './core/bytes.ts';
import type { Box } from './core/box.ts';
import type { LayerName, Stroke } from './core/editor.ts';
import { Raster } from './core/raster.ts';
import { Conflict, Unreachable, type Change } from './core/strokeQueue.ts';
import type { CommandLine, FolderListing, Job, MidlinePoints, Model, Project, Quantities, Session, Slice, SliceDetail, SlicePage, Upload } from './types.ts';

/** A request that the server refused; the message is one line for the user. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** A map and the version of the slice that it belongs to. */
export interface Versioned {
  readonly map: Raster;
  readonly version: number;
}

/** An undone or redone stroke. */
export interface Reversal extends Change {
  readonly layer: LayerName;
  readonly box: Box;
  readonly pixels: Uint8Array;
}

let csrf = '';

const AWAY = 'The program does not answer. Start "deepslice workbench" again; this page goes on where it was.';
const CLOSED = 'The program was started anew. Open the address that it has printed, in another tab; this page then goes on where it was.';

async function call(method: string, path: string, body?: BodyInit | object, signal?: AbortSignal): Promise<Response> {
  const response = await send(method, path, body, signal);
  if (response.ok) {
    return response;
  }

  // Another tab has opened a session of its own, or the program was started anew.
  if ((response.status === 401 || response.status === 403) && method !== 'GET' && path !== '/api/session') {
    const session = await send('GET', '/api/session', undefined, signal);
    if (!session.ok) {
      throw new Unreachable(CLOSED);
    }

    csrf = ((await session.json()) as Session).csrf;
    const again = await send(method, path, body, signal);
    return again.ok ? again : refuse(method, path, again);
  }

  return refuse(method, path, response);
}

async function send(method: string, path: string, body?: BodyInit | object, signal?: AbortSignal): Promise<Response> {
  const isRaw = body instanceof Blob;
  const headers: Record<string, string> = method === 'GET' ? {} : { 'X-DeepSlice-Csrf': csrf };
  if (body !== undefined) {
    headers['Content-Type'] = isRaw ? 'application/octet-stream' : 'application/json';
  }

  try {
    return await fetch(path, { method, headers, body: body === undefined ? null : isRaw ? body : JSON.stringify(body), signal: signal ?? null, credentials: 'same-origin' });
  } catch (problem) {
    throw signal?.aborted ? problem : new Unreachable(AWAY);
  }
}

async function refuse(method: string, path: string, response: Response): Promise<never> {
  const problem = (await response.json().catch(() => ({}))) as { title?: string; detail?: string; version?: number; changedAt?: string };
  if (response.status === 409 && typeof problem.version === 'number') {
    throw new Conflict(problem.version, problem.changedAt ?? null);
  }

  throw new Refusal(response.status, problem.detail ?? problem.title ?? `the server answered ${response.status} to ${method} ${path}`);
}

async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await call('GET', path, undefined, signal)).json() as Promise<T>;
}

async function post<T>(path: string, body: object = {}, method = 'POST'): Promise<T> {
  const response = await call(method, path, body);
  const text = await response.text();
  return (text ? JSON.parse(text) : {}) as T;
}

async function raster(path: string, signal?: AbortSignal): Promise<Versioned> {
  const response = await call('GET', path, undefined, signal);
  const [width, height] = ['X-Width', 'X-Height'].map((name) => Number(response.headers.get(name)));
  const version = Number((response.headers.get('ETag') ?? '0').replace(/^W\//, '').replaceAll('"', ''));
  return { map: new Raster(width!, height!, new Uint8Array(await response.arrayBuffer())), version };
}

const slicePath = (id: string): string => `/api/slices/${encodeURIComponent(id)}`;

/** All requests to the server. */
export const api = {
  /** Exchanges the token of the address for a cookie, or goes on with the cookie. */
  async start(token: string | null): Promise<Session> {
    const session = token ? await post<Session>('/api/session', { token }) : await get<Session>('/api/session');
    csrf = session.csrf;
    return session;
  },

  project: () => get<Project>('/api/project'),
  slices: (order: string, offset: number, limit: number) => get<SlicePage>(`/api/slices?order=${order}&offset=${offset}&limit=${limit}`),
  slice: (id: string, signal?: AbortSignal) => get<SliceDetail>(slicePath(id), signal),
  map: (id: string, of: 'current' | 'prediction', signal?: AbortSignal) => raster(`${slicePath(id)}/map?of=${of}`, signal),
  damage: (id: string, signal?: AbortSignal) => raster(`${slicePath(id)}/damage`, signal),
  intensity: (id: string, signal?: AbortSignal) => raster(`${slicePath(id)}/intensity`, signal),
  probability: (id: string, region: number, signal?: AbortSignal) => raster(`${slicePath(id)}/probability?region=${region}`, signal),
  thumbnail: (slice: Slice) => `${slicePath(slice.id)}/thumbnail?with=outlines&version=${slice.version}-${slice.status}`,
  tile: (id: string, channel: number, z: number, x: number, y: number, levels: string) => `${slicePath(id)}/tiles/${channel}/${z}/${x}/${y}?${levels}`,

  stroke: (id: string, stroke: string, version: number, what: Stroke) =>
    post<Change>(`${slicePath(id)}/strokes`, { stroke, version, layer: what.layer, tool: what.tool, box: what.box, pixels: toBase64(what.pixels) }),
  async reverse(id: string, way: 'undo' | 'redo' | 'revert', version: number): Promise<Reversal> {
    const answer = await post<Omit<Reversal, 'pixels'> & { pixels: string }>(`${slicePath(id)}/${way}`, { version });
    return { ...answer, pixels: fromBase64(answer.pixels ?? '') };
  },
  midline: (id: string, version: number, line: MidlinePoints | null) => post<Change>(`${slicePath(id)}/midline`, { version, line }, 'PUT'),
  accept: (id: string, version: number) => post<Slice>(`${slicePath(id)}/accept`, { version }),
  reopen: (id: string, version: number) => post<Slice>(`${slicePath(id)}/reopen`, { version }),
  hold: (id: string, held: boolean) => post<Slice>(`${slicePath(id)}/hold`, { held }),

  folders: async () => (await get<{ folders: readonly FolderListing[] }>('/api/folders')).folders,
  addEntries: (entries: readonly string[]) => post<{ slices: readonly string[]; failures: readonly string[] }>('/api/images', { entries }),
  async upload(file: File): Promise<Upload> {
    return (await call('POST', `/api/uploads?name=${encodeURIComponent(file.name)}`, file)).json() as Promise<Upload>;
  },
  async annotations(file: File): Promise<{ slice: Slice; regions: readonly string[] }> {
    return (await call('POST', `/api/annotations?name=${encodeURIComponent(file.name)}`, file)).json() as Promise<{ slice: Slice; regions: readonly string[] }>;
  },
  confirm: (images: readonly string[], channel: number, pixelSize: number | null) => post<{ slices: readonly string[] }>('/api/images/confirm', { images, channel, pixelSize }),

  predict: (slices: readonly string[] | 'all', model?: string) => post<Job>('/api/predict', model ? { slices, model } : { slices }),
  retrain: () => post<Job>('/api/retrain'),
  exportAs: (kind: string, slices: 'accepted' | 'all') => post<Job>('/api/export', { kind, slices }),
  jobs: () => get<readonly Job[]>('/api/jobs'),
  control: (job: string, what: 'cancel' | 'pause' | 'resume') => post<Job>(`/api/jobs/${encodeURIComponent(job)}/${what}`),
  models: async () => (await get<{ models: readonly Model[] }>('/api/models')).models,
  useModel: (name: string) => post<{ models: readonly Model[] }>(`/api/models/${encodeURIComponent(name)}/use`),
  download: (name: string) => `/api/download/${encodeURIComponent(name)}`,
  quantities: () => get<Quantities>('/api/quantities'),
  commands: () => get<readonly CommandLine[]>('/api/commands'),
};
