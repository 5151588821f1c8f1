import type { BuildTarget, OperatingSystem } from '#shared/features/build/model.ts';
import { type Channel, deploymentKeySchema } from '#shared/features/codepush/channel-model.ts';
import type { SelectionPolicy } from '#shared/features/codepush/model.ts';

/** What stands in the fields of a channel, as typed. */
export interface ChannelForm {
  readonly projectId: number | null;
  readonly os: OperatingSystem;
  readonly target: BuildTarget;
  readonly name: string;
  readonly key: string;
  readonly selection: SelectionPolicy;
  readonly publicKey: string;
}

/** The fields of a channel that is there, or those to begin a new one with. */
export function channelFormOf(
  channel: Channel | null,
  start: { readonly projectId?: number; readonly os?: OperatingSystem; readonly target?: BuildTarget } = {},
): ChannelForm {
  return {
    projectId: channel?.projectId ?? start.projectId ?? null,
    os: channel?.os ?? start.os ?? 'android',
    target: channel?.target ?? start.target ?? 'staging',
    name: channel?.name ?? '',
    key: channel?.key ?? '',
    selection: channel?.selection ?? 'codepush',
    publicKey: channel?.publicKey ?? '',
  };
}

const nameOf = ({ name, target }: ChannelForm) =>
  name.trim() || (target === 'staging' ? 'Staging' : 'Production');

/** What keeps it from being saved, as the words beside the button; null when nothing does. `own` is the channel itself. */
export function channelFault(
  form: ChannelForm,
  known: readonly Pick<Channel, 'id' | 'projectId' | 'os' | 'name' | 'key'>[],
  own: number | null,
): string | null {
  if (form.projectId === null) return 'Needs a project';
  const key = form.key.trim();
  if (own !== null && key === '') return 'Needs a deployment key';
  if (key !== '' && !deploymentKeySchema.safeParse(key).success) {
    return 'A key has 10 to 100 letters, digits, - or _';
  }
  const others = known.filter(({ id }) => id !== own);
  if (key !== '' && others.some((channel) => channel.key === key))
    return 'This key belongs to another channel';
  const taken = others.some(
    ({ projectId, os, name }) => projectId === form.projectId && os === form.os && name === nameOf(form),
  );
  return taken ? 'This name is taken' : null;
}

/** What a new channel is made of beside its place; what was left empty is made or left out. */
export function channelInput({ name, key, selection, publicKey }: ChannelForm) {
  return {
    name: name.trim() || null,
    key: key.trim() || null,
    selection,
    publicKey: publicKey.trim() || null,
  };
}

/** Only what differs from the channel as it is. */
export function changedFacts(
  channel: Channel,
  form: ChannelForm,
): Partial<Pick<Channel, 'name' | 'key' | 'selection' | 'publicKey'>> {
  const name = nameOf(form);
  const key = form.key.trim();
  const publicKey = form.publicKey.trim() || null;
  return {
    ...(name === channel.name ? {} : { name }),
    ...(key === channel.key ? {} : { key }),
    ...(form.selection === channel.selection ? {} : { selection: form.selection }),
    ...(publicKey === channel.publicKey ? {} : { publicKey }),
  };
}

/** What a person should know of a change before it is saved. */
export function channelWarnings(
  channel: { readonly devices: number },
  changes: ReturnType<typeof changedFacts>,
  unfinished: readonly string[],
): string[] {
  const warnings: string[] = [];
  if (changes.key !== undefined) {
    warnings.push(
      channel.devices === 0
        ? 'Apps that were built with the old key get no update any more.'
        : `Apps that were built with the old key get no update any more; ${channel.devices} devices are known by it.`,
    );
  }
  if (changes.selection !== undefined && unfinished.length > 0) {
    warnings.push(
      `Devices are drawn anew for ${unfinished.join(', ')}: some that have it fall out of its percentage, others come in.`,
    );
  }
  if (changes.publicKey !== undefined) {
    warnings.push('Packages that came in before are not checked again; those to come are.');
  }
  return warnings;
}
