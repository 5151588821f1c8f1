import { Menu } from '@mantine/core';
import {
  IconEye,
  IconGitCherryPick,
  IconGitCompare,
  IconLock,
  IconLockOpen,
  IconRocket,
  IconScissors,
  IconVersions,
} from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { isUncut } from '#shared/features/candidate/grammar.ts';
import type { BoardEnvironment, BoardRelease } from '#shared/features/release/contract.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { MoreMenu } from '../../../ui/MoreMenu.tsx';
import { Sha } from '../../../ui/Sha.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { STOP } from '../../../ui/stops.ts';
import text from '../../../ui/Text.module.css';
import { Instant } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
import { askCutOf } from '../act/cutOf.ts';
import { ask } from '../act/open.ts';
import { buildLooks, shortCandidate } from '../words.ts';
import classes from './Board.module.css';
import { CandidateControl } from './CandidateControl.tsx';

/** So many candidates stand in the row; the release's own page has all of them. */
const SHOWN = 4;

/** One release of the board: its candidates, where they run, and what can be done with it. */
export function ReleaseRow({
  release,
  environments,
  current,
  onPeek,
}: {
  readonly release: BoardRelease;
  readonly environments: readonly BoardEnvironment[];
  readonly current: boolean;
  readonly onPeek: () => void;
}) {
  const { id, projectId, version, candidates, blockedReason } = release;
  const [chosen, setChosen] = useState<number | null>(null);
  const shown = candidates.slice(0, SHOWN);
  const candidate = shown.find((one) => one.id === chosen) ?? shown[0];
  const commit = candidate?.commitSha ?? release.commitSha;
  const releaseId = candidate?.id ?? id;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== ' ') return;
    event.preventDefault();
    onPeek();
  };
  return (
    <li
      className={classes.release}
      data-release={releaseId}
      data-current={current || undefined}
      aria-label={`Release ${version}`}
    >
      <span className={classes.version}>
        <a {...STOP} href={`#${pathTo.release(id)}`} onKeyDown={onKeyDown}>
          <Version value={version} max={20} strong />
        </a>
        {blockedReason === null ? null : (
          <span className={classes.blocked} title={blockedReason}>
            <IconLock size={14} stroke={1.75} aria-hidden />
            blocked
          </span>
        )}
      </span>
      <span className={classes.sha}>{commit === null ? null : <Sha value={commit} />}</span>
      <span className={classes.choice}>
        {candidate ? (
          <CandidateControl
            label={`Candidate of ${version}`}
            candidates={shown}
            value={candidate.id}
            onValue={setChosen}
          />
        ) : (
          <span className={classes.quiet}>{isUncut(release) ? 'not cut yet' : 'no candidates'}</span>
        )}
        {candidates.length > SHOWN ? (
          <a className={classes.older} href={`#${pathTo.release(id)}`}>
            +{candidates.length - SHOWN}
          </a>
        ) : null}
      </span>
      <Standing release={release} candidate={candidate} environments={environments} />
      <span className={classes.author}>{release.author}</span>
      <span className={classes.age}>
        <Instant at={release.publishedAt} form="age" />
      </span>
      <span className={classes.actions}>
        <ActionButton label="Deploy" size="xs" onClick={() => ask({ act: 'deploy', projectId, releaseId })} />
        <ReleaseMenu release={release} releaseId={releaseId} onPeek={onPeek} />
      </span>
    </li>
  );
}

/** How far the chosen candidate is while it cannot be deployed, and where the release runs, with the candidate that does. */
function Standing({
  release: { candidates, runsIn },
  candidate: chosen,
  environments,
}: {
  readonly release: BoardRelease;
  readonly candidate: BoardRelease['candidates'][number] | undefined;
  readonly environments: readonly BoardEnvironment[];
}) {
  const placed = environments.flatMap(({ environmentId, name, tier }) => {
    const candidate = candidates.find((one) => one.runsIn.includes(environmentId));
    if (!candidate && !runsIn.includes(environmentId)) return [];
    return [{ environmentId, name, tier, what: candidate ? shortCandidate(candidate) : null }];
  });
  return (
    <span className={classes.pills}>
      {chosen === undefined || chosen.build === 'ready' ? null : (
        <a className={text.link} href={`#${pathTo.buildRun(chosen.id)}`} title="The run that builds it">
          <StateBadge {...buildLooks[chosen.build]} size={14} />
        </a>
      )}
      {placed.map(({ environmentId, name, tier, what }) => (
        <EnvironmentLabel key={environmentId} name={what === null ? name : `${name}: ${what}`} tier={tier} />
      ))}
    </span>
  );
}

function ReleaseMenu({
  release,
  releaseId,
  onPeek,
}: {
  readonly release: BoardRelease;
  /** The chosen candidate. */
  readonly releaseId: number;
  readonly onPeek: () => void;
}) {
  const { id, projectId, version, blockedReason, candidates } = release;
  const icon = { size: 15, stroke: 1.75 } as const;
  const blocked = blockedReason !== null;
  return (
    <MoreMenu label={`Actions for ${version}`} width={230} place="row">
      <Menu.Item leftSection={<IconVersions {...icon} />} onClick={() => navigate(pathTo.release(id))}>
        Open
      </Menu.Item>
      <Menu.Item leftSection={<IconEye {...icon} />} onClick={onPeek}>
        Look at it beside the list
      </Menu.Item>
      <Menu.Item
        leftSection={<IconGitCompare {...icon} />}
        onClick={() => navigate(`${pathTo.release(id)}?tab=changes`)}
      >
        What changed in it
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconRocket {...icon} />}
        onClick={() => ask({ act: 'deploy', projectId, releaseId })}
      >
        Deploy
      </Menu.Item>
      <Menu.Item leftSection={<IconScissors {...icon} />} onClick={() => askCutOf(release)}>
        {isUncut(release) ? 'Make it a candidate' : 'Cut another candidate'}
      </Menu.Item>
      {candidates.length === 0 ? null : (
        <Menu.Item
          leftSection={<IconGitCherryPick {...icon} />}
          onClick={() => ask({ act: 'pick', projectId, releaseId: id })}
        >
          Pick a commit onto it
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={blocked ? <IconLockOpen {...icon} /> : <IconLock {...icon} />}
        onClick={() => ask({ act: blocked ? 'unblock' : 'block', releaseId: id })}
      >
        {blocked ? 'Unblock' : 'Block'}
      </Menu.Item>
    </MoreMenu>
  );
}
