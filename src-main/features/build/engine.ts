import type { buildContract } from '#shared/features/build/contract.ts';
import type { Handlers } from '../../handlers.ts';
import { createBuild, retryBuild } from './create.ts';
import { forceUpdate, previewForceUpdate } from './force-update.ts';
import { previewLive, setLive } from './live.ts';
import { listAppStatuses, listBuilds, listOfChannel, readBuild } from './read.ts';
import { cancelBuild, reportBuild } from './report.ts';
import { setStoreState } from './store-state.ts';

export const buildEngine: Handlers<typeof buildContract> = {
  list: listBuilds,
  get: readBuild,
  ofChannel: listOfChannel,
  appStatuses: listAppStatuses,
  create: createBuild,
  report: reportBuild,
  cancel: cancelBuild,
  retry: retryBuild,
  setStoreState,
  previewLive,
  setLive,
  previewForceUpdate,
  forceUpdate,
};
