import { join, resolve } from 'node:path';
import { type BrowserWindow, app as electron, session } from 'electron';
import { type App, createApp } from '../../app.ts';
import { openLog } from '../../log.ts';
import { applicationRoot, rendererFolder } from '../place.ts';
import { type ElectronArguments, electronArguments, linkIn } from './arguments.ts';
import { electronHost } from './host.ts';
import { serveIpc } from './ipc.ts';
import { setMenu } from './menu.ts';
import { registerScheme, serveScheme } from './protocol.ts';
import { electronSettings } from './settings.ts';
import { denyPermissions, openWindow } from './window.ts';

const SCHEME_OF_LINKS = 'slipway';

/** Tells the system whose `slipway://` links are: this program, or Electron with this folder while it runs unpackaged. */
function claimLinks(): void {
  const folder = process.argv[1];
  if (process.defaultApp && folder)
    electron.setAsDefaultProtocolClient(SCHEME_OF_LINKS, process.execPath, [resolve(folder)]);
  else electron.setAsDefaultProtocolClient(SCHEME_OF_LINKS);
}

/** Files closed and log written before the process ends, whatever asked for the end. */
function closeBeforeQuit(app: App, closeLog: () => Promise<void>, log: (error: unknown) => void): void {
  let closed = false;
  electron.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void app
      .close()
      .catch(log)
      .then(closeLog)
      .finally(() => {
        closed = true;
        electron.quit();
      });
  });
}

function run(given: ElectronArguments): void {
  const root = applicationRoot(import.meta.dirname);
  const data = electron.getPath('userData');
  const { log, close: closeLog } = openLog(data);
  const host = electronHost(data);
  const app = createApp({
    file: given.file,
    data,
    host,
    settings: electronSettings(data),
    log,
    gatewayPort: given.gatewayPort,
  });
  let window: BrowserWindow | null = null;
  const page = () => (window && !window.isDestroyed() ? window.webContents : null);
  const developmentServer = electron.isPackaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null);

  denyPermissions(session.defaultSession);
  serveScheme({ app, renderer: rendererFolder(root), developmentServer, log });
  const navigate = serveIpc(app, page);
  setMenu({ app, host, data, navigate, log });
  closeBeforeQuit(app, closeLog, log);

  const show = () => {
    if (window && !window.isDestroyed()) {
      if (window.isMinimized()) window.restore();
      window.focus();
      return;
    }
    window = openWindow({
      data,
      preload: join(root, 'out', 'preload', 'preload.cjs'),
      icon: join(root, 'resources', 'icons', '512x512.png'),
      log,
    });
  };
  const open = (file: string) => void app.client.workspace.open({ file }).catch(log);
  show();
  if (given.link) navigate(given.link);

  electron.on('activate', show);
  electron.on('second-instance', (_event, _argv, _folder, wanted) => {
    const { file, link } = wanted as ElectronArguments;
    show();
    if (file) open(file);
    if (link) navigate(link);
  });
  electron.on('open-url', (event, url) => {
    event.preventDefault();
    const link = linkIn([url]);
    show();
    if (link) navigate(link);
  });
  electron.on('open-file', (event, file) => {
    event.preventDefault();
    show();
    open(file);
  });
}

/** Starts the desktop host: what must come before Electron is ready now, the rest when it is. */
export function startElectron(): void {
  const given = electronArguments(process.argv);
  if (given.data) electron.setPath('userData', given.data);
  // Chromium's own profile stays out of the folder that people look into.
  electron.setPath('sessionData', join(electron.getPath('userData'), 'page'));
  if (!electron.commandLine.hasSwitch('no-sandbox')) electron.enableSandbox();
  registerScheme();
  if (!electron.requestSingleInstanceLock({ ...given })) {
    electron.quit();
    return;
  }
  claimLinks();
  electron.on('window-all-closed', () => electron.quit());
  void electron.whenReady().then(() => run(given));
}
