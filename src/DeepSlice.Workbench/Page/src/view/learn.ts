import { api } from '../api.ts';
import { isUnfinished, refreshSoon, store } from '../store.ts';
import type { Job, Model } from '../types.ts';
import { curve } from './curve.ts';
import { h } from './dom.ts';
import { jobCard, startJob } from './jobs.ts';
import { dice } from './sliceCard.ts';
import { attempt, tell } from './toast.ts';

/** Retraining: from what, how it goes, what became better; and the models of the project. */
export class LearnView {
  readonly element: HTMLElement;
  private readonly run = h('section', { class: 'retrain' });
  private readonly models = h('section', { class: 'models' });
  private lastState = '';

  constructor() {
    this.element = h('main', { class: 'learn page' }, h('h1', {}, 'Retrain the model'), this.run, this.models);
    store.jobs.watch((jobs) => this.draw(jobs));
    store.slices.watch(() => this.draw(store.jobs.value));
    this.loadModels();
  }

  private draw(jobs: readonly Job[]): void {
    const job = jobs.find((other) => other.kind === 'retrain');
    const accepted = store.slices.value.filter((slice) => slice.status === 'accepted');
    const held = accepted.filter((slice) => slice.held).length;
    const usable = accepted.length - held;
    const isRunning = job !== undefined && isUnfinished(job);
    const start = h('button', { class: 'primary', disabled: usable === 0 || isRunning, onclick: () => startJob(() => api.retrain()) }, 'Retrain');
    this.run.replaceChildren(
      h('p', {}, `The model learns from ${usable} accepted ${usable === 1 ? 'slice' : 'slices'}. `,
        held > 0 ? `${held} held-out ${held === 1 ? 'slice is' : 'slices are'} never learnt from and ${held === 1 ? 'measures' : 'measure'} before and after.`
          : 'No accepted slice is held out, so nothing tells honestly whether the model became better: hold out two or three slices (Shift+H) and accept them.'),
      usable === 0 ? h('p', { class: 'hint' }, 'Correct and accept a few slices first: ', h('a', { href: '#/next' }, 'open the queue'), '.') : '',
      h('div', { class: 'buttons' }, start),
      job ? jobCard(job) : '',
      job?.curve && job.curve.length > 0 ? curve(job.curve) : '',
      job?.state === 'done' ? outcome(job) : '');
    if (job && job.state !== this.lastState) {
      this.lastState = job.state;
      if (job.state === 'done') {
        this.loadModels();
      }
    }
  }

  private loadModels(): void {
    attempt(async () => {
      const models = await api.models();
      this.models.replaceChildren(h('h2', {}, 'Models'), h('table', {},
        h('thead', {}, h('tr', {}, ...['Model', 'About', 'Dice before', 'Dice after', ''].map((name) => h('th', { scope: 'col' }, name)))),
        h('tbody', {}, ...models.map((model) => this.row(model)))));
    });
  }

  private row(model: Model): HTMLElement {
    const use = h('button', {
      class: 'small', onclick: () => attempt(async () => {
        await api.useModel(model.name);
        tell(`${model.name} is used from now on; slices that nobody has touched are predicted again.`);
        refreshSoon();
        setTimeout(() => this.loadModels(), 400);
      }),
    }, 'Use this');
    return h('tr', { class: model.inUse ? 'current' : '' }, h('th', { scope: 'row' }, model.name), h('td', {}, model.note), h('td', {}, dice(model.before)), h('td', {}, dice(model.after)),
      h('td', {}, model.inUse ? h('span', { class: 'chip accepted' }, 'in use') : use));
  }
}

function outcome(job: Job): HTMLElement {
  const { before = null, after = null, kept = null } = job.result ?? {};
  const bar = (label: string, value: number | null): HTMLElement => {
    const meter = h('meter', { min: 0, max: 1, 'aria-label': `Dice ${label}` });
    meter.value = value ?? 0;
    return h('div', { class: 'score' }, h('span', {}, label), meter, h('strong', {}, dice(value)));
  };
  return h('div', { class: 'outcome' }, h('h2', {}, 'On the held-out slices'),
    before === null && after === null ? h('p', { class: 'hint' }, 'No slice was held out, so there is no honest comparison.') : h('div', {}, bar('before', before), bar('after', after)),
    kept && h('p', {}, `In use: ${kept}. The other one can be restored below.`),
    h('a', { class: 'button', href: '#/slices' }, 'See the slices'));
}
