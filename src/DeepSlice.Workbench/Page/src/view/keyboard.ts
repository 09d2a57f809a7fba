import { h } from './dom.ts';
import { openDialog } from './dialog.ts';

/** A key and what it does. Keys are written as the help shows them: `Ctrl+Z`, `Shift+M`, `1 … 9`. */
export interface Binding {
  readonly keys: readonly string[];
  readonly does: string;
  readonly group: string;
  readonly run: (event: KeyboardEvent) => void;
}

const active = new Set<readonly Binding[]>();

/** Adds keys, until the returned function is called. */
export function bind(bindings: readonly Binding[]): () => void {
  active.add(bindings);
  return () => active.delete(bindings);
}

export function nameOf(event: KeyboardEvent): string {
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const isLetter = /^[A-Z]$/.test(key);
  return `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.shiftKey && (isLetter || key.length > 1) ? 'Shift+' : ''}${key}`;
}

export function listenForKeys(): void {
  document.addEventListener('keydown', (event) => {
    const target = event.target instanceof Element ? event.target : document.body;
    const isTyping = target.matches('input:not([type=range]):not([type=checkbox]):not([type=radio]), textarea, select');
    if (isTyping || document.querySelector('dialog[open]') || event.altKey) {
      return;
    }

    const name = nameOf(event);
    const isPress = (name === 'Enter' || name === 'Space') && target.matches('button, a, summary, input');
    for (const binding of [...active].reverse().flat()) {
      if (!isPress && binding.keys.includes(name) && !(target.matches('input[type=range], [role=radio]') && name.includes('Arrow'))) {
        event.preventDefault();
        binding.run(event);
        return;
      }
    }
  });
}

/** Shows all keys that work now. */
export function showHelp(): void {
  const groups = new Map<string, Binding[]>();
  for (const binding of [...active].flat()) {
    groups.set(binding.group, [...(groups.get(binding.group) ?? []), binding]);
  }

  const columns = [...groups].map(([group, bindings]) =>
    h('section', {}, h('h3', {}, group), h('dl', { class: 'keys' }, ...bindings.flatMap((binding) => [
      h('dt', {}, ...shownKeys(binding).map((key) => h('kbd', {}, key))),
      h('dd', {}, binding.does),
    ]))));
  openDialog('Keys', h('div', { class: 'help', tabindex: 0 }, ...columns), 'wide');
}

function shownKeys(binding: Binding): readonly string[] {
  const keys = binding.keys.map((key) => key.replace('Arrow', ''));
  return keys.length > 3 ? [`${keys[0]} … ${keys.at(-1)}`] : keys;
}
