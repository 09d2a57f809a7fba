import { api } from '../api.ts';
import { adoptJob, isUnfinished, store } from '../store.ts';
import type { Job } from '../types.ts';
import { h, icon, ICONS } from './dom.ts';
import { attempt, copyText } from './toast.ts';

const NAMES: Record<string, string> = { predict: 'Predicting', retrain: 'Retraining', export: 'Exporting' };

export function jobName(job: Job): string {
  return NAMES[job.kind] ?? job.kind;
}

/** Time in words that are as exact as the estimate: "about 3 minutes". */
export function about(seconds: number | null | undefined): string {
  if (seconds == null) {
    return '';
  }

  if (seconds < 50) {
    return `about ${Math.max(5, Math.ceil(seconds / 5) * 5)} seconds left`;
  }

  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} left` : `about ${(minutes / 60).toFixed(1)} hours left`;
}

/** Runs a request that starts a job. */
export function startJob(start: () => Promise<Job>): void {
  attempt(async () => adoptJob(await start()));
}

/** Progress and controls of a job. */
export function jobCard(job: Job): HTMLElement {
  const control = (what: 'cancel' | 'pause' | 'resume', text: string): HTMLElement =>
    h('button', { class: 'small', onclick: () => attempt(async () => adoptJob(await api.control(job.id, what))) }, text);
  const bar = h('progress', { max: Math.max(job.total, 1), 'aria-label': jobName(job) });
  if (job.total > 0) {
    bar.value = job.done;
  }

  const state = job.state === 'running' ? [job.total === 0 && 'starting', job.total > 0 && `${job.done} of ${job.total}`, about(job.secondsLeft)].filter(Boolean).join(', ') : job.state;
  return h('div', { class: `job ${job.state}` },
    h('div', { class: 'line' }, h('strong', {}, jobName(job)), h('span', { class: 'state' }, state),
      job.state === 'done' && job.result?.download && h('a', { class: 'button small', href: api.download(job.result.download), download: job.result.download }, icon(ICONS.download), 'Download'),
      job.command && h('button', { class: 'quiet small', title: job.command, onclick: () => attempt(() => copyText(job.command!)) }, icon(ICONS.copy), 'Copy as command')),
    isUnfinished(job) && bar,
    job.line && h('p', { class: job.state === 'failed' ? 'warning' : 'hint' }, job.line),
    isUnfinished(job) && h('div', { class: 'buttons' },
      job.kind === 'retrain' && (job.state === 'paused' ? control('resume', 'Resume') : control('pause', 'Pause')), control('cancel', 'Cancel')));
}

/** The jobs that run, in the head of the page. */
export function jobChips(): HTMLElement {
  const element = h('div', { class: 'job-chips', role: 'status', 'aria-live': 'off' });
  store.jobs.watch((jobs) => element.replaceChildren(...jobs.filter(isUnfinished).map((job) =>
    h('a', { class: 'chip running', href: job.kind === 'retrain' ? '#/learn' : '#/slices', title: job.line ?? '' },
      `${jobName(job)}${job.state === 'paused' ? ' (paused)' : job.total > 0 ? ` ${Math.floor((100 * job.done) / job.total)} %` : ' …'}`))));
  return element;
}
