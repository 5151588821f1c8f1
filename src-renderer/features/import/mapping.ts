import { type Environment, environmentNameSchema, type Tier } from '#shared/features/environment/model.ts';
import type { ImportInspection } from '#shared/features/import/contract.ts';
import type { ImportOptions } from '#shared/features/import/model.ts';
import { formatCount } from '../../ui/numbers.ts';
import { type AppChoice, appsFault, historyTargetsOf, proposedApps } from './historyChoice.ts';

/** Where one channel goes, as the form holds it. */
export interface ChannelChoice {
  readonly channel: string;
  readonly target: 'existing' | 'new' | 'none';
  /** The environment's name, kept while the target is none so that it comes back. */
  readonly environment: string;
  readonly tier: Tier;
}

export interface ImportChoice {
  readonly channels: readonly ChannelChoice[];
  readonly byMajorLine: boolean;
  readonly projectNames: Readonly<Record<string, string>>;
  /** Of a CodePush history. */
  readonly apps: readonly AppChoice[];
}

type Known = Pick<Environment, 'name' | 'tier'>;

/** What the inspection proposes, as a form that can be changed. */
export function proposedChoice(inspection: ImportInspection, known: readonly Known[]): ImportChoice {
  return {
    byMajorLine: false,
    projectNames: {},
    apps: proposedApps(inspection.deployments),
    channels: inspection.channels.map(({ channel, environment, tier }) => {
      const existing = known.find(({ name }) => name === environment);
      return {
        channel,
        target: environment === null ? 'none' : existing ? 'existing' : 'new',
        environment: environment ?? channel,
        tier: existing?.tier ?? tier,
      };
    }),
  };
}

/** The options that a choice stands for. */
export function optionsOf(choice: ImportChoice): ImportOptions {
  const names = Object.entries(choice.projectNames).map(([repository, name]) => [repository, name.trim()]);
  return {
    projectNames: Object.fromEntries(names.filter(([, name]) => name !== '')) as Record<string, string>,
    byMajorLine: choice.byMajorLine,
    deployments: historyTargetsOf(choice.apps),
    channels: choice.channels.map(({ channel, target, environment, tier }) => ({
      channel,
      environment: target === 'none' ? null : environment.trim(),
      tier,
    })),
  };
}

/** Why a choice cannot be imported, as a sentence; null when it can. */
export function choiceFault(choice: ImportChoice): string | null {
  for (const { channel, target, environment } of choice.channels) {
    if (target === 'none') continue;
    if (environment.trim() === '') return `The channel ${channel} needs an environment.`;
    if (!environmentNameSchema.safeParse(environment).success) {
      return `“${environment}” is no environment name: letters, digits, - and _ only.`;
    }
  }
  return appsFault(choice.apps);
}

/** What the counts of a preview depend on: the names of environments may change without counting again. */
export function countsKey({ byMajorLine, channels, apps }: ImportChoice): string {
  return JSON.stringify([byMajorLine, channels.map(({ target }) => target === 'none'), apps]);
}

/** Why nothing would come of an import, as a sentence; null when something would. */
export function nothingNew({ counts, deployments }: ImportInspection): string | null {
  if (counts.newReleases + counts.newDeployments + counts.newChannels + counts.changed > 0) return null;
  return deployments.some(({ outcome }) => outcome === 'refused')
    ? 'Nothing of it can come in as it stands here.'
    : 'Nothing in it is new.';
}

/** `1 release`, `1,750 releases`. */
export function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** What the button that imports says it will do. */
export function importLabel({
  counts,
  deployments,
}: Pick<ImportInspection, 'counts' | 'deployments'>): string {
  const { newReleases, newChannels, changed: changes } = counts;
  if (deployments.length === 0) return `Import ${counted(newReleases + changes, 'release')}`;
  const parts = [
    ...(newReleases > 0 ? [counted(newReleases, 'release')] : []),
    ...(newReleases === 0 && newChannels > 0 ? [counted(newChannels, 'channel')] : []),
    ...(changes > 0 ? [counted(changes, 'change')] : []),
  ];
  return `Import ${parts.join(' and ') || counted(0, 'release')}`;
}

/** The choice with one channel changed. */
export function changed(choice: ImportChoice, channel: string, to: Partial<ChannelChoice>): ImportChoice {
  return {
    ...choice,
    channels: choice.channels.map((one) => (one.channel === channel ? { ...one, ...to } : one)),
  };
}
