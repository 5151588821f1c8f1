import { IconClockExclamation, IconSnowflake } from '@tabler/icons-react';
import { momentWords } from '#shared/zone.ts';
import type { OutputFor } from '../../api/client.ts';
import { ErrorText, type SaidError } from '../../ui/ErrorText.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { Version } from '../../ui/Version.tsx';
import classes from './Freeze.module.css';
import { spanWords } from './spanWords.ts';

type Preview = OutputFor<'freeze.preview'>;

const PLACES = 6;

/** What the draft would freeze, by the rule that will freeze it. */
export function FreezePreview({
  preview,
  zone,
  failed,
}: {
  readonly preview: Preview | undefined;
  readonly zone: string;
  readonly failed: SaidError | null;
}) {
  if (failed) return <ErrorText error={failed} />;
  if (!preview) {
    return <aside className={classes.preview}>Complete the window to see what it freezes.</aside>;
  }
  const { fault, stands, next, notes, checkedAt } = preview;
  if (fault) return <aside className={classes.preview}>{fault.message}</aside>;
  return (
    <aside className={classes.preview} aria-live="polite">
      <h3>Freezes, {zone}</h3>
      <ol className={classes.occurrences}>
        {stands ? (
          <li className={classes.stands}>
            <IconSnowflake size={14} stroke={1.75} aria-hidden />
            {spanWords(stands, checkedAt, zone)},{' '}
            {stands.startsAt >= checkedAt ? 'from now on' : 'stands now'}
          </li>
        ) : null}
        {next.map((one) => (
          <li key={one.startsAt}>{spanWords(one, checkedAt, zone)}</li>
        ))}
      </ol>
      {notes.map(({ at, sentence }) => (
        <p key={`${at} ${sentence}`} className={classes.clockNote}>
          <IconClockExclamation size={14} stroke={1.75} aria-hidden />
          <span>{sentence}</span>
        </p>
      ))}
      <Places preview={preview} />
      <Scheduled preview={preview} zone={zone} />
      <Workflows preview={preview} />
    </aside>
  );
}

function Places({ preview: { places, placeCount } }: { readonly preview: Preview }) {
  return (
    <>
      <h3>
        Covers {formatCount(placeCount)} {placeCount === 1 ? 'place' : 'places'}
      </h3>
      <p>
        {placeCount === 0
          ? 'No linked place fits all three. It would freeze nothing yet.'
          : places
              .slice(0, PLACES)
              .map(({ project, environment }) => `${project} in ${environment}`)
              .join(', ')}
        {placeCount > PLACES ? ` and ${formatCount(placeCount - PLACES)} more` : ''}
      </p>
    </>
  );
}

function Scheduled({
  preview: { scheduled, checkedAt },
  zone,
}: {
  readonly preview: Preview;
  readonly zone: string;
}) {
  if (scheduled.length === 0) return null;
  return (
    <>
      <h3>Scheduled into it</h3>
      <ul className={classes.scheduled}>
        {scheduled.map(({ deploymentId, project, environment, version, scheduledFor }) => (
          <li key={deploymentId}>
            {project} <Version value={version} /> in {environment},{' '}
            {momentWords(scheduledFor, checkedAt, zone)}
          </li>
        ))}
      </ul>
    </>
  );
}

function Workflows({ preview: { workflows } }: { readonly preview: Preview }) {
  if (workflows.length === 0) return null;
  const running = workflows.reduce((sum, one) => sum + one.running, 0);
  return (
    <>
      <h3>
        Stops {formatCount(workflows.length)} {workflows.length === 1 ? 'workflow' : 'workflows'} from
        starting
      </h3>
      {running > 0 ? <p>{formatCount(running)} under way now: they finish.</p> : null}
    </>
  );
}
