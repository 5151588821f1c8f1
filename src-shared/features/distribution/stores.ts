import type { OperatingSystem } from '../build/model.ts';

export const stores = ['apple', 'google', 'huawei'] as const;
export type Store = (typeof stores)[number];

/** Case tells two of them apart: `Production` is the App Store's, `production` the others' (spec/mobile 1.7, trap 3). */
export const tracks = ['TestFlight', 'Production', 'production', 'beta', 'alpha', 'internal'] as const;
export type Track = (typeof tracks)[number];

/** A distribution's store follows from its build; nobody names it (spec/mobile 1.5). */
export const storeOf: Readonly<Record<OperatingSystem, Store>> = {
  ios: 'apple',
  android: 'google',
  huawei: 'huawei',
};

/** Google Play's steps of an update's urgency, 0 to 5. */
export const HIGHEST_PRIORITY = 5;

type Option =
  | 'userFraction'
  | 'updatePriority'
  | 'uploadMetadata'
  | 'uploadScreenshots'
  | 'shouldSubmitForReview'
  | 'shouldAutoRelease';

/** Where an option means something, and what happens to a value that asks for it elsewhere. */
export interface OptionRule {
  readonly tracks: readonly Track[];
  /** Why it means nothing elsewhere. */
  readonly reason: string;
  /** Values that ask for nothing, so they pass everywhere; the usual one first. */
  readonly harmless: readonly (number | boolean)[];
  readonly otherwise: 'refuse' | 'warn';
}

export interface StoreRules {
  readonly label: string;
  /** From the narrowest audience to the widest, with the words for it. */
  readonly tracks: readonly { readonly track: Track; readonly label: string }[];
  /** The tracks that a build may be promoted to, and from where, the nearest first. */
  readonly promotions: Readonly<Partial<Record<Track, readonly Track[]>>>;
  /** Why a promotion to any other track is refused. */
  readonly noPromotion: string;
  /** The longest release notes, in Unicode code points of one language. */
  readonly notesLimit: number;
  readonly options: Readonly<Record<Option, OptionRule>>;
}

const whole = { harmless: [1], otherwise: 'refuse' } as const;
const unset = { harmless: [false], otherwise: 'refuse' } as const;
const everywhere = (list: readonly Track[]): OptionRule => ({ tracks: list, reason: '', ...unset });
const noPriority = (store: string): OptionRule => ({
  tracks: [],
  reason: `${store} knows no update priority.`,
  harmless: [0],
  otherwise: 'refuse',
});

const apple = ['TestFlight', 'Production'] as const;
const google = ['internal', 'alpha', 'beta', 'production'] as const;
const huawei = ['beta', 'production'] as const;

/** The three stores as data (spec/mobile 2.11): one table for the form, the gateway and the engine. */
export const storeRules: Readonly<Record<Store, StoreRules>> = {
  apple: {
    label: 'App Store',
    tracks: [
      { track: 'TestFlight', label: 'TestFlight' },
      { track: 'Production', label: 'Production' },
    ],
    promotions: { Production: ['TestFlight'] },
    noPromotion: 'TestFlight is where builds come in; upload the build instead.',
    notesLimit: 4000,
    options: {
      userFraction: {
        tracks: ['Production'],
        reason: 'TestFlight has no phased release: its testers all get the build.',
        ...whole,
      },
      updatePriority: noPriority('The App Store'),
      uploadMetadata: { tracks: ['Production'], reason: 'TestFlight has no store listing.', ...unset },
      uploadScreenshots: { tracks: ['Production'], reason: 'TestFlight has no store listing.', ...unset },
      shouldSubmitForReview: everywhere(apple),
      shouldAutoRelease: {
        tracks: ['Production'],
        reason: 'A TestFlight build reaches its testers without a release.',
        harmless: [false],
        otherwise: 'warn',
      },
    },
  },
  google: {
    label: 'Google Play',
    tracks: [
      { track: 'internal', label: 'internal testing' },
      { track: 'alpha', label: 'closed testing' },
      { track: 'beta', label: 'open testing' },
      { track: 'production', label: 'production' },
    ],
    promotions: {
      alpha: ['internal'],
      beta: ['alpha', 'internal'],
      production: ['beta', 'alpha', 'internal'],
    },
    noPromotion: 'No track is lower than internal testing; upload the build instead.',
    notesLimit: 500,
    options: {
      userFraction: {
        tracks: ['alpha', 'beta', 'production'],
        reason: 'Internal testing has no staged rollout: its testers all get the build.',
        harmless: [1, 0],
        otherwise: 'refuse',
      },
      updatePriority: { ...everywhere(google), harmless: [0] },
      uploadMetadata: everywhere(google),
      uploadScreenshots: everywhere(google),
      shouldSubmitForReview: everywhere(google),
      shouldAutoRelease: {
        tracks: [],
        reason:
          'Google Play has no such choice here: managed publishing in the console decides when an approved release goes out.',
        harmless: [false],
        otherwise: 'warn',
      },
    },
  },
  huawei: {
    label: 'AppGallery',
    tracks: [
      { track: 'beta', label: 'open testing' },
      { track: 'production', label: 'production' },
    ],
    promotions: {},
    noPromotion: 'AppGallery cannot promote a build; upload it to the track instead.',
    notesLimit: 500,
    options: {
      userFraction: {
        tracks: ['production'],
        reason: 'An open test and a phased release exclude each other in AppGallery.',
        harmless: [1, 0],
        otherwise: 'refuse',
      },
      updatePriority: noPriority('AppGallery'),
      uploadMetadata: everywhere(huawei),
      uploadScreenshots: {
        tracks: [],
        reason: 'AppGallery takes the texts of the listing this way, not its screenshots.',
        ...unset,
      },
      shouldSubmitForReview: everywhere(huawei),
      shouldAutoRelease: {
        tracks: ['production'],
        reason: 'An open test has no release time.',
        harmless: [false],
        otherwise: 'warn',
      },
    },
  },
};

/** A track's place in its store, 0 for the narrowest audience; null for a track of another store. Exact case. */
export function trackRank(store: Store, track: string): number | null {
  const rank = storeRules[store].tracks.findIndex((one) => one.track === track);
  return rank < 0 ? null : rank;
}

/** A share of users as Google Play can say it: 1 is completed, 0 a draft, anything between a staged rollout (trap 5). */
export function isStaged(userFraction: number): boolean {
  return userFraction > 0 && userFraction < 1;
}
