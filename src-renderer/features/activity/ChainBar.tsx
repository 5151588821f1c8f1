import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useCall } from '../../api/client.ts';
import { useJobRun } from '../../api/jobs.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { JobLine } from '../../ui/JobLine.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { Instant } from '../../ui/time.tsx';
import classes from './Activity.module.css';

/** Whether the chain was recomputed, how far and when; the first entry that does not fit; and the way to look again. */
export function ChainBar() {
  const { data } = useCall('activity.status', undefined);
  const verify = useJobRun('activity.verify');
  if (!data) return <div className={classes.chain} />;
  const { verified, headSeq } = data;
  const broken = verified?.firstBroken ?? null;
  const since = verified ? headSeq - verified.headSeq : headSeq;
  const Icon = broken ? IconShieldX : IconShieldCheck;
  const tone = broken ? 'bad' : verified ? 'ok' : 'dim';
  return (
    <section className={classes.chain} aria-label="Audit chain" data-tone={tone}>
      <Icon size={16} stroke={1.75} aria-hidden className={classes.chainIcon} />
      {verify.job?.status === 'running' ? (
        <div className={classes.chainJob}>
          <JobLine job={verify.job} onCancel={verify.cancel} />
        </div>
      ) : (
        <>
          {broken && verified ? (
            <span>
              <strong className={classes.chainWord}>Broken at #{formatCount(broken.seq)}:</strong>{' '}
              {broken.why.replace(/\.?$/, '.')} Entries before it fit. Found{' '}
              <Instant at={verified.checkedAt} />. <a href={`#/activity?seq=${broken.seq}`}>Show the entry</a>
            </span>
          ) : verified ? (
            <span>
              <strong className={classes.chainWord}>Verified to #{formatCount(verified.headSeq)}</strong>{' '}
              <Instant at={verified.checkedAt} />
              {since > 0 ? `, ${formatCount(since)} newer` : ', nothing newer'}
            </span>
          ) : (
            <span>
              <strong className={classes.chainWord}>Not verified yet.</strong> Every entry carries the hash of
              the one before it; verifying recomputes all {formatCount(headSeq)}.
            </span>
          )}
          <span className={classes.chainEnd}>
            {verify.job && verify.job.status !== 'succeeded' ? (
              <span className={classes.dim}>{verify.job.error}</span>
            ) : null}
            <ErrorText error={verify.error} />
            <ActionButton
              label="Verify now"
              size="xs"
              busy={verify.busy}
              disabledReason={headSeq === 0 ? 'There are no entries yet.' : null}
              onClick={() => void verify.start(undefined)}
            />
          </span>
        </>
      )}
    </section>
  );
}
