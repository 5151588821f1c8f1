import { join } from 'node:path';
import { dialog, app as electron, Menu, type MenuItemConstructorOptions, shell } from 'electron';
import type { App } from '../../app.ts';
import type { Host } from '../host.ts';

interface MenuOptions {
  readonly app: App;
  readonly host: Host;
  readonly data: string;
  /** Sends the page to a path, or has it run a command of its registry: `command:import`. */
  navigate(path: string): void;
  log(error: unknown): void;
}

const nameOf = (file: string) =>
  file
    .split(/[\\/]/)
    .at(-1)
    ?.replace(/\.slipway$/, '') || 'workspace';

function fileMenu({ app, host, navigate, log }: MenuOptions): MenuItemConstructorOptions {
  const { workspace } = app.client;
  const act = (work: () => Promise<unknown>) => () => void work().catch(log);
  const withFile = (purpose: Parameters<Host['chooseFile']>[0], work: (file: string) => Promise<unknown>) =>
    act(async () => {
      const file = await host.chooseFile(purpose);
      if (file !== null) await work(file);
    });
  return {
    label: '&File',
    submenu: [
      {
        id: 'new',
        label: 'New workspace…',
        accelerator: 'CmdOrCtrl+Shift+N',
        click: withFile('create', (file) => workspace.create({ file, name: nameOf(file) })),
      },
      {
        id: 'open',
        label: 'Open workspace…',
        accelerator: 'CmdOrCtrl+O',
        click: withFile('open', (file) => workspace.open({ file })),
      },
      { type: 'separator' },
      { id: 'import', label: 'Import…', click: () => navigate('command:import') },
      { id: 'export', label: 'Export…', click: () => navigate('command:export') },
      {
        id: 'backup',
        label: 'Back up to…',
        click: withFile('backup', (file) => workspace.backup({ file })),
      },
      { type: 'separator' },
      { role: process.platform === 'darwin' ? 'close' : 'quit' },
    ],
  };
}

function viewMenu({ navigate }: MenuOptions): MenuItemConstructorOptions {
  const go = (id: string, label: string): MenuItemConstructorOptions => ({
    id: `go.${id}`,
    label,
    click: () => navigate(`command:go.${id}`),
  });
  return {
    label: '&View',
    submenu: [
      go('overview', 'Overview'),
      go('deployments', 'Deployments'),
      go('matrix', 'Matrix'),
      go('activity', 'Activity'),
      go('settings', 'Settings'),
      { type: 'separator' },
      { id: 'find', label: 'Find a record or command…', click: () => navigate('command:find') },
      { type: 'separator' },
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
      ...(electron.isPackaged
        ? []
        : [{ type: 'separator' as const }, { role: 'reload' as const }, { role: 'toggleDevTools' as const }]),
    ],
  };
}

function helpMenu({ data, host, navigate }: MenuOptions): MenuItemConstructorOptions {
  return {
    label: '&Help',
    submenu: [
      { id: 'keys', label: 'Keys', click: () => navigate('command:keys') },
      { id: 'logs', label: 'Show the log folder', click: () => void shell.openPath(join(data, 'logs')) },
      {
        id: 'about',
        label: 'About Slipway',
        click: () =>
          void dialog.showMessageBox({
            type: 'info',
            message: `Slipway ${host.version}`,
            detail: `Electron ${process.versions.electron}, Node ${process.versions.node}\nData: ${data}`,
          }),
      },
    ],
  };
}

/** The application menu. Its commands are the page's own, by the ids of its registry, or procedures. */
export function setMenu(options: MenuOptions): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
      fileMenu(options),
      { role: 'editMenu' },
      viewMenu(options),
      helpMenu(options),
    ]),
  );
}
