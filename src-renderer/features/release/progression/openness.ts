import {
  type Openness,
  opennessOf,
  opennessWords,
  type Phase,
} from '#shared/features/environment/progression.ts';
import type { OutputFor } from '../../../api/client.ts';

export type Steering = OutputFor<'environment.steering'>;

/** How an environment stands to the candidate that would be taken now. */
export interface Standing {
  readonly state: 'succeeded' | Openness['state'];
  readonly words: string;
}

/** The same rule that refuses a deployment, over phases that may not be saved yet; null while there is no candidate. */
export function standingOf(
  current: Steering['current'],
  phases: readonly Phase[],
  environmentId: number,
  nameOf: (environmentId: number) => string,
): Standing | null {
  if (!current) return null;
  if (current.succeededIn.includes(environmentId))
    return { state: 'succeeded', words: 'has succeeded there' };
  const openness = opennessOf(
    {
      phases,
      candidateSucceededIn: new Set(current.succeededIn),
      releaseSucceededIn: new Set(current.releaseSucceededIn),
      blocked: current.blockedReason === null ? null : { reason: current.blockedReason },
    },
    environmentId,
  );
  return { state: openness.state, words: opennessWords(openness, nameOf) ?? 'open' };
}
