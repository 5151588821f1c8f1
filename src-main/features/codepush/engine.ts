import type { codepushContract } from '#shared/features/codepush/contract.ts';
import type { Handlers } from '../../handlers.ts';
import { clearHistory, listApps, openApp, removeApp, removeChannel, renameApp } from './apps.ts';
import { readBoard } from './board.ts';
import { previewEnd, previewHalt, previewResume } from './change-previews.ts';
import { createChannel, editChannel } from './channels.ts';
import { readEvents } from './events.ts';
import { explain } from './explain.ts';
import { haltAll, previewHaltAll } from './halt-all.ts';
import { previewEdit, previewPromote, previewRelease, previewRollback } from './previews.ts';
import {
  factsOf,
  listChannels,
  listRollouts,
  projectDevices,
  readAdoption,
  readHistory,
  readMetrics,
  readRelease,
} from './read.ts';
import { edit, end, halt, promote, release, resume, rollBack } from './releases.ts';

export const codepushEngine: Handlers<typeof codepushContract> = {
  apps: listApps,
  openApp,
  renameApp,
  removeApp,
  removeChannel,
  clearHistory,
  board: readBoard,
  channels: listChannels,
  createChannel,
  editChannel,
  history: readHistory,
  get: readRelease,
  events: readEvents,
  package({ stores }, { packageHash }) {
    const found = stores.package.get(packageHash);
    return found && factsOf(found);
  },
  previewRelease,
  release,
  previewEdit,
  edit,
  previewHalt,
  halt,
  previewResume,
  resume,
  previewEnd,
  end,
  previewPromote,
  promote,
  previewRollback,
  rollback: rollBack,
  rollouts: listRollouts,
  previewHaltAll,
  haltAll,
  explain,
  metrics: readMetrics,
  adoption: readAdoption,
  projection: projectDevices,
};
