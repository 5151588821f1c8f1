import { join, resolve } from 'node:path';
import { build, needsBuild } from './host/start/build.ts';
import { chooseHost } from './host/start/runtime.ts';
import { runInPlace } from './host/web/child.ts';

/** `npm start`: builds when needed, then Electron where it can run, else the browser host. Nothing but Node is imported. */
const root = resolve(import.meta.dirname, '..');
const args = process.argv.slice(2);
const say = (sentence: string) => process.stderr.write(`${sentence}\n`);

/** Electron that ends with an error this soon, in ms, never showed a window. */
const AT_ONCE = 5000;

// npm starts scripts in the project's folder; paths were meant from where their author stands.
const cwd = process.env.INIT_CWD ?? process.cwd();

function browserHost(): Promise<number> {
  const given = args.filter((word) => word !== '--browser' && word !== '--no-sandbox');
  return runInPlace(process.execPath, [join(root, 'out/main/web.js'), ...given], { cwd, tied: true });
}

function electron(program: string): Promise<number> {
  const { ELECTRON_RUN_AS_NODE: _node, ...env } = process.env;
  return runInPlace(program, [root, ...args], { cwd, env, tied: false });
}

async function start(): Promise<number> {
  if (needsBuild(root)) {
    say('Building Slipway…');
    const fault = build(root);
    if (fault !== null) {
      say(fault);
      return 1;
    }
  }
  const isRoot = process.getuid?.() === 0;
  const choice = chooseHost({ root, args, platform: process.platform, env: process.env, isRoot }, say);
  if (choice.electron === null) {
    say(`Starting the browser host: ${choice.why}.`);
    return browserHost();
  }
  const began = Date.now();
  const code = await electron(choice.electron);
  if (code === 0 || Date.now() - began > AT_ONCE) return code;
  say(`Starting the browser host: Electron ended at once (code ${code}).`);
  return browserHost();
}

process.exitCode = await start();
