import { Conflict, Unreachable } from '../core/strokeQueue.ts';
import { h } from './dom.ts';

/** Lines at the lower edge that screen readers speak. */
const stack = h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });

export function mountToasts(): void {
  document.body.append(stack);
}

export function tell(text: string, kind: 'note' | 'problem' = 'note'): void {
  const toast = h('div', { class: `toast ${kind}` }, text, kind === 'problem' && h('button', { class: 'quiet', 'aria-label': 'Dismiss', onclick: () => toast.remove() }, '×'));
  stack.append(toast);
  setTimeout(() => toast.remove(), kind === 'problem' ? 15_000 : 4000);
}

/** Shows why something failed, in the server's words. */
export function tellProblem(problem: unknown): void {
  if (problem instanceof DOMException && problem.name === 'AbortError') {
    return;
  }

  const text = problem instanceof Conflict || problem instanceof Unreachable || problem instanceof Error ? problem.message : String(problem);
  tell(text, 'problem');
}

/** Runs an action and shows why it failed. */
export function attempt(action: () => Promise<unknown>): void {
  action().catch(tellProblem);
}

/** Copies a command line. */
export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  tell('Copied.');
}
