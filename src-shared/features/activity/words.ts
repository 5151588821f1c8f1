import { buildVerbs } from '../build/verbs.ts';
import { candidateVerbs } from '../candidate/verbs.ts';
import { codepushVerbs } from '../codepush/verbs.ts';
import { credentialVerbs } from '../credential/verbs.ts';
import { deploymentVerbs } from '../deployment/verbs.ts';
import { distributionVerbs } from '../distribution/verbs.ts';
import { environmentVerbs } from '../environment/verbs.ts';
import { exportVerbs } from '../export/verbs.ts';
import { freezeVerbs } from '../freeze/verbs.ts';
import { importVerbs } from '../import/verbs.ts';
import { projectVerbs } from '../project/verbs.ts';
import { releaseVerbs } from '../release/verbs.ts';
import { rolloutVerbs } from '../rollout/verbs.ts';
import { storageVerbs } from '../storage/verbs.ts';
import { tokenVerbs } from '../token/verbs.ts';
import { workflowVerbs } from '../workflow/verbs.ts';

/** What an entry's verb says of its actor: "mira.solberg *marked rolled back* payments 4.2.0". One line per feature. */
const words: Readonly<Record<string, string>> = {
  ...buildVerbs,
  ...candidateVerbs,
  ...codepushVerbs,
  ...credentialVerbs,
  ...deploymentVerbs,
  ...distributionVerbs,
  ...environmentVerbs,
  ...exportVerbs,
  ...freezeVerbs,
  ...importVerbs,
  ...projectVerbs,
  ...releaseVerbs,
  ...rolloutVerbs,
  ...storageVerbs,
  ...tokenVerbs,
  ...workflowVerbs,
};

/** A verb in words; one that has no words yet is read as it is written, `release.note_added` as "release note added". */
export function verbWords(verb: string): string {
  return words[verb] ?? verb.replaceAll(/[._]/g, ' ');
}

/** What an entry says in words: what was done, or that it was refused. */
export function entryWords({
  verb,
  refused,
}: {
  readonly verb: string;
  readonly refused: string | null;
}): string {
  return refused === null
    ? verbWords(verb)
    : `was refused: ${verb.split('.')[1]?.replaceAll('_', ' ') ?? verb}`;
}
