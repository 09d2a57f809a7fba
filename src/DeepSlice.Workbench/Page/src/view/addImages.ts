import { api } from '../api.ts';
import { refresh, store } from '../store.ts';
import type { FolderListing } from '../types.ts';
import { h, icon, ICONS, s } from './dom.ts';
import { startJob } from './jobs.ts';
import { channelName } from './panels.ts';
import { attempt, tell, tellProblem } from './toast.ts';

/** Reading the scale of more images at once takes too long. */
const MOST_ASKED = 200;

const OUTLINES = /\.(zip|roi|geojson|json)$/i;

/** An image about which the user is asked: uploaded, or a slice already. */
interface Question {
  readonly image: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly channels: readonly string[];
  readonly pixelSize: number | null;
  readonly tissueLength: number;
  readonly preview: string;
}

/** Adds images: dropped, chosen, or of the folders that were named when the program was started. Scale and channel are confirmed with a picture. */
export class AddView {
  readonly element: HTMLElement;
  private readonly list = h('div', { class: 'folders' });
  private readonly confirm = h('div', { class: 'confirm' });
  private readonly progress = h('p', { class: 'hint', role: 'status' });
  private images: Question[] = [];

  /** @param asksAll Asks about the slices that are in the project and not predicted. */
  constructor(asksAll = false) {
    const files = h('input', { type: 'file', multiple: true, class: 'hidden-heading', 'aria-label': 'Choose images', onchange: () => this.take([...(files.files ?? [])]) });
    const zone = h('div', {
      class: 'drop',
      ondragover: (event: DragEvent) => {
        event.preventDefault();
        zone.classList.add('over');
      },
      ondragleave: () => zone.classList.remove('over'),
      ondrop: (event: DragEvent) => {
        event.preventDefault();
        zone.classList.remove('over');
        this.take([...(event.dataTransfer?.files ?? [])]);
      },
    }, icon(ICONS.add), h('p', {}, 'Drop images here, or outlines of slices that are in the project (ImageJ ROI zips, GeoJSON).'), h('button', { class: 'primary', onclick: () => files.click() }, 'Choose files'), files, this.progress);
    this.element = h('main', { class: 'add page' }, h('h1', {}, asksAll ? 'Scale and channel' : 'Add images'), this.confirm, h('div', { class: 'columns' }, zone, this.list));
    if (asksAll) {
      const fresh = store.slices.value.filter((slice) => slice.status === 'new').slice(0, MOST_ASKED);
      attempt(async () => this.ask(await Promise.all(fresh.map((slice) => questionOf(slice.id)))));
    }

    attempt(async () => {
      const folders = await api.folders();
      this.list.replaceChildren(...folders.map((folder) => this.folder(folder)));
      if (folders.length === 0) {
        this.list.replaceChildren(h('p', { class: 'hint' }, 'Images that lie on this machine need no upload: start the program with their folder, '), h('code', {}, 'deepslice workbench PROJECT --images FOLDER'));
      }
    });
  }

  private folder({ folder, entries }: FolderListing): HTMLElement {
    const boxes = entries.map((entry) => {
      const input = h('input', { type: 'checkbox', value: entry.id, disabled: entry.added, checked: !entry.added });
      return { input, row: h('label', { class: 'check' }, input, h('span', {}, entry.name), h('span', { class: 'hint' }, entry.added ? 'added' : (entry.animal ?? ''))) };
    });
    const chosen = (): string[] => boxes.filter(({ input }) => input.checked && !input.disabled).map(({ input }) => input.value);
    const add = h('button', { class: 'primary', onclick: () => attempt(() => this.addEntries(chosen())) });
    const show = (): void => {
      add.textContent = entries.every((entry) => entry.added) ? 'All are added' : `Add ${chosen().length} ${chosen().length === 1 ? 'image' : 'images'}`;
      add.disabled = chosen().length === 0;
    };
    const all = h('button', {
      class: 'quiet small', onclick: () => {
        const isAny = chosen().length > 0;
        boxes.forEach(({ input }) => (input.checked = !isAny && !input.disabled));
        show();
      },
    }, 'all / none');
    show();
    return h('section', { class: 'folder' }, h('h2', {}, folder, all), h('div', { class: 'entries', onchange: show, tabindex: 0, role: 'group', 'aria-label': `Images of ${folder}` }, ...boxes.map(({ row }) => row)), add);
  }

  private async addEntries(ids: readonly string[]): Promise<void> {
    this.progress.textContent = 'Reading the images …';
    try {
      const { slices, failures } = await api.addEntries(ids);
      failures.forEach((failure) => tell(failure, 'problem'));
      await refresh();
      this.ask(await Promise.all(slices.map(questionOf)));
    } finally {
      this.progress.textContent = '';
    }
  }

  private take(files: readonly File[]): void {
    attempt(async () => {
      const images: Question[] = [];
      for (const [i, file] of files.entries()) {
        this.progress.textContent = `Reading ${file.name} (${i + 1} of ${files.length}) …`;
        try {
          if (OUTLINES.test(file.name)) {
            const answer = await api.annotations(file);
            tell(`${file.name}: outlines of ${answer.regions.length} regions for ${answer.slice.name}.`);
          } else {
            const { channels, pixelSize = null, ...upload } = await api.upload(file);
            images.push({ ...upload, name: file.name, channels: channels.map((channel) => channel.name), pixelSize });
          }
        } catch (problem) {
          tellProblem(problem);
        }
      }

      this.progress.textContent = '';
      this.ask(images);
      await refresh();
    });
  }

