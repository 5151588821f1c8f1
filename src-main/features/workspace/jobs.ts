import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { JobDefinition } from '../../jobs/definition.ts';
import { stampOf } from '../../store/workspace-file.ts';
import { verifyChain } from '../activity/engine.ts';

const backup: JobDefinition<{ file: string | null }> = {
  kind: 'backup',
  unit: 'pages',
  afterDeath: 'fail',
  // A backup holds the row of the very job that made it, still running.
  deathNote: 'It was under way when this file was copied, or when Slipway ended. A half copy is never kept.',
  open: () => ({ title: 'Back up the workspace' }),
  async run(tools, { file }) {
    const { backups, workspace } = tools.folders;
    const name = basename(workspace).replace(/\.slipway$/, '');
    const target = file ?? join(backups, `${name}-${stampOf(tools.now())}.slipway`);
    if (existsSync(target)) {
      throw new AppError('conflict', `${target} exists already. Nothing was written.`, {
        hint: 'Choose another name.',
      });
    }
    if (file === null) mkdirSync(backups, { recursive: true });
    // Under another name until it is whole, so that a half copy is never taken for a backup.
    const partial = `${target}.part`;
    try {
      await tools.copyDatabase(partial, async (done, total) => tools.progress(done, total));
      renameSync(partial, target);
    } finally {
      rmSync(partial, { force: true });
    }
    return { file: target, size: statSync(target).size };
  },
};

const check: JobDefinition<void> = {
  kind: 'check',
  unit: 'checks',
  afterDeath: 'fail',
  open: () => ({ title: 'Check the workspace', total: 3 }),
  async run(tools) {
    const integrity = tools.checkIntegrity();
    await tools.progress(1, 3);
    tools.checkCanceled();
    const foreignKeys = tools.checkForeignKeys();
    await tools.progress(2, 3);
    const chain = await verifyChain(tools, () => tools.checkCanceled());
    await tools.progress(3, 3);
    const sound = integrity.length === 0 && foreignKeys === 0 && chain.firstBroken === null;
    return { sound, integrity, foreignKeys, chain };
  },
};

export const workspaceJobs = { 'workspace.backup': backup, 'workspace.check': check };
