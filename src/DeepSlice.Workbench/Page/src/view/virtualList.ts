import { visibleCells } from '../core/virtual.ts';
import { h } from './dom.ts';

/** A list of any length of which only the cells on the screen exist. Arrow keys, Home and End move the focus; Enter follows the cell's link. */
export class VirtualList<T> {
  readonly element: HTMLElement;
  private readonly room = h('div', { class: 'room' });
  private readonly cells = new Map<number, { item: T; node: HTMLElement }>();
  private readonly isRow: boolean;
  private readonly cellWidth: number;
  private readonly cellHeight: number;
  private readonly make: (item: T, index: number) => HTMLElement;
  private items: readonly T[] = [];
  private columns = 1;
  private focused = 0;

  constructor(label: string, cellWidth: number, cellHeight: number, isRow: boolean, make: (item: T, index: number) => HTMLElement) {
    this.isRow = isRow;
    this.cellWidth = cellWidth;
    this.cellHeight = cellHeight;
    this.make = make;
    this.room.setAttribute('role', 'list');
    this.room.setAttribute('aria-label', label);
    this.element = h('div', { class: `virtual ${isRow ? 'row' : 'grid'}` }, this.room);
    this.element.addEventListener('scroll', () => this.draw(), { passive: true });
    this.element.addEventListener('keydown', (event) => this.key(event));
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  show(items: readonly T[]): void {
    this.items = items;
    this.draw();
  }

  /** Scrolls a cell into view. */
  reveal(index: number): void {
    const { element } = this;
    const [size, cell, scroll] = this.isRow
      ? [element.clientWidth, this.cellWidth, element.scrollLeft]
      : [element.clientHeight, this.cellHeight, element.scrollTop];
    const start = Math.floor(index / this.columns) * cell;
    if (start < scroll || start + cell > scroll + size) {
      const to = Math.max(0, start - size / 2 + cell / 2);
      element.scrollTo(this.isRow ? { left: to } : { top: to });
    }

    this.draw();
  }

  private draw(): void {
    const { element, items } = this;
    const cells = this.isRow
      ? visibleCells(items.length, 0, element.clientWidth, element.scrollLeft, 1, this.cellWidth, 1)
      : visibleCells(items.length, this.room.clientWidth, element.clientHeight, element.scrollTop, this.cellWidth, this.cellHeight);
    this.columns = cells.columns;
    // The cells of a grid share its width.
    const cellWidth = this.isRow ? this.cellWidth : Math.floor(this.room.clientWidth / cells.columns);
    this.room.style.width = this.isRow ? `${items.length * this.cellWidth}px` : '100%';
    this.room.style.height = this.isRow ? `${this.cellHeight}px` : `${cells.rows * this.cellHeight}px`;
    for (const [index, { item, node }] of this.cells) {
      if (index < cells.first || index > cells.last || items[index] !== item) {
        node.remove();
        this.cells.delete(index);
      }
    }

    for (let index = cells.first; index <= cells.last; index++) {
      let cell = this.cells.get(index);
      if (!cell) {
        cell = { item: items[index]!, node: this.place(index) };
        this.cells.set(index, cell);
      }

      const [column, row] = this.isRow ? [index, 0] : [index % cells.columns, Math.floor(index / cells.columns)];
      cell.node.style.transform = `translate(${column * cellWidth}px, ${row * this.cellHeight}px)`;
      cell.node.style.width = `${cellWidth}px`;
    }
  }

  private place(index: number): HTMLElement {
    const node = h('div', { class: 'cell', role: 'listitem', 'aria-setsize': this.items.length, 'aria-posinset': index + 1 }, this.make(this.items[index]!, index));
    node.style.height = `${this.cellHeight}px`;
    node.addEventListener('focusin', () => (this.focused = index));
    // Kept in the order of the list, which is the order of Tab.
    const next = [...this.cells.keys()].filter((other) => other > index).sort((a, b) => a - b)[0];
    this.room.insertBefore(node, next === undefined ? null : this.cells.get(next)!.node);
    return node;
  }

  private key(event: KeyboardEvent): void {
    const steps: Record<string, number> = {
      ArrowRight: 1, ArrowLeft: -1, ArrowDown: this.isRow ? 1 : this.columns, ArrowUp: this.isRow ? -1 : -this.columns, Home: -this.items.length, End: this.items.length,
    };
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey) {
      return;
    }

    event.preventDefault();
    event.stopPropagation();
    this.focused = Math.min(this.items.length - 1, Math.max(0, this.focused + step));
    this.reveal(this.focused);
    this.cells.get(this.focused)?.node.querySelector<HTMLElement>('a, button')?.focus();
  }
}
