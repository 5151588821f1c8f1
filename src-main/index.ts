import { startElectron } from './host/electron/run.ts';

/** The Electron entry. Nothing is awaited here: Electron is ready only after this file has been evaluated. */
startElectron();
