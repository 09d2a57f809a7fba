// Bundles the tests of the page's core, whose sources are TypeScript, and runs them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = mkdtempSync(join(tmpdir(), 'deepslice-page-'));
try {
  const outfile = join(folder, 'core.test.mjs');
  await build({ entryPoints: [fileURLToPath(new URL('core.test.ts', import.meta.url))], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' });
  process.exitCode = spawnSync(process.execPath, ['--test', '--test-reporter=spec', outfile], { stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true });
}
