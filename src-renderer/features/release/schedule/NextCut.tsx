import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import { momentWords } from '#shared/zone.ts';
import { useAct, useCall } from '../../../api/client.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Instant, useNow } from '../../../ui/time.tsx';
import { ask } from '../act/open.ts';
import classes from '../changes/Changes.module.css';

/** When a project is cut next by itself, and what became of the last time; nothing when it is cut by people only. */
export function NextCut({ projectId }: { readonly projectId: number }) {
  const schedule = useCall('candidate.schedule', { projectId }, { keepPrevious: false }).data;
  const cut = useAct('candidate.cutScheduled');
  const now = useNow(60_000);
  if (!schedule) return null;
  const { nextAt, zone, branch, last, dueSince } = schedule;
  const failed = last?.outcome === 'failed';
  const Icon = failed ? IconAlertTriangle : IconClock;
  return (
    <>
      <div className={classes.told} data-tone={failed ? 'warning' : 'info'}>
        <Icon size={15} stroke={1.75} aria-hidden />
        <span>
          {dueSince !== null
            ? 'The clone is being looked at for the scheduled cut.'
            : nextAt === null
              ? 'Its schedule never comes again.'
              : `Next cut ${momentWords(nextAt, now, zone)} ${zone} from ${branch ?? 'HEAD'}, if something landed.`}
          {last ? (
            <>
              {' '}
              Last time, <Instant at={last.at} />: {last.message}
            </>
          ) : null}
        </span>
        <ActionButton
          label="Cut now"
          size="xs"
          busy={cut.busy || dueSince !== null}
          onClick={() => void cut.run({ projectId }).catch(() => {})}
        />
        <ActionButton label="Change…" size="xs" onClick={() => ask({ act: 'schedule', projectId })} />
      </div>
      <ErrorText error={cut.error} />
    </>
  );
}
