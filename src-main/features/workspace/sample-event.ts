import type { InputOf } from '#shared/contract/define.ts';
import type { deploymentContract } from '#shared/features/deployment/contract.ts';
import type { StepInput } from '#shared/features/deployment/parts.ts';
import type { freezeContract } from '#shared/features/freeze/contract.ts';

/** What is said of a deployment beside where it was. */
export type RecordFacts = Omit<InputOf<(typeof deploymentContract)['record']>, 'projectId' | 'environmentId'>;

/** What a freeze is, beside the environments that it covers. */
type FreezeFacts = Omit<InputOf<(typeof freezeContract)['create']>, 'scope'>;

/** One thing that somebody did. Deployments are known by a key until they have an id. */
export type StoryEvent = { readonly at: number; readonly who: string } & (
  | {
      readonly do: 'release';
      readonly project: string;
      readonly version: string;
      readonly commitSha: string;
      readonly notes: string;
    }
  | {
      readonly do: 'record';
      readonly key: string;
      readonly project: string;
      readonly environment: string;
      readonly facts: RecordFacts;
    }
  | {
      readonly do: 'move';
      readonly key: string;
      readonly to: 'pending' | 'in_progress' | 'succeeded' | 'rolled_back' | 'canceled';
      readonly reason: string | null;
    }
  | { readonly do: 'report'; readonly key: string; readonly steps: readonly StepInput[] }
  | { readonly do: 'freeze'; readonly environments: readonly string[]; readonly facts: FreezeFacts }
);
