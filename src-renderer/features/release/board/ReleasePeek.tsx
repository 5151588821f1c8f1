import { IconLock, IconRocket } from '@tabler/icons-react';
import type { BoardEnvironment } from '#shared/features/release/contract.ts';
import { useCall } from '../../../api/client.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { InsideRow } from '../../../ui/InsideRow.ts';
import { Markdown } from '../../../ui/Markdown/Markdown.tsx';
import { PeekDrawer, PeekLine, PeekPart } from '../../../ui/PeekDrawer.tsx';
import { RowSkeleton } from '../../../ui/RowSkeleton.tsx';
import { Sha } from '../../../ui/Sha.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import text from '../../../ui/Text.module.css';
import { Instant } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
import { ask } from '../act/open.ts';
import { PeekChanges } from '../changes/PeekChanges.tsx';
import { NotesButton } from '../notes/NotesButton.tsx';
import { buildLooks } from '../words.ts';
import classes from './Board.module.css';
import { BuildDot } from './CandidateControl.tsx';

const SHOWN = 12;

/** A release beside the list: its candidates, its last deployments, its notes. */
export function ReleasePeek({
  id,
  environments,
  onClose,
}: {
  readonly id: number;
  readonly environments: readonly BoardEnvironment[];
  readonly onClose: () => void;
}) {
  const { data, error } = useCall('release.get', { id }, { keepPrevious: false });
  const runsIn = (version: string) => environments.filter(({ running }) => running?.version === version);
  return (
    <PeekDrawer
      label={`Release ${data?.version ?? ''}`}
      onClose={onClose}
      onOpen={() => navigate(pathTo.release(id))}
      header={
        data ? (
          <>
            <PeekLine>
              <span className={classes.quiet}>{data.projectName}</span>
            </PeekLine>
            <PeekLine aside={<Instant at={data.publishedAt} />}>
              <Version value={data.version} size="header" strong />
            </PeekLine>
            {data.blockedReason === null ? null : (
              <PeekLine>
                <span className={classes.blocked}>
                  <IconLock size={14} stroke={1.75} aria-hidden />
                  <span className={text.clamp} title={data.blockedReason}>
                    blocked: {data.blockedReason}
                  </span>
                </span>
              </PeekLine>
            )}
          </>
        ) : null
      }
      footer={
        data ? (
          <ActionButton
            label="Deploy"
            icon={IconRocket}
            onClick={() =>
              ask({ act: 'deploy', projectId: data.projectId, releaseId: data.candidates[0]?.id ?? data.id })
            }
          />
        ) : null
      }
    >
      {error ? (
        <ErrorState title={error.message} kept={error.details.hint ?? 'Nothing was changed.'} />
      ) : data ? (
        <InsideRow value={true}>
          {data.candidates.length === 0 ? null : (
            <PeekPart title="Candidates">
              {data.candidates.map((candidate) => (
                <PeekLine
                  key={candidate.id}
                  aside={candidate.commitSha === null ? null : <Sha value={candidate.commitSha} />}
                >
                  <BuildDot candidate={candidate} />
                  <Version value={candidate.version} strong={candidate.supersededAt === null} />
                  {runsIn(candidate.version).map(({ environmentId, name, tier }) => (
                    <EnvironmentLabel key={environmentId} name={name} tier={tier} />
                  ))}
                  {candidate.build === 'ready' ? null : (
                    <span className={classes.quiet}>{buildLooks[candidate.build].label}</span>
                  )}
                </PeekLine>
              ))}
            </PeekPart>
          )}
          <PeekChanges releaseId={id} />
          <PeekPart title="Deployments">
            {data.deployments.length === 0 ? (
              <p className={text.quiet}>It was not deployed yet.</p>
            ) : (
              data.deployments.slice(0, SHOWN).map((row) => (
                <PeekLine key={row.id} aside={<Instant at={row.triggeredAt} form="age" />}>
                  <a className={classes.peeked} href={`#${pathTo.deployment(row.id)}`}>
                    <StatusBadge status={row.status} size={14} />
                    <EnvironmentLabel name={row.environment} tier={row.tier} />
                  </a>
                </PeekLine>
              ))
            )}
          </PeekPart>
          <PeekPart title="Notes">
            {data.notes ? (
              <Markdown text={data.notes} />
            ) : (
              <p className={text.quiet}>Nobody wrote notes for this release.</p>
            )}
            {data.base === null ? <NotesButton releaseId={id} isWritten={data.notes !== null} /> : null}
          </PeekPart>
        </InsideRow>
      ) : (
        <RowSkeleton rows={6} />
      )}
    </PeekDrawer>
  );
}
