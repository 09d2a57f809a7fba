import { collecting } from '../signal.ts';
import { store } from '../store.ts';
import { CorrectView } from './correct.ts';
import { AddView } from './addImages.ts';
import { h, icon, ICONS } from './dom.ts';
import { GalleryView } from './gallery.ts';
import { jobChips } from './jobs.ts';
import { bind, showHelp } from './keyboard.ts';
import { LearnView } from './learn.ts';
import { CommandsView, ResultsView } from './results.ts';

interface View {
  readonly element: HTMLElement;
  destroy?(): void;
}

const PLACES: readonly [string, string, string][] = [
  ['#/slices', 'Slices', 'Shift+S'],
  ['#/next', 'Correct', 'Shift+C'],
  ['#/learn', 'Retrain', 'Shift+L'],
  ['#/results', 'Results', 'Shift+R'],
  ['#/commands', 'Commands', 'Shift+M'],
];

const VIEWS: Record<string, () => View> = {
  add: () => new AddView(),
  scale: () => new AddView(true),
  learn: () => new LearnView(),
  results: () => new ResultsView(),
  commands: () => new CommandsView(),
  done: () => ({ element: done() }),
};

/** The frame around all views: their names, running jobs, help, light and dark. */
export class Shell {
  private readonly links = PLACES.map(([href, label, key]) => h('a', { href, title: `${label} (${key})` }, label));
  private readonly place = h('div', { class: 'place' });
  private view: View | null = null;
  private ends: (() => void)[] = [];

  constructor() {
    const name = h('span', { class: 'project' });
    store.project.watch((project) => {
      name.textContent = project?.name ?? '';
      name.title = project ? `${project.folder}${project.model ? `, model ${project.model.name}` : ''}` : '';
    });
    const away = h('div', { class: 'away', role: 'alert' });
    store.isConnected.watch((isConnected) => {
      away.hidden = isConnected;
      away.textContent = isConnected ? '' : 'The program does not answer. Start “deepslice workbench” again; this page goes on where it was.';
    });
    document.body.append(
      h('a', { class: 'skip', href: '#main', onclick: (event: Event) => {
        event.preventDefault();
        document.querySelector<HTMLElement>('main .viewer, main a, main button')?.focus();
      } }, 'To the content'),
      h('header', { class: 'head' },
        h('a', { class: 'brand', href: '#/slices' }, 'DeepSlice'), name,
        h('nav', { 'aria-label': 'Views' }, ...this.links), jobChips(),
        h('button', { class: 'quiet', 'aria-label': 'Light or dark', title: 'Light or dark', onclick: switchTheme }, icon(ICONS.theme)),
        h('button', { class: 'quiet', 'aria-label': 'Keys', title: 'Keys (?)', onclick: showHelp }, icon(ICONS.help))),
      away, this.place);
    bind([
      { keys: ['?', 'F1'], does: 'this help', group: 'Everywhere', run: showHelp },
      ...PLACES.map(([href, label, key]) => ({ keys: [key], does: label, group: 'Everywhere', run: () => (location.hash = href) })),
    ]);
    window.addEventListener('hashchange', () => this.route());
    this.route();
  }

  private route(): void {
    const [, name = 'slices', id = ''] = location.hash.split('/');
    const isSlice = name === 'slice';
    this.links.forEach((link) => {
      const target = link.getAttribute('href')!.slice(2);
      link.setAttribute('aria-current', target === name || (target === 'next' && isSlice) ? 'page' : 'false');
    });
    if (name === 'next') {
      this.goOn();
      return;
    }

    if (isSlice) {
      const view = this.view instanceof CorrectView ? this.view : this.show(() => new CorrectView());
      view.open(decodeURIComponent(id));
    } else {
      this.show<View>(VIEWS[name] ?? (() => new GalleryView()));
    }

    document.title = `${isSlice ? decodeURIComponent(id) : PLACES.find(([href]) => href === `#/${name}`)?.[1] ?? 'Slices'} – DeepSlice`;
  }

  /** Opens the first slice of the queue that is still to be looked at. */
  private goOn(): void {
    const next = store.slices.value.find((slice) => slice.status === 'predicted' || slice.status === 'corrected');
    location.replace(next ? `#/slice/${encodeURIComponent(next.id)}` : store.slices.value.length === 0 ? '#/slices' : '#/done');
  }

  private show<T extends View>(make: () => T): T {
    this.view?.destroy?.();
    this.ends.forEach((end) => end());
    this.ends = [];
    const view = collecting(this.ends, make);
    this.view = view;
    this.place.replaceChildren(view.element);
    return view;
  }
}

/** The end of the queue says so. */
function done(): HTMLElement {
  const open = store.slices.value.filter((slice) => slice.status === 'new').length;
  return h('main', { class: 'page' }, h('div', { class: 'welcome' },
    h('h1', {}, 'The queue is done'),
    h('p', {}, open > 0 ? `All predicted slices are accepted; ${open} are not predicted yet.` : 'You have accepted every slice that could be predicted.'),
    h('div', { class: 'buttons' }, h('a', { class: 'button primary', href: '#/learn' }, 'Retrain'), h('a', { class: 'button', href: '#/results' }, 'See the results'), h('a', { class: 'button', href: '#/slices' }, 'All slices'))));
}

export function applyTheme(): void {
  const theme = localStorage.getItem('deepslice-theme');
  document.documentElement.dataset['theme'] = theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
}

function switchTheme(): void {
  localStorage.setItem('deepslice-theme', document.documentElement.dataset['theme'] === 'dark' ? 'light' : 'dark');
  applyTheme();
}
