type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | null | undefined | ((event: never) => void)>;

/**
 * Makes an element. Attributes whose value is null or false are left out; `onclick` and the like are listeners. Text is always text, never markup.
 */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), value as EventListener);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }

  element.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
  return element;
}

/** Makes an SVG element. */
export function s(tag: string, attributes: Record<string, string | number>, ...children: Node[]): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, String(value)));
  element.append(...children);
  return element;
}

/** An icon of strokes on a grid of 24. */
export function icon(path: string): SVGElement {
  return s('svg', { viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true', focusable: 'false' }, s('path', { d: path }));
}

export const ICONS = {
  pan: 'M12 3v18M3 12h18M12 3l-3 3M12 3l3 3M12 21l-3-3M12 21l3-3M3 12l3-3M3 12l3 3M21 12l-3-3M21 12l-3 3',
  brush: 'M20 4c-5 2-9 6-11 10l2 2c4-2 8-6 9-12zM8 15c-3 0-4 2-4 5 3 1 6-1 6-4',
  polygon: 'M5 8l8-4 7 6-3 10-11-1zM5 8h.01M13 4h.01M20 10h.01',
  freehand: 'M4 18c0-9 4-14 9-14 6 0 8 6 4 9s-9 0-6-3c2-2 6-1 9 3',
  wand: 'M4 20L15 9M17 3v4M21 7h-4M19 11l-2-2M11 5l2 2M15 5h4',
  border: 'M9 3c-4 6 4 12 0 18M13 12h8M18 9l3 3-3 3',
  midline: 'M12 2v4M12 9v6M12 18v4M10 2h4M10 22h4',
  undo: 'M9 14L4 9l5-5M4 9h10a6 6 0 010 12h-3',
  redo: 'M15 14l5-5-5-5M20 9H10a6 6 0 000 12h3',
  check: 'M4 12l5 5L20 6',
  lock: 'M6 11h12v9H6zM8 11V8a4 4 0 018 0v3',
  flag: 'M6 21V4h11l-2 4 2 4H6',
  next: 'M9 5l7 7-7 7',
  previous: 'M15 5l-7 7 7 7',
  add: 'M12 5v14M5 12h14',
  help: 'M9 9a3 3 0 116 0c0 2-3 2.500-3 4.500M12 17.500h.01M12 2a10 10 0 100 20 10 10 0 000-20z',
  theme: 'M12 3a9 9 0 109 9 7 7 0 01-9-9z',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  split: 'M4 5h16v14H4zM12 5v14',
  fit: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  holes: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 9v6M9 12h6',
  revert: 'M4 4v6h6M4.500 10a8 8 0 111 6',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  warning: 'M12 4l9 16H3zM12 10v4M12 17h.01',
} as const;
