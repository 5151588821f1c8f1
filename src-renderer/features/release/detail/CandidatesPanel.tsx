import { isUncut } from '#shared/features/candidate/grammar.ts';
import type { OutputFor } from '../../../api/client.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { InsideRow } from '../../../ui/InsideRow.ts';
import { Markdown } from '../../../ui/Markdown/Markdown.tsx';
import { Section } from '../../../ui/Page.tsx';
import { ACTIONS, PlainTable } from '../../../ui/PlainTable.tsx';
import { Sha } from '../../../ui/Sha.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import text from '../../../ui/Text.module.css';
import { Instant } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
import { ask } from '../act/open.ts';
import { NotesButton } from '../notes/NotesButton.tsx';
import { buildLooks } from '../words.ts';
import classes from './Detail.module.css';

type Release = OutputFor<'release.get'>;
type Ran = OutputFor<'release.ran'>;

/** Each candidate with its commit, its build and where it runs; then what the release says of itself. */
export function CandidatesPanel({
  release,
  ran,
}: {
  readonly release: Release;
  readonly ran: Ran | undefined;
}) {
  const { candidates, projectId, notes } = release;
  const now = ran?.filter(({ to }) => to === null) ?? [];
  const placesOf = ({ version }: Release['candidates'][number]) =>
    now.filter((one) => one.version === version).toReversed();
  return (
    <>
      <Section title="Candidates" count={candidates.length}>
        {candidates.length === 0 ? (
          <p className={text.quiet}>
            {isUncut(release)
              ? 'Deployments or an import named it, and nobody has cut it yet. Made a candidate, it keeps its deployments.'
              : 'It stands for itself: it was deployed or imported without candidates.'}
          </p>
        ) : (
          <InsideRow value={true}>
            <PlainTable
              label="Candidates"
              columns={[
                'Version',
                { label: 'Commit', drop: 'second' },
                'Build',
                'Runs in',
                { label: 'By', drop: 'first' },
                { label: 'Made', drop: 'first' },
                ACTIONS,
              ]}
            >
              {candidates.map((candidate) => (
                <tr
                  key={candidate.id}
                  data-off={
                    (candidate.supersededAt !== null && placesOf(candidate).length === 0) || undefined
                  }
                >
                  <td>
                    <Version value={candidate.version} strong={candidate.supersededAt === null} />{' '}
                    {candidate.supersededAt === null ? null : <span className={classes.dim}>superseded</span>}
                  </td>
                  <td data-drop="second">
                    {candidate.commitSha === null ? null : <Sha value={candidate.commitSha} copy />}
                  </td>
                  <td>
                    <a
                      className={text.link}
                      href={`#${pathTo.buildRun(candidate.id)}`}
                      title="The run that built it"
                    >
                      <StateBadge {...buildLooks[candidate.build]} />
                    </a>
                  </td>
                  <td>
                    <span className={classes.places}>
                      {placesOf(candidate).map(({ environmentId, environment, tier }) => (
                        <EnvironmentLabel key={environmentId} name={environment} tier={tier} />
                      ))}
                    </span>
                  </td>
                  <td data-drop="first">{candidate.author}</td>
                  <td data-drop="first">
                    <Instant at={candidate.createdAt} />
                  </td>
                  <td data-end>
                    <ActionButton
                      label="Deploy"
                      size="xs"
                      onClick={() => ask({ act: 'deploy', projectId, releaseId: candidate.id })}
                    />
                  </td>
                </tr>
              ))}
            </PlainTable>
          </InsideRow>
        )}
      </Section>
      <Section title="Notes" aside={<NotesButton releaseId={release.id} isWritten={notes !== null} />}>
        {notes ? (
          <Markdown text={notes} />
        ) : (
          <p className={text.quiet}>Nobody wrote notes for this release.</p>
        )}
      </Section>
    </>
  );
}
