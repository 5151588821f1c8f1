import type { InputOf } from '#shared/contract/define.ts';
import type { buildContract } from '#shared/features/build/contract.ts';
import type { BuildTarget, OperatingSystem } from '#shared/features/build/model.ts';
import { codepushBucket } from '#shared/features/codepush/bucket.ts';
import { labelOf } from '#shared/features/codepush/labels.ts';
import type { ClientReport } from '../codepush/reports.ts';
import { people, robot } from './sample-cast.ts';
import { type Chance, chanceOf, DAY, HOUR, inWorkingHours, MINUTE, SECOND } from './sample-play.ts';

export const mobileProject = { name: 'harbor-app', description: 'The shop on phones.' };

export interface Place {
  readonly os: OperatingSystem;
  readonly target: BuildTarget;
}

/** What a client says, but for its channel, which has an id only in the workspace. */
export type SampleReport = Pick<ClientReport, 'clientId' | 'kind' | 'place' | 'isBinary' | 'previous'>;

/** One thing that somebody did with the app. Builds are known by a key until they have an id, releases by their label. */
export type MobileEvent = { readonly at: number; readonly who: string } & (
  | {
      readonly do: 'build';
      readonly key: string;
      readonly facts: Omit<InputOf<(typeof buildContract)['create']>, 'projectId'>;
      /** The bundle output that its pipeline hands in. */
      readonly bundle: Readonly<Record<string, string>> | null;
    }
  | { readonly do: 'store'; readonly key: string; readonly state: 'pending' | 'success' | 'rejected' }
  | { readonly do: 'live'; readonly key: string }
  | {
      readonly do: 'distribute';
      readonly key: string;
      readonly build: string;
      readonly track: 'beta' | 'production' | 'TestFlight' | 'Production';
      readonly releaseNotes: string;
      readonly method: 'upload' | 'promote';
      readonly userFraction: number;
    }
  | { readonly do: 'delivered'; readonly key: string; readonly remoteId: string }
  | {
      readonly do: 'store says';
      readonly key: string;
      readonly state: string;
      readonly fraction: number | null;
    }
  | {
      readonly do: 'push';
      readonly place: Place;
      readonly build: string;
      readonly tag: string;
      readonly files: Readonly<Record<string, string>>;
      readonly description: string;
      readonly isMandatory: boolean;
    }
  | { readonly do: 'promote'; readonly os: OperatingSystem; readonly label: string; readonly rollout: number }
  | { readonly do: 'widen'; readonly os: OperatingSystem; readonly label: string; readonly rollout: number }
  | { readonly do: 'plan'; readonly os: OperatingSystem; readonly label: string }
  | {
      readonly do: 'halt' | 'roll back';
      readonly os: OperatingSystem;
      readonly label: string;
      readonly reason: string;
    }
  | { readonly do: 'clients'; readonly os: OperatingSystem; readonly reports: readonly SampleReport[] }
);

const versions = [
  { name: '2.7.0', code: 270, daysAgo: 58 },
  { name: '2.8.0', code: 280, daysAgo: 29, handsIn: 100 },
] as const;

const updates = [
  { daysAgo: 55, what: 'Faster start after an update.' },
  { daysAgo: 48, what: 'The basket keeps its place.' },
  { daysAgo: 41, what: 'New payment sheet.', fails: true },
  { daysAgo: 39, what: 'New payment sheet, mended.' },
  { daysAgo: 26, what: 'Prices with the new tax rates.', isMandatory: true },
  { daysAgo: 19, what: 'Search remembers filters.' },
  { daysAgo: 11, what: 'Pictures load where they are seen.' },
  { daysAgo: 1.2, what: 'Order history by month.' },
] as const;

const plugins = [
  { name: 'react-native-code-push', version: '9.0.1', moduleName: 'CodePush' },
  { name: 'react-native-maps', version: '1.20.1', moduleName: 'AIRMap' },
  { name: '@react-native-firebase/app', version: '22.2.0', moduleName: 'RNFBApp' },
];

const CLIENTS = { android: 140, ios: 90, huawei: 0 } as const;

