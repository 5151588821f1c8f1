import type { AppEvent, Bridge, Reply } from '#shared/contract/wire.ts';
import { failure } from '#shared/contract/wire.ts';
import { AppError } from '#shared/errors.ts';

declare global {
  interface Window {
    /** Set by the preload inside Electron; a browser page has none and talks over a WebSocket. */
    readonly bridge?: Bridge;
  }
}

const TOKEN_KEY = 'slipway.token';
const RETRY_MS = 1000;

/** Takes the page's token out of the URL's fragment, where no server ever sees it, and keeps it for reloads. */
function takeToken(): string {
  const given = /^#token=([A-Za-z0-9_-]+)/.exec(location.hash)?.[1];
  if (given) {
    sessionStorage.setItem(TOKEN_KEY, given);
    history.replaceState(null, '', `${location.pathname}#/`);
  }
  return given ?? sessionStorage.getItem(TOKEN_KEY) ?? '';
}

type Incoming = { readonly id: number; readonly reply: Reply } | { readonly event: AppEvent };

type ConnectionListener = (connected: boolean) => void;
const connectionListeners = new Set<ConnectionListener>();

/** Whether the page has its application behind it; only a browser page can lose it. */
export function onConnection(listener: ConnectionListener): () => void {
  connectionListeners.add(listener);
  return () => connectionListeners.delete(listener);
}

const lost = () =>
  failure(
    new AppError('unavailable', 'The connection to Slipway broke off before it answered.', {
      hint: 'Look at the record before you do it again: the action may have been carried out.',
    }),
  );

function socketBridge(token: string): Bridge {
  const listeners = new Set<(event: AppEvent) => void>();
  const waiting = new Map<number, (reply: Reply) => void>();
  const unsent: string[] = [];
  let socket: WebSocket;
  let ready = false;
  let last = 0;

  function connect(): void {
    socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`);
    socket.onopen = () => {
      socket.send(JSON.stringify({ token }));
      ready = true;
      for (const text of unsent.splice(0)) socket.send(text);
      for (const listener of connectionListeners) listener(true);
    };
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(String(data)) as Incoming;
      if ('event' in message) {
        for (const listener of listeners) listener(message.event);
        return;
      }
      waiting.get(message.id)?.(message.reply);
      waiting.delete(message.id);
    };
    socket.onclose = () => {
      ready = false;
      for (const answer of waiting.values()) answer(lost());
      waiting.clear();
      for (const listener of connectionListeners) listener(false);
      setTimeout(connect, RETRY_MS);
    };
  }

  connect();
  return {
    call: (procedure, input) =>
      new Promise((resolve) => {
        last += 1;
        waiting.set(last, resolve);
        const text = JSON.stringify({ id: last, procedure, input });
        if (ready) socket.send(text);
        else unsent.push(text);
      }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const token = window.bridge ? '' : takeToken();

/** The door to the application: the preload's bridge, else a WebSocket to the browser host. */
export const bridge: Bridge = window.bridge ?? socketBridge(token);

/** The header that lets this page use the streamed file door; Electron's `app://` needs none. */
export function fileHeaders(): Record<string, string> {
  return token === '' ? {} : { Authorization: `Bearer ${token}` };
}
