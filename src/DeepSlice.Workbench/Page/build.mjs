// Bundles the page into ../wwwroot: index.html, app.js, app.css, the licences of what is bundled, and the checksums of the sources it was made from.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(fileURLToPath(import.meta.url));
const out = join(root, '..', 'wwwroot');
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const { metafile } = await build({
  entryPoints: [join(root, 'src/main.ts')],
  outfile: join(out, 'app.js'),
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  metafile: true,
  absWorkingDir: root,
  logLevel: 'warning',
});
await build({ entryPoints: [join(root, 'app.css')], outfile: join(out, 'app.css'), bundle: true, minify: true, logLevel: 'warning' });
copyFileSync(join(root, 'index.html'), join(out, 'index.html'));

const packages = [...new Set(Object.keys(metafile.inputs).flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []))].sort();
const licences = packages.map((name) => {
  const folder = join(root, 'node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) {
    throw new Error(`expected a licence text in ${folder}, got none`);
  }

  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
});
writeFileSync(join(out, 'licences.txt'), `app.js contains these packages.\n\n${licences.join('\n----------------------------------------\n\n')}`);

const files = (folder) => readdirSync(folder).flatMap((name) => {
  const path = join(folder, name);
  return name === 'node_modules' ? [] : statSync(path).isDirectory() ? files(path) : [path];
});
const sources = files(root).map((path) => relative(root, path).replaceAll('\\', '/')).filter((path) => !path.startsWith('test/')).sort((a, b) => (a < b ? -1 : 1));
writeFileSync(join(out, 'sources.sha256'), sources.map((path) => `${createHash('sha256').update(readFileSync(join(root, path))).digest('hex')}  ${path}\n`).join(''));