/** What the bundle of an update would hold: most of it stays from one to the next, so that differences are small. */
function filesOf(os: OperatingSystem, index: number): Record<string, string> {
  const name = os === 'ios' ? 'main.jsbundle' : 'index.android.bundle';
  const chance = chanceOf(1000 + index);
  return {
    [`CodePush/${name}`]: `// harbor ${index}\n${chance.hex(6000)}`,
    'CodePush/assets/fonts.bin': chanceOf(7).hex(24_000),
    [`CodePush/assets/pictures-${Math.floor(index / 3)}.bin`]: chanceOf(90 + Math.floor(index / 3)).hex(
      12_000,
    ),
  };
}

/** The phones of one operating system: where each is, and what it says when it is offered something. */
function phonesOf(os: OperatingSystem, chance: Chance) {
  const ids = Array.from({ length: CLIENTS[os] }, () => chance.hex(16));
  const places = new Map<string, string>();
  return {
    binary(version: string, share: number): SampleReport[] {
      return ids
        .filter(() => chance.happens(share))
        .map((clientId) => {
          const previous = places.get(clientId) ?? null;
          places.set(clientId, version);
          return { clientId, kind: 'installed', place: version, isBinary: true, previous };
        });
    },
    /** Those that a rollout reaches and that have not been reached before take the update; some of them fail. */
    update(label: string, rollout: number, share: number, failing: number): SampleReport[] {
      return ids.flatMap((clientId): SampleReport[] => {
        const previous = places.get(clientId) ?? null;
        const reached = codepushBucket(clientId, label) < rollout && previous !== label;
        if (!reached || previous === null || !chance.happens(share)) return [];
        const report = { clientId, place: label, isBinary: false, previous };
        const downloaded: SampleReport = { ...report, kind: 'downloaded', previous: null };
        if (chance.happens(failing)) return [downloaded, { ...report, kind: 'failed' }];
        places.set(clientId, label);
        return [downloaded, { ...report, kind: 'installed' }];
      });
    },
  };
}

