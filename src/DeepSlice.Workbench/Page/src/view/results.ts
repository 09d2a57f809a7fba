import { api } from '../api.ts';
import { store } from '../store.ts';
import { h, icon, ICONS } from './dom.ts';
import { jobCard, startJob } from './jobs.ts';
import { attempt, copyText } from './toast.ts';

const KINDS: readonly [string, string, string][] = [
  ['csv', 'Table (CSV)', 'areas and intensities by slice, region and side'],
  ['rois', 'Outlines for ImageJ', 'one ROI zip for each slice'],
  ['geojson', 'Outlines for QuPath', 'one GeoJSON file for each slice'],
  ['dataset', 'Dataset', 'images and labels, for deepslice train'],
];

/** Numbers of the accepted slices, and files for other programs. */
export class ResultsView {
  readonly element: HTMLElement;
  private readonly table = h('section', { class: 'table', tabindex: 0, 'aria-label': 'Quantities' });
  private readonly exports = h('div', { class: 'jobs' });

  constructor() {
    const which = h('select', { 'aria-label': 'Which slices' }, h('option', { value: 'accepted' }, 'accepted slices'), h('option', { value: 'all' }, 'all slices'));
    const buttons = KINDS.map(([kind, label, about]) => h('button', { title: about, onclick: () => startJob(() => api.exportAs(kind, which.value as 'accepted' | 'all')) }, icon(ICONS.download), label));
    this.element = h('main', { class: 'results page' }, h('h1', {}, 'Results'),
      h('section', {}, h('div', { class: 'buttons' }, h('label', {}, 'Export ', which), ...buttons), this.exports), h('h2', {}, 'Quantities of the accepted slices'), this.table);
    store.jobs.watch((jobs) => this.exports.replaceChildren(...jobs.filter((job) => job.kind === 'export').slice(0, 3).map(jobCard)));
    this.load();
  }

  private load(): void {
    this.table.replaceChildren(h('p', { class: 'hint' }, 'Measuring …'));
    api.quantities().then(
      ({ columns, rows }) => this.table.replaceChildren(rows.length === 0
        ? h('div', { class: 'empty' }, h('p', {}, 'Nothing is accepted yet. Areas appear here when you accept slices.'), h('a', { class: 'button primary', href: '#/next' }, 'Open the queue'))
        : table(columns, rows), rows.length > 500 ? h('p', { class: 'hint' }, `The first 500 of ${rows.length} rows; the export has all.`) : ''),
      (problem: unknown) => this.table.replaceChildren(h('p', { class: 'warning' }, problem instanceof Error ? problem.message : String(problem))));
  }
}

/** The columns that say something, of the first rows. */
function table(names: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  const columns = names.map((_, column) => column).filter((column) => rows.some((row) => row[column] !== ''));
  const cell = (value: string): HTMLElement => h('td', { class: isNumber(value) ? 'number' : '' }, isNumber(value) ? short(value) : value);
  return h('table', {},
    h('thead', {}, h('tr', {}, ...columns.map((column) => h('th', { scope: 'col' }, names[column]!.replaceAll('_', ' '))))),
    h('tbody', {}, ...rows.slice(0, 500).map((row) => h('tr', {}, ...columns.map((column) => cell(row[column]!))))));
}

function isNumber(value: string): boolean {
  return value !== '' && Number.isFinite(Number(value));
}

/** As many digits as one reads; the export has all. */
function short(value: string): string {
  const number = Number(value);
  return Math.abs(number) >= 1000 ? String(Math.round(number)) : String(Number(number.toPrecision(4)));
}

/** Every action as the command line that does the same. */
export class CommandsView {
  readonly element: HTMLElement;

  constructor() {
    const list = h('div', { class: 'commands' });
    this.element = h('main', { class: 'page' }, h('h1', {}, 'Commands'), h('p', { class: 'hint' }, 'What you did here, as commands for a terminal or a script. They read and write the same project.'), list);
    attempt(async () => {
      const commands = await api.commands();
      list.replaceChildren(...(commands.length === 0 ? [h('p', { class: 'empty' }, 'Nothing was done yet.')] : [...commands].map((entry) => h('div', { class: 'command' },
        h('div', { class: 'line' }, h('strong', {}, entry.what), h('time', { datetime: entry.at }, new Date(entry.at).toLocaleString()),
          h('button', { class: 'quiet small', onclick: () => attempt(() => copyText(entry.command)) }, icon(ICONS.copy), 'Copy')),
        h('code', { tabindex: 0 }, entry.command)))));
    });
  }
}
