import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { AppEvent, Bridge } from '#shared/contract/wire.ts';
import { CALL, EVENT, LISTENING } from './host/electron/channels.ts';

/** All that the page gets of the main process. */
const bridge: Bridge = {
  call: (procedure, input) => ipcRenderer.invoke(CALL, procedure, input),
  subscribe(listener) {
    const heard = (_event: IpcRendererEvent, event: AppEvent) => listener(event);
    ipcRenderer.on(EVENT, heard);
    ipcRenderer.send(LISTENING);
    return () => {
      ipcRenderer.off(EVENT, heard);
    };
  },
};

contextBridge.exposeInMainWorld('bridge', bridge);
