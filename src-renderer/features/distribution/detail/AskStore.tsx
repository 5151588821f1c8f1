import { IconRefreshDot } from '@tabler/icons-react';
import { useJobRun } from '../../../api/jobs.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Section } from '../../../ui/Page.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import text from '../../../ui/Text.module.css';
import classes from '../Distribution.module.css';
import { type DistributionRecord, stepLabels } from '../words.ts';

/** What the store says of it, and the project's own way to ask it again. */
export function AskStore({ record }: { readonly record: DistributionRecord }) {
  const { distribution: row, storeState, delivery } = record;
  const job = useJobRun('distribution.deliver');
  const refusal = delivery.steps.includes('poll')
    ? delivery.runningJobId === null
      ? null
      : 'A delivery of it runs now.'
    : `The project’s delivery has no command or call for: ${stepLabels.poll.toLowerCase()}.`;
  const failed =
    job.job?.status === 'failed' ? { message: job.job.error ?? 'The store gave no answer.' } : null;
  return (
    <Section title="The store says">
      <div className={classes.asked}>
        {storeState ? (
          <StateBadge
            tone={storeState.tone}
            label={storeState.label}
            {...(storeState.label === storeState.state ? {} : { note: storeState.state })}
          />
        ) : (
          <span className={text.dim}>nothing yet</span>
        )}
        <ActionButton
          label="Ask the store"
          icon={IconRefreshDot}
          size="xs"
          busy={job.busy}
          disabledReason={refusal}
          onClick={() => void job.start({ act: 'poll', id: row.id })}
        />
      </div>
      <ErrorText error={job.error ?? failed} />
    </Section>
  );
}
