import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const onPath = (name: string) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, name)));

function opener(url: string): [command: string, ...rest: string[]] | null {
  switch (process.platform) {
    case 'darwin':
      return ['open', url];
    case 'win32':
      return ['rundll32', 'url.dll,FileProtocolHandler', url];
    default: {
      const display = process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
      return display && onPath('xdg-open') ? ['xdg-open', url] : null;
    }
  }
}

/** Asks the desktop to show the page; whether there is one to ask. */
export function openBrowser(url: string): boolean {
  const command = opener(url);
  if (!command) return false;
  const [name, ...rest] = command;
  const child = spawn(name, rest, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
  return true;
}
