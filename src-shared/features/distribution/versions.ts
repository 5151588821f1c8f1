import { type Judgement, reachedPeople, type Situation } from './facts.ts';

/** Google Play: unique over the app, and higher than what the track's users have (spec/mobile 2.12). */
function judgeVersionCode({ build, earlier, draft, track }: Situation): Judgement[] {
  const { versionCode } = build;
  if (versionCode === null) {
    return [
      {
        field: 'versionCode',
        message: 'The build has no version code on record, so it was not checked against the others.',
        weight: 'warn',
      },
    ];
  }
  const others = earlier.flatMap((other) =>
    other.deploymentId !== build.id && other.status === 'succeeded' && other.versionCode !== null
      ? [{ ...other, versionCode: other.versionCode }]
      : [],
  );
  const used = others.find((other) => other.versionCode === versionCode);
  if (used && draft.releaseMethod === 'upload') {
    return [
      {
        field: 'versionCode',
        message: `Version code ${versionCode} was used by build #${used.number}; Google Play takes each one once.`,
        weight: 'refuse',
      },
    ];
  }
  const [highest] = others
    .filter((other) => other.track === track && reachedPeople('google', other))
    .toSorted((a, b) => b.versionCode - a.versionCode);
  if (!highest || highest.versionCode <= versionCode || draft.userFraction === 0) return [];
  return [
    {
      field: 'versionCode',
      message: `Version code ${versionCode} is lower than ${highest.versionCode} of build #${highest.number} on this track: nobody could update to it.`,
      weight: 'refuse',
    },
  ];
}

const numbersOf = (version: string): number[] | null =>
  /^\d+(\.\d+)*$/.test(version) ? version.split('.').map(Number) : null;

/** The order of two version names as the App Store counts, number by number; null when one is no such name. */
function compareNames(left: string, right: string): number | null {
  const [a, b] = [numbersOf(left), numbersOf(right)];
  if (!a || !b) return null;
  for (let place = 0; place < Math.max(a.length, b.length); place += 1) {
    const difference = (a[place] ?? 0) - (b[place] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

/** App Store: a version name grows from one released version to the next (spec/mobile 2.12). */
function judgeVersionName({ build, earlier }: Situation): Judgement[] {
  const { storeVersion } = build;
  if (storeVersion === null) return [];
  const inTheWay = earlier.filter((other) => {
    if (other.deploymentId === build.id || other.track !== 'Production') return false;
    if (other.status !== 'succeeded' || other.storeVersion === null) return false;
    const order = compareNames(storeVersion, other.storeVersion);
    return order !== null && order <= 0;
  });
  const released = inTheWay.find((other) => other.isOnStore === 'success');
  if (released) {
    return [
      {
        field: 'storeVersion',
        message: `Version ${storeVersion} is not above ${released.storeVersion} of build #${released.number}, which was released: the App Store takes higher ones only.`,
        weight: 'refuse',
      },
    ];
  }
  const [sent] = inTheWay;
  if (!sent) return [];
  return [
    {
      field: 'storeVersion',
      message: `Version ${storeVersion} is not above ${sent.storeVersion} of build #${sent.number}, which went to Production: once that is released, the App Store refuses it.`,
      weight: 'warn',
    },
  ];
}

/** What a build's version meets in its store: refusals that would else come after the upload. */
export function judgeVersion(situation: Situation): Judgement[] {
  if (situation.store === 'google') return judgeVersionCode(situation);
  return situation.store === 'apple' ? judgeVersionName(situation) : [];
}
