import type { WorkflowFacts } from './model.ts';

/** What each placeholder of a step stands for, and whether it is known where candidates are built. */
export const workflowFactWords: Readonly<Record<keyof WorkflowFacts, { words: string; inBuilds: boolean }>> =
  {
    project: { words: 'the project’s name', inBuilds: true },
    repository: { words: 'its repository, owner/name', inBuilds: true },
    release: { words: 'the release, without -rcN', inBuilds: true },
    candidate: { words: 'the candidate, with -rcN', inBuilds: true },
    candidateNumber: { words: 'the N of -rcN', inBuilds: true },
    commit: { words: 'the commit that it is made of', inBuilds: true },
    environment: { words: 'the environment’s name', inBuilds: false },
    tier: { words: 'production, staging or development', inBuilds: false },
    fromVersion: { words: 'the version that is left', inBuilds: false },
    fromCommit: { words: 'the commit of that version', inBuilds: false },
    deployment: { words: 'the deployment’s id', inBuilds: false },
    deploymentNumber: { words: 'its number here', inBuilds: false },
    attempt: { words: 'which attempt it is, from 1', inBuilds: true },
    isRollback: { words: 'true or false', inBuilds: false },
    actor: { words: 'who asked for it', inBuilds: false },
    reason: { words: 'why, if it was said', inBuilds: false },
    run: { words: 'the run’s id', inBuilds: true },
    step: { words: 'the step’s own name', inBuilds: true },
  };
