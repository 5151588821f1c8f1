import { Textarea } from '@mantine/core';
import type { DistributionDraft } from '#shared/features/distribution/model.ts';
import { formatCount } from '../../../ui/numbers.ts';
import classes from '../Distribution.module.css';
import { type Check, notesCount } from './draft.ts';

/** What people read in the store, counted against the store's limit while it is typed. */
export function NotesField({
  draft,
  check,
  onDraft,
}: {
  readonly draft: DistributionDraft;
  readonly check: Check;
  readonly onDraft: (changes: Partial<DistributionDraft>) => void;
}) {
  const { text, over } = notesCount(draft.releaseNotes, check.notesLimit);
  const fault = check.refusals.find(({ field }) => field === 'releaseNotes')?.message;
  return (
    <div>
      <Textarea
        aria-label="Release notes"
        autosize
        minRows={3}
        maxRows={10}
        placeholder="What is new, as people read it in the store"
        value={draft.releaseNotes}
        error={fault}
        onChange={(event) => onDraft({ releaseNotes: event.currentTarget.value })}
      />
      <p className={classes.count} data-over={over > 0 || undefined} aria-live="polite">
        {text}
        {over > 0 ? `, ${formatCount(over)} too many` : ' characters'}
      </p>
    </div>
  );
}
