import { type BuildTarget, type OperatingSystem, osLabels } from '../build/model.ts';
import { derivedAppName } from '../codepush/app.ts';
import type { HistoryPlace, HistoryTarget } from './model.ts';

/** A deployment of a CodePush history, as its file says it. */
export interface HistoryDeployment {
  readonly app: string;
  /** Null when neither the app's name nor its `os` says it. */
  readonly os: OperatingSystem | null;
  /** What the app's name says its project is. */
  readonly project: string;
  readonly name: string;
  readonly target: BuildTarget;
  readonly key: string;
}

interface ChannelHere {
  readonly project: string;
  readonly os: OperatingSystem;
  readonly target: BuildTarget;
  readonly name: string;
  readonly key: string;
}

/** What a deployment of a history can meet here. */
export interface MobileHere {
  readonly projects: ReadonlySet<string>;
  readonly apps: readonly {
    readonly name: string;
    readonly project: string;
    readonly os: OperatingSystem;
  }[];
  readonly channels: readonly ChannelHere[];
}

/** A place that a channel can have. */
export type ChannelPlace = HistoryPlace & { readonly os: OperatingSystem };

/** What becomes of a deployment: into the channel that has its key, into a new one, or out with all of its releases. */
export type ChannelDecision =
  | { readonly outcome: 'here'; readonly place: ChannelPlace }
  | { readonly outcome: 'new'; readonly place: ChannelPlace }
  /** `why` is what keeps it out and what to do, in sentences. */
  | { readonly outcome: 'refused'; readonly place: HistoryPlace; readonly why: string }
  | { readonly outcome: 'left_out' };

/**
 * Where a deployment goes when nobody chose: to the channel of its key; else where CodePush's tools find its app; else
 * into the project that the app's name speaks of, unless that has another app for the operating system.
 */
function proposedPlace(here: MobileHere, row: HistoryDeployment): HistoryPlace {
  const { app, os, target, key } = row;
  const known = here.channels.find((channel) => channel.key === key);
  if (known) return { project: known.project, os: os ?? known.os, target: known.target };
  const same = here.apps.find((one) => one.name === app && (os === null || one.os === os));
  if (same) return { project: same.project, os: same.os, target };
  const isTaken = (project: string) => here.apps.some((one) => one.project === project && one.os === os);
  const project = [row.project, app].find((name) => !here.projects.has(name) || !isTaken(name));
  return { project: project ?? `${app} (${os})`, os, target };
}

/**
 * Decides what becomes of a deployment: its key says which channel it is, since that is what installed apps send
 * (spec/mobile 3.7). The import writes it, the preview shows it.
 */
export function decideChannel(
  here: MobileHere,
  choice: HistoryTarget | null,
  row: HistoryDeployment,
): ChannelDecision {
  if (choice?.place === null) return { outcome: 'left_out' };
  const place = choice?.place ?? proposedPlace(here, row);
  const { project, os } = place;
  const refuse = (why: string): ChannelDecision => ({ outcome: 'refused', place, why });
  const known = here.channels.find(({ key }) => key === row.key);
  if (known) {
    const system = osLabels[known.os];
    if (os !== null && os !== known.os)
      return refuse(
        `Its key belongs to ${known.project} ${system} ${known.name}, which is for ${system}. Choose ${system}, or leave it out.`,
      );
    return { outcome: 'here', place: { project: known.project, os: known.os, target: known.target } };
  }
  if (os === null)
    return refuse(
      `${row.app} does not say for which operating system it is. Choose one, or give it an "os" in the file.`,
    );
  const named = here.channels.find(
    (channel) => channel.project === project && channel.os === os && channel.name === row.name,
  );
  if (named)
    return refuse(
      `${project} has a channel ${row.name} for ${osLabels[os]} already, with another key. Choose another project or operating system, or leave it out.`,
    );
  return { outcome: 'new', place: { ...place, os } };
}

/** What is here once a new channel has come in, so that the next deployments of its file are decided as they will be. */
export function withChannel(
  here: MobileHere,
  { project, os, target }: ChannelPlace,
  { app, name, key }: HistoryDeployment,
): MobileHere {
  const isThere = here.apps.some((one) => one.project === project && one.os === os);
  const isGiven = here.apps.some((one) => one.name === app);
  const own = { name: isGiven ? derivedAppName(project, os) : app, project, os };
  return {
    projects: new Set([...here.projects, project]),
    apps: isThere ? here.apps : [...here.apps, own],
    channels: [...here.channels, { project, os, target, name, key }],
  };
}

/** Whether the releases of a deployment go into the channel that has its key by now. */
export function goesInto(
  channel: Pick<ChannelHere, 'os'>,
  choice: HistoryTarget | null,
  { os }: Pick<HistoryDeployment, 'os'>,
): boolean {
  if (choice?.place === null) return false;
  const asked = choice ? choice.place.os : os;
  return asked === null || asked === channel.os;
}
