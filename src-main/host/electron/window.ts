import { join } from 'node:path';
import { BrowserWindow, nativeTheme, type Rectangle, type Session, screen, shell } from 'electron';
import { readObject, writeWhole } from '../config-file.ts';
import { ORIGIN } from './channels.ts';
import { askBeforeUnload } from './unload.ts';

const USUAL = { width: 1360, height: 860 };
const SAVE_AFTER = 500;

interface WindowOptions {
  readonly data: string;
  readonly preload: string;
  readonly icon: string;
  log(error: unknown): void;
}

/** Where the window was, when a screen is still there to show it. */
function keptBounds(kept: Record<string, unknown> | null): Partial<Rectangle> {
  const { x, y, width, height } = (kept ?? {}) as Record<keyof Rectangle, number>;
  if (![x, y, width, height].every(Number.isFinite)) return USUAL;
  const seen = screen.getAllDisplays().some(({ workArea }) => {
    const right = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    const bottom = Math.min(y + height, workArea.y + workArea.height) - Math.max(y, workArea.y);
    return right > 100 && bottom > 100;
  });
  return seen ? { x, y, width, height } : { width, height };
}

function keepBounds(window: BrowserWindow, file: string): void {
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    if (window.isDestroyed()) return;
    writeWhole(file, JSON.stringify({ ...window.getNormalBounds(), maximized: window.isMaximized() }));
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_AFTER);
  };
  for (const name of ['resize', 'move'] as const) window.on(name as 'resize', soon);
  window.on('close', save);
}

/** Opens a link in the user's browser or mail program, when it is one that may be. */
export function openOutside(link: string): void {
  if (!URL.canParse(link)) return;
  const url = new URL(link);
  if (url.protocol === 'https:' || url.protocol === 'mailto:') void shell.openExternal(url.href);
}

const isOurs = (link: string) => URL.canParse(link) && link.startsWith(`${ORIGIN}/`);

/** The page goes nowhere else and opens no window: a link to the outside opens in the browser. */
function keepInside(window: BrowserWindow): void {
  const { webContents } = window;
  webContents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
  webContents.on('will-navigate', (event) => {
    if (!isOurs(event.url)) event.preventDefault();
  });
  webContents.on('will-redirect', (event) => {
    if (!isOurs(event.url)) event.preventDefault();
  });
  webContents.on('will-attach-webview', (event) => event.preventDefault());
}

/** A page may write text to the clipboard (the copy buttons) and tell on the desktop, and nothing else that wants permission. */
export function denyPermissions(session: Session): void {
  const allowed = (permission: string) => ['clipboard-sanitized-write', 'notifications'].includes(permission);
  session.setPermissionRequestHandler((_page, permission, answer) => answer(allowed(permission)));
  session.setPermissionCheckHandler((_page, permission) => allowed(permission));
  session.setDevicePermissionHandler(() => false);
}

/** Opens the window where it was the last time. */
export function openWindow({ data, preload, icon, log }: WindowOptions): BrowserWindow {
  const file = join(data, 'window.json');
  const kept = readObject(file);
  const window = new BrowserWindow({
    ...keptBounds(kept),
    minWidth: 900,
    minHeight: 560,
    show: false,
    title: 'Slipway',
    icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#141618' : '#ffffff',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  if (kept?.maximized === true) window.maximize();
  window.once('ready-to-show', () => window.show());
  keepBounds(window, file);
  keepInside(window);
  askBeforeUnload(window, log);
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    log(`the page's process ended: ${reason}`);
    if (!window.isDestroyed()) void window.loadURL(`${ORIGIN}/`).catch(log);
  });
  void window.loadURL(`${ORIGIN}/`).catch(log);
  return window;
}
