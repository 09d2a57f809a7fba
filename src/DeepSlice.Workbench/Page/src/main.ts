import { api, Refusal } from './api.ts';
import { listen, refresh } from './store.ts';
import { h } from './view/dom.ts';
import { listenForKeys } from './view/keyboard.ts';
import { applyTheme, Shell } from './view/shell.ts';
import { mountToasts } from './view/toast.ts';

applyTheme();
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', applyTheme);

async function start(): Promise<void> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token) {
    // The token leaves the address bar and the history.
    history.replaceState(null, '', `${location.pathname}#/slices`);
  }

  await api.start(token);
  await refresh();
  mountToasts();
  listenForKeys();
  listen();
  new Shell();
}

start().catch((problem: unknown) => {
  const isClosed = problem instanceof Refusal && (problem.status === 401 || problem.status === 403);
  document.body.replaceChildren(h('main', { class: 'page' }, h('div', { class: 'welcome' }, h('h1', {}, isClosed ? 'Open the address from the terminal' : 'DeepSlice did not start'),
    h('p', {}, isClosed ? 'This page needs the address that "deepslice workbench" has printed, with the token at its end. Copy it into the address bar.' : problem instanceof Error ? problem.message : String(problem)))));
});
