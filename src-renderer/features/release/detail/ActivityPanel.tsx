import { entryWords } from '#shared/features/activity/words.ts';
import type { OutputFor } from '../../../api/client.ts';
import { InsideRow } from '../../../ui/InsideRow.ts';
import { PlainTable } from '../../../ui/PlainTable.tsx';
import text from '../../../ui/Text.module.css';
import { Instant } from '../../../ui/time.tsx';
import classes from './Detail.module.css';

/** What the log says of a release and of its candidates, refusals included. */
export function ActivityPanel({
  release: { activity, projectName },
}: {
  readonly release: Pick<OutputFor<'release.get'>, 'activity' | 'projectName'>;
}) {
  if (activity.length === 0) {
    return (
      <p className={text.quiet}>
        Nobody did anything with the release itself. Imports are one entry of the log.
      </p>
    );
  }
  return (
    <InsideRow value={true}>
      <PlainTable
        label="Activity of this release"
        columns={['When', 'Who', 'What', 'Object', 'Reason', 'Entry']}
      >
        {activity.map((entry) => (
          <tr key={entry.seq}>
            <td>
              <Instant at={entry.at} form="clock" />
            </td>
            <td>{entry.actor.name}</td>
            <td className={classes.verb} data-refused={entry.refused !== null || undefined}>
              {entryWords(entry)}
            </td>
            <td className={text.mono}>{entry.object.label.replace(`${projectName} `, '')}</td>
            <td data-wrap>{entry.reason}</td>
            <td>
              <a className={text.link} href={`#/activity?object=${encodeURIComponent(entry.object.id)}`}>
                #{entry.seq}
              </a>
            </td>
          </tr>
        ))}
      </PlainTable>
    </InsideRow>
  );
}
