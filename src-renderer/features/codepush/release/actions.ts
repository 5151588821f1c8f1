import {
  IconArrowBackUp,
  IconArrowUpRight,
  IconHandStop,
  IconPencil,
  IconPlayerPlay,
  IconPlayerStop,
  IconRepeat,
  IconStairsUp,
  type TablerIcon,
} from '@tabler/icons-react';
import type { OutputFor } from '../../../api/client.ts';
import type { CodePushAction } from '../act/action.ts';
import { nextStep, standingOf } from '../standing.ts';
import { reasonOf } from '../words.ts';

type Detail = OutputFor<'codepush.get'>;
type ActionName = Detail['actions'][number]['action'] | 'raise' | 'rerelease';

export interface OfferedAction {
  readonly action: ActionName;
  readonly label: string;
  readonly icon: TablerIcon;
  /** It changes what production devices get in a way that needs production's colour. */
  readonly prod: boolean;
  readonly refusal: string | null;
  readonly start: CodePushAction;
}

/**
 * What can be done with a release, as buttons that keep their place: the rules' own refusal stands on those that
 * cannot. The newest release of a channel is rolled back *from*; any other one is rolled back *to*.
 */
export function offeredActions({ channel, release, actions }: Detail): {
  readonly buttons: readonly OfferedAction[];
  readonly others: readonly OfferedAction[];
} {
  const { deploymentId, label } = release;
  const production = channel.target === 'production';
  const standing = standingOf(release);
  const refusalOf = (name: ActionName) => {
    const refusal = actions.find(({ action }) => action === name)?.refusal ?? null;
    return refusal === null ? null : reasonOf(refusal);
  };
  const offer = (
    action: ActionName,
    words: string,
    icon: TablerIcon,
    start: CodePushAction,
    more: Partial<Pick<OfferedAction, 'prod' | 'refusal'>> = {},
  ): OfferedAction => ({
    action,
    label: words,
    icon,
    prod: false,
    refusal: refusalOf(action),
    start,
    ...more,
  });

  const raise = offer(
    'raise',
    'Raise',
    IconStairsUp,
    { act: 'edit', deploymentId, rollout: nextStep(release.rollout) },
    { refusal: raiseRefusal(release) },
  );
  const halt = offer('halt', 'Halt', IconHandStop, { act: 'halt', deploymentId }, { prod: production });
  const resume = offer('resume', 'Resume', IconPlayerPlay, { act: 'resume', deploymentId });
  const end = offer('end', 'End the rollout', IconPlayerStop, { act: 'end', deploymentId });
  const promote = offer('promote', 'Promote', IconArrowUpRight, { act: 'promote', deploymentId });
  const edit = offer('edit', 'Edit', IconPencil, { act: 'edit', deploymentId });
  const newest = release.number === channel.lastNumber;
  const back = offer(
    'rollback',
    newest ? 'Roll back' : `Roll back to ${label}`,
    IconArrowBackUp,
    { act: 'rollback', channelId: channel.id, label: newest ? null : label },
    // From the newest there is always a way back: if to no older release, then to the binary of the store.
    { prod: production, ...(newest ? { refusal: null } : {}) },
  );
  const again = offer('rerelease', `Release ${label} again for another range`, IconRepeat, {
    act: 'rollback',
    channelId: channel.id,
    label,
    how: 'rerelease',
  });
  const stop = standing === 'halted' ? resume : halt;
  return {
    buttons: [...(production ? [] : [promote]), stop, raise, back],
    others: [edit, end, again, ...(stop === halt ? [resume] : [halt]), ...(production ? [promote] : [])],
  };
}

function raiseRefusal(release: Detail['release']): string | null {
  const standing = standingOf(release);
  if (standing === 'rolling_out') return null;
  if (standing === 'halted') return `The rollout of ${release.label} is halted. Resume it first.`;
  if (release.rollout >= 100) return `${release.label} is complete; it has no rollout to raise.`;
  return `The rollout of ${release.label} is over. Release its contents again.`;
}

/** The one or two buttons of the peek: what can be done now, the likely one first. */
export function peekActions(detail: Detail): OfferedAction[] {
  const { buttons } = offeredActions(detail);
  const likely = ['raise', 'resume', 'halt', 'promote', 'rollback'] as const;
  return likely
    .flatMap((name) => buttons.filter(({ action, refusal }) => action === name && refusal === null))
    .slice(0, 2);
}
