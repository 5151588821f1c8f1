import { IconLock, IconLockOpen, IconRocket, IconScissors } from '@tabler/icons-react';
import { isUncut } from '#shared/features/candidate/grammar.ts';
import { tiers } from '#shared/features/environment/model.ts';
import type { OutputFor } from '../../../api/client.ts';
import { goBack } from '../../../app/location.ts';
import { deepLinkTo, pathTo } from '../../../app/routes.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { RecordHeader } from '../../../ui/RecordHeader.tsx';
import text from '../../../ui/Text.module.css';
import { Version } from '../../../ui/Version.tsx';
import { askCutOf } from '../act/cutOf.ts';
import { ask } from '../act/open.ts';
import classes from './Detail.module.css';

type Release = OutputFor<'release.get'>;
type Ran = OutputFor<'release.ran'>;

/** What it is, where it runs now, and what can be done with it. */
export function ReleaseTop({ release, ran }: { readonly release: Release; readonly ran: Ran | undefined }) {
  const { id, uid, projectId, projectName, version, name, blockedReason, candidates } = release;
  const [newest] = candidates;
  const blocked = blockedReason !== null;
  const now = (ran ?? [])
    .filter(({ to }) => to === null)
    .toSorted((a, b) => tiers.indexOf(a.tier) - tiers.indexOf(b.tier) || a.environmentId - b.environmentId);
  return (
    <RecordHeader
      back={{ label: 'Releases', onClick: () => goBack(pathTo.releases(`project=${projectId}`)) }}
      id={version}
      copyValue={deepLinkTo('release', uid)}
      title={projectName}
      beside={
        <>
          <Version value={version} size="header" strong />
          {name && !name.includes(version) ? <span className={classes.dim}>{name}</span> : null}
        </>
      }
      actions={
        <>
          <ActionButton
            label={blocked ? 'Unblock' : 'Block'}
            icon={blocked ? IconLockOpen : IconLock}
            onClick={() => ask({ act: blocked ? 'unblock' : 'block', releaseId: id })}
          />
          <ActionButton
            label={isUncut(release) ? 'Make it a candidate' : 'Cut another'}
            icon={IconScissors}
            onClick={() => askCutOf(release)}
          />
          <ActionButton
            label={newest ? `Deploy rc${newest.number}` : 'Deploy'}
            icon={IconRocket}
            tone="primary"
            onClick={() => ask({ act: 'deploy', projectId, releaseId: newest?.id ?? id })}
          />
        </>
      }
    >
      {now.length === 0 ? (
        <span className={classes.dim}>Runs nowhere now</span>
      ) : (
        <>
          <span className={classes.dim}>Runs in</span>
          {now.map(({ environmentId, environment, tier }) => (
            <EnvironmentLabel key={environmentId} name={environment} tier={tier} />
          ))}
        </>
      )}
      {blocked ? (
        <span className={classes.blocked}>
          <IconLock size={15} stroke={1.75} aria-hidden />
          <span className={text.clamp} title={blockedReason ?? undefined}>
            blocked: {blockedReason}
          </span>
        </span>
      ) : null}
    </RecordHeader>
  );
}