  /** Lets the user see how large the brain would be. Images of one size and scale are asked about together. */
  private ask(images: readonly Question[]): void {
    this.images.push(...images);
    const groups = new Map<string, Question[]>();
    for (const image of this.images) {
      const key = `${image.pixelSize}|${image.channels.join()}`;
      groups.set(key, [...(groups.get(key) ?? []), image]);
    }

    this.confirm.replaceChildren(...[...groups.values()].map((group) => this.question(group)));
    this.confirm.querySelector<HTMLElement>('input, select, button')?.focus();
  }

  private question(group: readonly Question[]): HTMLElement {
    const first = group[0]!;
    // Rounded to be read; what the file states counts as long as nobody changes it.
    const stated = first.pixelSize === null ? '' : String(Number(first.pixelSize.toPrecision(5)));
    const pixelSize = h('input', { type: 'number', min: 0, step: 'any', value: stated, placeholder: 'unknown', 'aria-label': 'Micrometres per pixel', oninput: () => show() });
    const channel = h('select', { 'aria-label': 'Channel' }, ...first.channels.map((name, i) => h('option', { value: i }, channelName(name, i))));
    const length = h('p', { class: 'length', role: 'status' });
    const picture = h('div', { class: 'ruler-picture' }, h('img', { src: first.preview, alt: `Preview of ${first.name}` }));
    const show = (): void => {
      const size = Number(pixelSize.value);
      const pixels = first.tissueLength || Math.max(first.width, first.height);
      const millimetres = (size * pixels) / 1000;
      length.replaceChildren(size > 0
        ? h('span', {}, first.tissueLength ? 'This brain would be ' : 'This image would be ', h('strong', {}, `${millimetres.toFixed(1)} mm`), first.tissueLength ? ` long. ${judge(millimetres)}` : ' long.')
        : h('span', {}, 'Without a pixel size, the scale is found from the size of the tissue, and areas are given in pixels.'));
      picture.querySelector('.ruler')?.remove();
      if (size > 0) {
        picture.append(ruler(first.width, first.height, size));
      }
    };
    show();
    return h('section', { class: 'question' }, picture, h('form', {
      onsubmit: (event: SubmitEvent) => {
        event.preventDefault();
        attempt(() => this.accept(group, channel.selectedIndex, pixelSize.value === stated ? first.pixelSize : Number(pixelSize.value) || null));
      },
    },
    h('h2', {}, group.length === 1 ? first.name : `${group.length} images: ${first.name} …`),
    h('p', { class: 'hint' }, `${first.width} × ${first.height} pixels`),
    h('label', {}, h('span', {}, 'µm per pixel'), pixelSize),
    h('label', {}, h('span', {}, 'Channel of the tissue'), channel),
    length,
    h('button', { class: 'primary', type: 'submit' }, group.length === 1 ? 'Confirm for this image' : `Confirm for these ${group.length} images`)));
  }

  private async accept(group: readonly Question[], channel: number, pixelSize: number | null): Promise<void> {
    const answer = await api.confirm(group.map((image) => image.image), channel, pixelSize);
    this.images = this.images.filter((image) => !group.includes(image));
    await refresh();
    tell(`Scale and channel of ${answer.slices.length} ${answer.slices.length === 1 ? 'slice' : 'slices'} are set.`);
    if (this.images.length > 0) {
      this.ask([]);
      return;
    }

    this.confirm.replaceChildren(h('div', { class: 'next-step' }, h('p', {}, 'The images are in the project.'),
      h('button', {
        class: 'primary', onclick: () => {
          startJob(() => api.predict('all'));
          location.hash = '#/slices';
        },
      }, 'Predict regions'), h('a', { class: 'button', href: '#/slices' }, 'See the slices')));
    this.confirm.querySelector<HTMLElement>('button')?.focus();
  }
}

function judge(millimetres: number): string {
  if (millimetres < 4) {
    return 'That is small even for a mouse: is the pixel size right?';
  }

  return millimetres <= 17 ? 'That fits a mouse (about 8 to 16 mm).' : millimetres <= 32 ? 'That fits a rat (about 15 to 30 mm).' : 'That is larger than a rat\'s brain: is the pixel size right?';
}

function ruler(width: number, height: number, pixelSize: number): SVGElement {
  const millimetre = 1000 / pixelSize;
  const count = Math.max(1, Math.min(5, Math.floor(width / millimetre / 2)));
  const thick = Math.max(width, height) / 150;
  const [x, y] = [width * 0.04, height * 0.95];
  const ticks = Array.from({ length: count + 1 }, (_, i) => s('line', { x1: x + i * millimetre, x2: x + i * millimetre, y1: y - thick * 2, y2: y + thick * 2, 'stroke-width': thick }));
  const label = s('text', { x: x + count * millimetre + thick * 3, y: y + thick * 2, 'font-size': thick * 7 }, document.createTextNode(`${count} mm`));
  return s('svg', { class: 'ruler', viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' }, s('line', { x1: x, x2: x + count * millimetre, y1: y, y2: y, 'stroke-width': thick }), ...ticks, label);
}

/** What is asked about an image of a folder, which is a slice already. */
async function questionOf(id: string): Promise<Question> {
  const slice = await api.slice(id);
  return {
    image: id, name: slice.name, width: slice.width, height: slice.height, channels: slice.channels.map((channel) => channel.name), pixelSize: slice.pixelSize ?? null,
    tissueLength: slice.tissueLength ?? 0, preview: api.tile(id, 0, 0, 0, 0, ''),
  };
}
