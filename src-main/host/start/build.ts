import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const sources = [
  'src-main',
  'src-shared',
  'src-renderer',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
];

/** What a whole build leaves; the page's is written last. */
const results = [
  'out/main/web.js',
  'out/main/index.js',
  'out/preload/preload.cjs',
  'out/renderer/index.html',
];

function newestIn(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  // The folder's own time tells of files that were taken out of it.
  return readdirSync(path).reduce(
    (newest, name) => Math.max(newest, newestIn(join(path, name))),
    found.mtimeMs,
  );
}

/** Whether what was built is missing or older than what it was built from. */
export function needsBuild(root: string): boolean {
  const built = results.map((file) => statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0);
  const oldest = Math.min(...built);
  return oldest === 0 || sources.some((path) => newestIn(join(root, path)) > oldest);
}

/** Builds. @returns null, or why it could not, as a sentence. */
export function build(root: string): string | null {
  const tool = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  if (!existsSync(tool))
    return 'Slipway is not built and its build tools are not installed: run "npm ci" first.';
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, 'build'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return status === 0 ? null : `${stdout}${stderr}\nThe build failed; what it said is above.`;
}
