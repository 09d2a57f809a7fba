import { h } from './dom.ts';

/** Opens a modal dialog that Escape closes and that gives the focus back. */
export function openDialog(title: string, content: Node, kind = ''): HTMLDialogElement {
  const back = document.activeElement;
  const dialog = h('dialog', { class: `dialog ${kind}`, 'aria-label': title },
    h('header', {}, h('h2', {}, title), h('button', { class: 'quiet', 'aria-label': 'Close', onclick: () => dialog.close() }, '×')),
    content);
  dialog.addEventListener('close', () => {
    dialog.remove();
    (back as HTMLElement | null)?.focus?.();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
