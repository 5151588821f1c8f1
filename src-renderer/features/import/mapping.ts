import { type Environment, environmentNameSchema, type Tier } from '#shared/features/environment/model.ts';
import type { ImportInspection } from '#shared/features/import/contract.ts';
import type { ImportOptions } from '#shared/features/import/model.ts';

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
}

type Known = Pick<Environment, 'name' | 'tier'>;

/** What the inspection proposes, as a form that can be changed. */
export function proposedChoice(inspection: ImportInspection, known: readonly Known[]): ImportChoice {
  return {
    byMajorLine: false,
    projectNames: {},
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
    deployments: [],
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
  return null;
}

/** What the counts of a preview depend on: names may change without counting again. */
export function countsKey(choice: ImportChoice): string {
  return JSON.stringify([choice.byMajorLine, choice.channels.map(({ target }) => target === 'none')]);
}

/** The choice with one channel changed. */
export function changed(choice: ImportChoice, channel: string, to: Partial<ChannelChoice>): ImportChoice {
  return {
    ...choice,
    channels: choice.channels.map((one) => (one.channel === channel ? { ...one, ...to } : one)),
  };
}
