import { ipcMain, type WebContents, type WebFrameMain } from 'electron';
import { failure } from '#shared/contract/wire.ts';
import { AppError } from '#shared/errors.ts';
import type { App } from '../../app.ts';
import { CALL, EVENT, LISTENING, ORIGIN } from './channels.ts';

/** Only the main frame of our own page may speak: not a frame in it, not a page that it was led away to. */
function isOurs(sender: WebContents, frame: WebFrameMain | null): boolean {
  return frame !== null && frame === sender.mainFrame && frame.origin === ORIGIN;
}

/** Answers the preload, and sends the application's events to the page. @returns how to send a `navigate` event. */
export function serveIpc(app: App, page: () => WebContents | null): (path: string) => void {
  let listening = false;
  const waiting: string[] = [];

  ipcMain.handle(CALL, (event, procedure: unknown, input: unknown) => {
    if (!isOurs(event.sender, event.senderFrame)) {
      return failure(new AppError('forbidden', 'Slipway answers only to its own page. Nothing was done.'));
    }
    return app.call(String(procedure), input, `window ${event.sender.id}`);
  });

  const navigate = (path: string) => {
    if (listening) page()?.send(EVENT, { type: 'navigate', path });
    else waiting.push(path);
  };
  ipcMain.on(LISTENING, (event) => {
    if (!isOurs(event.sender, event.senderFrame)) return;
    listening = true;
    for (const path of waiting.splice(0)) navigate(path);
  });
  app.subscribe((event) => page()?.send(EVENT, event));
  return navigate;
}
