import { countCodePoints, type Finding } from '../build/model.ts';
import {
  type BuildToDistribute,
  type DistributionField,
  type EarlierDistribution,
  type Judgement,
  type Situation,
  situationOf,
} from './facts.ts';
import type { DistributionDraft, DraftField, ReleaseMethod } from './model.ts';
import { type FieldState, fieldStates, judgeConsequences, judgeOptions } from './options.ts';
import type { Store, Track } from './stores.ts';
import { type Choice, judgeTrack, methodChoices, promotionSource, trackChoices } from './tracks.ts';
import { judgeVersion } from './versions.ts';

export interface DistributionCheck {
  /** Any of them keeps the distribution from being made. */
  readonly refusals: readonly Finding<DistributionField>[];
  readonly warnings: readonly Finding<DistributionField>[];
  readonly fields: Readonly<Record<DraftField, FieldState>>;
  readonly tracks: readonly Choice<Track>[];
  readonly methods: readonly Choice<ReleaseMethod>[];
  /** The track that a promotion takes the build from; null for an upload, and when there is none. */
  readonly promotesFrom: Track | null;
}

/** What a deployment must be before anything of it can go to a store (spec/mobile 2.11, preconditions). */
function judgeBuild({ rules, build }: Situation): Judgement[] {
  const refuse = (field: DistributionField, message: string): Judgement => ({
    field,
    message,
    weight: 'refuse',
  });
  if (build.kind !== 'build') {
    return [
      refuse('kind', `Deployment #${build.number} is a ${build.kind} deployment; only builds go to a store.`),
    ];
  }
  const found: Judgement[] = [];
  if (build.status !== 'succeeded') {
    const words = build.status.replaceAll('_', ' ');
    found.push(
      refuse('status', `Build #${build.number} is ${words}; only a succeeded build goes to a store.`),
    );
  }
  if (!build.hasArtifact) {
    found.push(refuse('downloadUrl', `Build #${build.number} has no artifact to upload.`));
  }
  if (!build.hasStoreCredentials) {
    found.push(refuse('storeCredentials', `The project has no credentials for ${rules.label}.`));
  }
  return found;
}

/** Release notes of one language, counted in Unicode code points. */
function judgeNotes({ rules, draft }: Situation): Judgement[] {
  const length = countCodePoints(draft.releaseNotes);
  if (length > rules.notesLimit) {
    return [
      {
        field: 'releaseNotes',
        message: `${rules.label} takes ${rules.notesLimit} characters of release notes in a language; these have ${length}.`,
        weight: 'refuse',
      },
    ];
  }
  return draft.releaseNotes.trim() === ''
    ? [{ field: 'releaseNotes', message: 'The store will show no release notes.', weight: 'warn' }]
    : [];
}

/**
 * Everything that can be said of a distribution before it is made (spec/mobile 2.11 and 2.12): one function for the
 * form, which offers what is legal and puts the reason beside the rest, the gateway, which answers 400 with the field,
 * and the engine. `earlier` are the distributions of the app: this build's to every track, and every build's.
 * Shares are 0 to 1; release notes are counted in Unicode code points, so an emoji is one.
 */
export function checkDistribution(
  store: Store,
  build: BuildToDistribute,
  earlier: readonly EarlierDistribution[],
  draft: DistributionDraft,
): DistributionCheck {
  const situation = situationOf(store, build, earlier, draft);
  const { track } = situation;
  const judgements = [
    judgeBuild,
    judgeTrack,
    judgeVersion,
    judgeNotes,
    judgeOptions,
    judgeConsequences,
  ].flatMap((judge) => judge(situation));
  const of = (weight: Judgement['weight']) =>
    judgements
      .filter((judgement) => judgement.weight === weight)
      .map(({ field, message }) => ({ field, message }));
  return {
    refusals: of('refuse'),
    warnings: of('warn'),
    fields: fieldStates(situation),
    tracks: trackChoices(situation),
    methods: methodChoices(situation),
    promotesFrom:
      draft.releaseMethod === 'promote' && track !== null ? promotionSource(situation, track) : null,
  };
}
