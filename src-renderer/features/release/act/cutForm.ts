import { canonicalOffer, parseCandidateVersion } from '#shared/features/candidate/grammar.ts';
import { commitSchema } from '#shared/features/release/model.ts';

/** What is wrong with the two fields of a cut, each as a sentence beside it; undefined while a field is empty or good. */
export interface CutFaults {
  readonly version: string | undefined;
  readonly commit: string | undefined;
}

/** Judges what was typed by the grammar that the cut itself reads it by (`candidate/grammar.ts`). */
export function cutFaults(version: string, commit: string): CutFaults {
  const offer = canonicalOffer(version);
  return {
    version:
      version === '' || parseCandidateVersion(version) !== null
        ? undefined
        : offer === null
          ? 'A release, then -rc and a number.'
          : `Did you mean ${offer}?`,
    commit: commit === '' ? undefined : commitSchema.safeParse(commit).error?.issues[0]?.message,
  };
}
