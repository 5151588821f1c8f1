import { type BrowserWindow, dialog } from 'electron';

/**
 * Asks before a page goes away that says it holds something unsaved. Electron shows no dialog of its own: the close or the
 * reload is let go at first, and done again once the person says so.
 */
export function askBeforeUnload(window: BrowserWindow, log: (error: unknown) => void): void {
  const { webContents } = window;
  let closes = false;
  let asks = false;
  let agreed = false;
  const ask = async (again: () => void) => {
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: 'Something that you changed is not saved.',
      detail: 'It goes away with this page, and nothing brings it back.',
      buttons: ['Stay', 'Discard it'],
      defaultId: 0,
      cancelId: 0,
    });
    if (response !== 1 || window.isDestroyed()) return;
    agreed = true;
    again();
  };
  window.on('close', () => {
    closes = true;
  });
  webContents.on('will-prevent-unload', (event) => {
    const again = closes ? () => window.close() : () => webContents.reload();
    closes = false;
    if (agreed) {
      agreed = false;
      event.preventDefault();
    } else if (!asks) {
      asks = true;
      void ask(again)
        .catch(log)
        .finally(() => {
          asks = false;
        });
    }
  });
}
