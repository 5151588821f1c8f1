import { isSameBinary, type Judgement, reachedPeople, type Situation } from './facts.ts';
import type { DraftField } from './model.ts';
import { HIGHEST_PRIORITY, isStaged, type OptionRule, type StoreRules } from './stores.ts';

/** Whether a form offers a field, and why not. */
export type FieldState =
  | { readonly legal: true }
  /** `values` are what may be sent all the same, the usual one first. */
  | { readonly legal: false; readonly reason: string; readonly values: readonly (number | boolean)[] };

type Option = keyof StoreRules['options'];
type Block = Omit<OptionRule, 'tracks'>;

/** A track's first release reaches everybody at once: there is nothing that the others could stay on. */
function isFirst({ store, build, earlier, track }: Situation): boolean {
  if (track === null || build.seen.released.includes(track)) return false;
  const before = earlier.filter((other) => other.track === track && reachedPeople(store, other));
  // A version that went to the App Store and came back rejected was not the first one there.
  return store === 'apple'
    ? before.every((other) => other.deploymentId === build.id || other.isOnStore === 'rejected')
    : before.length === 0;
}

/** What keeps an option from meaning anything: the store's table first, then what has happened so far. */
function blockOf(option: Option, situation: Situation): Block | null {
  const { store, rules, build, earlier, draft, track } = situation;
  const rule = rules.options[option];
  if (track === null) return null;
  if (!rule.tracks.includes(track)) return rule;
  const { harmless, otherwise } = rule;
  if (option === 'userFraction' && store === 'google' && isFirst(situation)) {
    return { harmless: [1, 0], otherwise, reason: 'The first release of a track cannot be staged.' };
  }
  if (option === 'userFraction' && store === 'apple' && isFirst(situation)) {
    return { harmless, otherwise, reason: 'The first version of an app has no phased release.' };
  }
  if (option === 'updatePriority') {
    const out = earlier.filter(
      (other) => other.track === track && reachedPeople(store, other) && isSameBinary(build, other),
    );
    const fixed = [...new Set(out.map((other) => other.updatePriority))];
    if (fixed.length > 0) {
      return {
        harmless: fixed,
        otherwise,
        reason: `The priority of a release is fixed once it is rolled out: it is ${fixed.join(' or ')}.`,
      };
    }
  }
  if (option === 'shouldAutoRelease' && store === 'apple' && !draft.shouldSubmitForReview) {
    return {
      harmless,
      otherwise: 'refuse',
      reason: 'A version is released after its approval only when it is submitted for review.',
    };
  }
  return null;
}

/** Which fields of a draft mean something where it goes. */
export function fieldStates(situation: Situation): Readonly<Record<DraftField, FieldState>> {
  const stateOf = (option: Option): FieldState => {
    const block = blockOf(option, situation);
    return block ? { legal: false, reason: block.reason, values: block.harmless } : { legal: true };
  };
  return {
    track: { legal: true },
    releaseMethod: { legal: true },
    releaseNotes: { legal: true },
    userFraction: stateOf('userFraction'),
    updatePriority: stateOf('updatePriority'),
    uploadMetadata: stateOf('uploadMetadata'),
    uploadScreenshots: stateOf('uploadScreenshots'),
    shouldSubmitForReview: stateOf('shouldSubmitForReview'),
    shouldAutoRelease: stateOf('shouldAutoRelease'),
  };
}

/** What is wrong with a number in any store (spec/mobile 1.4 and 1.7, trap 6). */
function misfit(option: Option, value: number | boolean): string | null {
  if (option === 'userFraction' && !(Number(value) >= 0 && Number(value) <= 1)) {
    return 'The share of users is a number from 0 to 1.';
  }
  if (option !== 'updatePriority') return null;
  const fits = Number.isInteger(value) && Number(value) >= 0 && Number(value) <= HIGHEST_PRIORITY;
  return fits ? null : `The update priority is a whole number from 0 to ${HIGHEST_PRIORITY}.`;
}

/** The values that a draft's options may not have. */
export function judgeOptions(situation: Situation): Judgement[] {
  const options = Object.keys(situation.rules.options) as Option[];
  return options.flatMap((field): Judgement[] => {
    const value = situation.draft[field];
    const message = misfit(field, value);
    if (message !== null) return [{ field, message, weight: 'refuse' }];
    const block = blockOf(field, situation);
    if (!block || block.harmless.includes(value)) return [];
    return block.otherwise === 'refuse'
      ? [{ field, message: block.reason, weight: 'refuse' }]
      : [{ field, message: `${block.reason} The choice is left out.`, weight: 'warn' }];
  });
}

/** What a legal draft will come to that its author may not expect. */
export function judgeConsequences({ store, rules, draft, track }: Situation): Judgement[] {
  const { userFraction, updatePriority, shouldSubmitForReview, shouldAutoRelease } = draft;
  const found: Judgement[] = [];
  const warn = (field: Judgement['field'], message: string) => found.push({ field, message, weight: 'warn' });
  if (store === 'apple') {
    if (track === 'Production' && userFraction < 1) {
      warn(
        'userFraction',
        'The App Store has steps of its own, 1, 2, 5, 10, 20, 50 and 100 % on seven days: the number is ignored and the phased release switched on.',
      );
    }
    if (track === 'Production' && !shouldSubmitForReview) {
      warn(
        'shouldSubmitForReview',
        'The version is prepared and waits until somebody submits it for review.',
      );
    }
    return found;
  }
  if (userFraction === 0) {
    if (shouldSubmitForReview) warn('shouldSubmitForReview', 'A draft is not sent for review.');
    return found;
  }
  if (!shouldSubmitForReview) {
    warn(
      'shouldSubmitForReview',
      store === 'google'
        ? 'The changes are committed but not sent for review: somebody has to send them in the Play Console.'
        : `The version stays a draft in ${rules.label} until somebody submits it.`,
    );
  }
  if (store === 'google' && updatePriority > 0) {
    warn(
      'updatePriority',
      'The priority is fixed once the release is rolled out; the console has no field for it.',
    );
  }
  if (store === 'huawei' && track === 'production' && isStaged(userFraction)) {
    warn('userFraction', 'A phase also has a start and an end: set both in AppGallery Connect.');
  }
  if (store === 'huawei' && track === 'production' && shouldSubmitForReview && !shouldAutoRelease) {
    warn(
      'shouldAutoRelease',
      'Once approved, the version waits for the release time set in AppGallery Connect.',
    );
  }
  return found;
}
