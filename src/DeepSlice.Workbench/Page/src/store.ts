import { api } from './api.ts';
import { Signal } from './signal.ts';
import type { Job, Project, ServerEvent, Slice } from './types.ts';

/** What all views share. The slices are in the order of the queue: the first is the one to look at next. */
export const store = {
  project: new Signal<Project | null>(null),
  slices: new Signal<readonly Slice[]>([]),
  jobs: new Signal<readonly Job[]>([]),
  isConnected: new Signal(true),
  isLoaded: new Signal(false),
};

/** Called with a slice whose tiles have become those of the image; before, they are enlarged. */
export const tileEvents = new Signal<{ readonly id: string } | null>(null);

/** Called with every change of a slice that the server tells of. */
export const sliceEvents = new Signal<{ readonly id: string; readonly version: number } | null>(null);

const PAGE = 500;

export async function refresh(): Promise<void> {
  const [project, jobs, slices] = await Promise.all([api.project(), api.jobs(), allSlices()]);
  store.project.value = project;
  store.jobs.value = jobs;
  store.slices.value = slices;
  store.isLoaded.value = true;
}

async function allSlices(): Promise<readonly Slice[]> {
  const first = await api.slices('queue', 0, PAGE);
  const offsets = Array.from({ length: Math.max(0, Math.ceil(first.total / PAGE) - 1) }, (_, i) => (i + 1) * PAGE);
  const others = await Promise.all(offsets.map((offset) => api.slices('queue', offset, PAGE)));
  return [first, ...others].flatMap((page) => page.items);
}

/** Puts a slice that the server answered in its place, and asks for the new counts. */
export function adopt(slice: Slice): void {
  store.slices.value = store.slices.value.map((known) => (known.id === slice.id ? { ...known, ...slice } : known));
  refreshSoon();
}

export function adoptJob(job: Job): void {
  const known = store.jobs.value;
  const before = known.find((other) => other.id === job.id);
  store.jobs.value = before ? known.map((other) => (other.id === job.id ? job : other)) : [job, ...known];
  if (before?.state !== job.state && !isUnfinished(job)) {
    refreshSoon();
  }
}

export function isUnfinished(job: Job): boolean {
  return job.state === 'waiting' || job.state === 'running' || job.state === 'paused';
}

let timer = 0;

/** Several events in a row, such as those of a prediction of many slices, are one refresh. */
export function refreshSoon(): void {
  if (timer === 0) {
    timer = window.setTimeout(() => {
      timer = 0;
      refresh().catch(() => {});
    }, 300);
  }
}

/** Listens to the server; the browser connects again by itself when the server is back. */
export function listen(): void {
  const source = new EventSource('/api/events');
  source.onopen = () => {
    if (!store.isConnected.value) {
      refreshSoon();
    }

    store.isConnected.value = true;
  };
  source.onerror = () => {
    store.isConnected.value = false;
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(listen, 2000);
    }
  };
  source.onmessage = (message: MessageEvent<string>) => {
    const event = JSON.parse(message.data) as ServerEvent;
    if (event.type === 'job') {
      adoptJob(event.job);
    } else if (event.type === 'tiles') {
      tileEvents.value = { id: event.id };
    } else {
      sliceEvents.value = { id: event.id, version: event.version };
      refreshSoon();
    }
  };
}
