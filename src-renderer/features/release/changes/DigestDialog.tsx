import { Modal } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy, IconGitBranch } from '@tabler/icons-react';
import { useCall } from '../../../api/client.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { JobLine } from '../../../ui/JobLine.tsx';
import { RowSkeleton } from '../../../ui/RowSkeleton.tsx';
import { useZone } from '../../../ui/time.tsx';
import { useFocusBack } from '../../../ui/useFocusBack.ts';
import classes from './Changes.module.css';
import { useRangeRead } from './reads.ts';

/** What the authors of a deployment's changes are told of it: text to be pasted into a chat, a mail, a ticket. */
export function DigestDialog({
  deploymentId,
  onClose,
}: {
  readonly deploymentId: number;
  readonly onClose: () => void;
}) {
  useFocusBack();
  const zone = useZone();
  const digest = useCall('changelog.digest', { deploymentId, zone });
  const clipboard = useClipboard({ timeout: 2000 });
  const { data } = digest;
  const read = useRangeRead({
    range: data?.range ?? null,
    commits: [],
    isMissing: data?.state === 'not_read',
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title="Digest for the authors"
      size={640}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={classes.digest}>
        <ErrorText error={digest.error} />
        {data ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by keys too
          <pre className={classes.digestText} tabIndex={0}>
            {data.text}
          </pre>
        ) : digest.error ? null : (
          <RowSkeleton rows={6} label="Writing the digest" />
        )}
        {data?.state === 'no_commit' ? (
          <p className={classes.quiet}>
            One of its two versions has no commit on record, so the changes between them are not known.
          </p>
        ) : data?.state === 'not_read' && data.range && !read.isUnderWay ? (
          <p className={classes.quiet}>Nobody has read the changes between them from a clone yet.</p>
        ) : null}
        {read.job && read.job.status !== 'succeeded' ? (
          <JobLine job={read.job} onCancel={read.cancel} />
        ) : null}
        <ErrorText error={read.error} />
        <div className={classes.digestFoot}>
          {data?.range && data.state === 'not_read' && !read.isUnderWay ? (
            <ActionButton
              label="Read them from the clone"
              icon={IconGitBranch}
              busy={read.busy}
              disabledReason={
                read.clone?.path == null ? 'No clone is attached on this machine' : read.clone.problem
              }
              onClick={read.start}
            />
          ) : null}
          <span className={classes.digestEnd}>
            <ActionButton label="Close" onClick={onClose} />
            <ActionButton
              label={clipboard.copied ? 'Copied' : 'Copy the digest'}
              icon={clipboard.copied ? IconCheck : IconCopy}
              tone="primary"
              autoFocus
              disabledReason={data ? null : 'It is being written'}
              onClick={() => data && clipboard.copy(data.text)}
            />
          </span>
        </div>
      </div>
    </Modal>
  );
}
