import { randomBytes } from 'node:crypto';
import { createApp } from '../../app.ts';
import { openLog } from '../../log.ts';
import { configFile } from '../config-file.ts';
import type { Host } from '../host.ts';
import { applicationRoot, applicationVersion, rendererFolder } from '../place.ts';
import { USAGE, UsageError, type WebArguments, webArguments } from './arguments.ts';
import { openBrowser } from './browser.ts';
import { fileSecrets } from './secrets.ts';
import { startWebServer, type WebServer } from './server.ts';

/** How long an orderly end may take before it is ended as it is, in ms. */
const LONGEST_CLOSE = 8000;
/** Signals within this time, in ms, are one wish. */
const ONE_SIGNAL = 1000;

const say = (sentence: string) => process.stderr.write(`${sentence}\n`);

function webHost(data: string, version: string): Host {
  return {
    kind: 'web',
    version,
    canChooseFiles: false,
    chooseFile: async () => null,
    secrets: fileSecrets(data),
  };
}

function hostInUrl({ listen, hosts }: WebArguments): string {
  if (listen === '0.0.0.0' || listen === '::') return hosts[0] ?? '127.0.0.1';
  const name = /^(127\.|localhost$|::1$)/.test(listen) ? listen : (hosts[0] ?? listen);
  return name.includes(':') ? `[${name}]` : name;
}

function cannotListen(error: NodeJS.ErrnoException, { listen, port }: WebArguments): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program; choose another with --port.`;
    case 'EACCES':
      return `Port ${port} may not be opened by this user; choose one above 1023 with --port.`;
    default:
      return `Slipway cannot listen on ${listen} (${error.code ?? error.message}); choose another address with --listen.`;
  }
}

/** Ends the process on a signal, files closed; at once on the second one, or when the Node that started this one died. */
function endOnSignals(close: () => Promise<void>): void {
  let since: number | null = null;
  const end = async () => {
    const now = Date.now();
    // One Ctrl+C reaches us more than once: from the terminal, and passed on by npm and by our own start.
    if (since !== null && now - since > ONE_SIGNAL) process.exit(130);
    if (since !== null) return;
    since = now;
    setTimeout(() => process.exit(1), LONGEST_CLOSE).unref();
    await close().catch((error) => say(String(error)));
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
  if (process.send) process.on('disconnect', () => process.exit(1));
}

async function serve(given: WebArguments): Promise<void> {
  const root = applicationRoot(import.meta.dirname);
  const { log, close: closeLog } = openLog(given.data);
  const app = createApp({
    file: given.file,
    data: given.data,
    host: webHost(given.data, applicationVersion(root)),
    settings: configFile(given.data),
    log,
    gatewayPort: given.gatewayPort,
  });
  const token = randomBytes(32).toString('base64url');
  const renderer = given.renderer ?? rendererFolder(root);
  let server: WebServer | null = null;
  endOnSignals(async () => {
    await server?.close();
    await app.close();
    await closeLog();
  });
  try {
    server = await startWebServer({ ...given, app, renderer, token, log });
  } catch (error) {
    say(cannotListen(error as NodeJS.ErrnoException, given));
    await app.ready;
    await app.close();
    process.exitCode = 1;
    return;
  }
  await app.ready;
  const origin = `http://${hostInUrl(given)}:${server.port}`;
  // The page takes the token out of the fragment, which no server ever sees, and puts `#/` in its place.
  const url = `${origin}/#token=${token}`;
  process.stdout.write(
    `${JSON.stringify({ url, call: `${origin}/call`, token, gateway: await app.gatewayUrl() })}\n`,
  );
  const { problem } = await app.client.workspace.state();
  if (problem) say([problem.message, problem.hint].filter(Boolean).join(' '));
  const opened = given.open && openBrowser(url);
  say(`Slipway is ${opened ? 'in your browser' : 'at the address above'}; Ctrl+C ends it.`);
}

/** Runs the browser host as the command line says. */
export async function runWebHost(commandLine: readonly string[]): Promise<void> {
  // Who started this may have read the one line and gone.
  process.stdout.on('error', () => {});
  let given: WebArguments;
  try {
    given = webArguments(commandLine);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    say(`${error.message} Usage: ${USAGE}`);
    process.exitCode = 2;
    return;
  }
  await serve(given);
}
