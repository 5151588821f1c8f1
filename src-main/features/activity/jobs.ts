import type { JobDefinition } from '../../jobs/definition.ts';
import { verifyChain } from './engine.ts';

const verify: JobDefinition<void> = {
  kind: 'verify',
  unit: 'entries',
  afterDeath: 'fail',
  open: ({ stores }) => ({ title: 'Verify the audit chain', total: stores.activity.head().seq }),
  run: (tools) =>
    verifyChain(tools, async (done, total) => {
      tools.checkCanceled();
      await tools.progress(done, total);
    }),
};

export const activityJobs = { 'activity.verify': verify };
