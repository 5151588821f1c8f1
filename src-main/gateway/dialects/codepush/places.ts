import type { Client } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors.ts';
import type { App } from '#shared/features/codepush/app.ts';
import type { Channel, ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import { numberOf } from '#shared/features/codepush/labels.ts';

const PAGE = 100;

const unknown = (noun: string, name: string) =>
  new AppError('not_found', `${noun} "${name}" does not exist.`, {
    hint: 'Names are as the list shows them; capitals count.',
  });

/** An app by its name. The command line writes `~~` for a slash. @throws not_found. */
export async function appNamed(client: Client, name: string): Promise<App> {
  const apps = await client.codepush.apps();
  const spelled = name.replaceAll('~~', '/');
  const app = apps.find((one) => one.name === name) ?? apps.find((one) => one.name === spelled);
  if (!app) throw unknown('App', name);
  return app;
}

export interface Place {
  readonly app: App;
  readonly channel: Channel;
}

/** @throws not_found; the word "Deployment" in it makes the command line say how to list them. */
export function channelNamed(app: App, name: string): Channel {
  const channel = app.channels.find((one) => one.name === name);
  if (!channel) throw unknown('Deployment', name);
  return channel;
}

/** A deployment of an app, which is a channel here. @throws not_found. */
export async function placeOf(
  client: Client,
  params: { readonly app: string; readonly deployment: string },
): Promise<Place> {
  const app = await appNamed(client, params.app);
  return { app, channel: channelNamed(app, params.deployment) };
}

/** A channel's whole history, oldest first, as CodePush lists it. */
export async function historyOf(client: Client, { id }: Channel): Promise<ReleaseRow[]> {
  const releases: ReleaseRow[] = [];
  let before: number | null = null;
  do {
    const page: Awaited<ReturnType<Client['codepush']['history']>> = await client.codepush.history({
      channelId: id,
      before,
      limit: PAGE,
    });
    releases.push(...page.rows);
    before = page.nextBefore;
  } while (before !== null);
  return releases.reverse();
}

/** The newest release of a channel, or null when it has none. */
export async function newestOf(client: Client, { id }: Channel): Promise<ReleaseRow | null> {
  return (await client.codepush.history({ channelId: id, limit: 1 })).rows[0] ?? null;
}

/** The release of a label, or the newest when none is named. @throws not_found. */
export async function releaseOf(client: Client, channel: Channel, label: string | null): Promise<ReleaseRow> {
  const before = label === null ? null : (numberOf(label) ?? 0) + 1;
  const found = (await client.codepush.history({ channelId: channel.id, before, limit: 1 })).rows[0];
  if (found && (label === null || found.label === label)) return found;
  throw label === null
    ? new AppError('not_found', `Deployment "${channel.name}" has no releases.`, { hint: 'Release first.' })
    : unknown('Release', label);
}