function storyOf(os: 'android' | 'ios', now: number, chance: Chance): MobileEvent[] {
  const events: MobileEvent[] = [];
  const phones = phonesOf(os, chance);
  const tell = (at: number, who: string, event: Record<string, unknown>) =>
    void events.push({ at: Math.min(at, now - MINUTE), who, ...event } as unknown as MobileEvent);
  const clients = (at: number, reports: SampleReport[]) => tell(at, robot, { do: 'clients', os, reports });
  const keyOf = (version: string) => `${os} ${version}`;

  for (const { name, code, daysAgo, ...more } of versions) {
    const at = inWorkingHours(now - daysAgo * DAY);
    const took = chance.between(11, 19) * MINUTE;
    const steps = ['checkout', 'native dependencies', 'compile', 'sign', 'upload'].map(
      (step, index, all) => ({
        name: step,
        kind: 'active' as const,
        status: 'succeeded' as const,
        startedAt: at + Math.floor((took / all.length) * index),
        finishedAt: at + Math.floor((took / all.length) * (index + 1)),
      }),
    );
    const platform = os === 'android' ? { versionCode: code, javaVersion: '17' } : { xcodeVersion: '26.1' };
    tell(at + took, robot, {
      do: 'build',
      key: keyOf(name),
      bundle: 'handsIn' in more ? filesOf(os, more.handsIn) : null,
      facts: {
        ...platform,
        os,
        target: 'production',
        tag: `v${name}`,
        envVersion: name,
        storeVersion: name,
        plugins,
        status: 'succeeded',
        commitSha: chance.hex(40),
        description: `harbor ${name} for ${os}`,
        size: chance.between(31, 44) * 1_000_000,
        checksum: chance.hex(64),
        downloadUrl: `https://builds.example.com/harbor/${os}/${name}`,
        occurredAt: at,
        startedAt: at,
        finishedAt: at + took,
        steps,
      },
    });
    const person = chance.one(people);
    const [test, production] = os === 'android' ? ['beta', 'production'] : ['TestFlight', 'Production'];
    const releaseNotes = `Harbor ${name}: faster, and calmer about the network.`;
    const distribute = (
      after: number,
      track: string | undefined,
      method: 'upload' | 'promote',
      of: number,
    ) => {
      const key = `${keyOf(name)} ${track}`;
      const about = { build: keyOf(name), track, releaseNotes, method, userFraction: of };
      tell(at + after, person, { do: 'distribute', key, ...about });
      tell(at + after + 9 * MINUTE, robot, { do: 'delivered', key, remoteId: String(code * 100 + 7) });
      return key;
    };
    distribute(HOUR, test, 'upload', 1);
    tell(at + 2 * HOUR, person, { do: 'store', key: keyOf(name), state: 'pending' });
    tell(at + 26 * HOUR, robot, { do: 'store', key: keyOf(name), state: 'success' });
    const staged = os === 'android' && name === '2.8.0';
    const published = distribute(27 * HOUR, production, 'promote', staged ? 0.2 : 1);
    if (staged)
      tell(at + 50 * HOUR, robot, { do: 'store says', key: published, state: 'inProgress', fraction: 0.2 });
    tell(at + 28 * HOUR, person, { do: 'live', key: keyOf(name) });
    clients(at + 34 * HOUR, phones.binary(name, 0.55));
    clients(at + 60 * HOUR, phones.binary(name, 0.6));
  }

  let released = 0;
  for (const [index, update] of updates.entries()) {
    const at = inWorkingHours(now - update.daysAgo * DAY) + chance.between(0, 40) * MINUTE;
    const { what } = update;
    const build = keyOf(versions.findLast(({ daysAgo }) => daysAgo > update.daysAgo + 1.5)?.name ?? '2.7.0');
    const isMandatory = 'isMandatory' in update;
    const failing = 'fails' in update ? 0.35 : 0.01;
    const person = chance.one(people);
    tell(at, robot, {
      do: 'push',
      place: { os, target: 'staging' },
      build,
      tag: `ota-${index + 1}`,
      files: filesOf(os, index),
      description: what,
      isMandatory,
    });
    const source = labelOf(index + 1);
    released += 1;
    const label = labelOf(released);
    const promoted = at + 3 * HOUR + chance.between(0, 50) * MINUTE;
    if (promoted > now - 10 * MINUTE) break;
    tell(promoted, person, { do: 'promote', os, label: source, rollout: 10 });
    clients(promoted + 2 * HOUR, phones.update(label, 10, 0.8, failing));
    if ('fails' in update) {
      tell(promoted + 3 * HOUR, person, { do: 'widen', os, label, rollout: 25 });
      clients(promoted + 5 * HOUR, phones.update(label, 25, 0.9, failing));
      const reason = 'The payment sheet crashes on older phones.';
      tell(promoted + 6 * HOUR, person, { do: 'halt', os, label, reason });
      tell(promoted + 7 * HOUR, person, { do: 'roll back', os, label: labelOf(released - 1), reason });
      released += 1;
      clients(promoted + 9 * HOUR, phones.update(labelOf(released), 100, 0.9, 0));
      continue;
    }
    if (update.daysAgo < 2) {
      tell(promoted + 10 * SECOND, person, { do: 'plan', os, label });
      continue;
    }
    tell(promoted + 8 * HOUR, person, { do: 'widen', os, label, rollout: 50 });
    clients(promoted + 20 * HOUR, phones.update(label, 50, 0.85, failing));
    tell(promoted + 24 * HOUR, person, { do: 'widen', os, label, rollout: 100 });
    clients(promoted + 40 * HOUR, phones.update(label, 100, 0.85, failing));
  }
  return events;
}

/** Tells what happened to the app: two binaries in two stores, and what was pushed into them. */
export function tellMobileStory(now: number): MobileEvent[] {
  return (['android', 'ios'] as const)
    .flatMap((os, index) => storyOf(os, now, chanceOf(300 + index)))
    .filter(({ at }) => at < now)
    .sort((a, b) => a.at - b.at);
}
