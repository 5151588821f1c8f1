import { type BuildTarget, type OperatingSystem, osLabels } from '#shared/features/build/model.ts';
import type { ImportInspection, InspectedDeployment } from '#shared/features/import/contract.ts';
import type { HistoryTarget } from '#shared/features/import/model.ts';
import { nameSchema } from '#shared/features/project/model.ts';
import { formatCount } from '../../ui/numbers.ts';

/** Where one deployment of an app goes, as the form holds it. */
export interface DeploymentChoice {
  readonly key: string;
  readonly target: BuildTarget;
  readonly isTaken: boolean;
}

/** Where an app of a CodePush history goes. Its deployments share the project and the operating system. */
export interface AppChoice {
  readonly app: string;
  readonly project: string;
  readonly os: OperatingSystem | null;
  readonly deployments: readonly DeploymentChoice[];
}

/** What the inspection proposes, app by app in the order of the file. */
export function proposedApps(deployments: ImportInspection['deployments']): AppChoice[] {
  const groups = Map.groupBy(deployments, ({ app, os }) => `${app} ${os}`);
  return [...groups.values()].map((own) => {
    // A channel that is here stays where it is; the others may still go somewhere else.
    const leading = own.find(({ isHere }) => !isHere) ?? own[0];
    return {
      app: leading?.app ?? '',
      project: leading?.place?.project ?? '',
      os: leading?.place?.os ?? null,
      deployments: own.map(({ key, place }) => ({
        key,
        target: place?.target ?? 'staging',
        isTaken: true,
      })),
    };
  });
}

/** The options that the apps stand for. */
export function historyTargetsOf(apps: readonly AppChoice[]): HistoryTarget[] {
  return apps.flatMap(({ project, os, deployments }) =>
    deployments.map(({ key, target, isTaken }) => ({
      key,
      place: isTaken ? { project: project.trim(), os, target } : null,
    })),
  );
}

/** Why the apps cannot be imported, as a sentence; null when they can. */
export function appsFault(apps: readonly AppChoice[]): string | null {
  const open = apps.filter(({ deployments }) => deployments.some(({ isTaken }) => isTaken));
  if (apps.length > 0 && open.length === 0) return 'Every deployment is left out.';
  for (const { app, project } of open) {
    if (project.trim() === '') return `The app ${app} needs a project.`;
    const { error } = nameSchema.safeParse(project);
    if (error) return `“${project}” is no project name: ${error.issues[0]?.message ?? ''}`;
  }
  return null;
}

/** The apps with one changed. */
export function changedApp(
  apps: readonly AppChoice[],
  app: AppChoice,
  to: Partial<AppChoice>,
): readonly AppChoice[] {
  return apps.map((one) => (one === app ? { ...one, ...to } : one));
}

/** The apps with one deployment changed. */
export function changedDeployment(
  apps: readonly AppChoice[],
  key: string,
  to: Partial<DeploymentChoice>,
): readonly AppChoice[] {
  return apps.map((app) => ({
    ...app,
    deployments: app.deployments.map((one) => (one.key === key ? { ...one, ...to } : one)),
  }));
}

/** `4 new, 1 changed, 3 unchanged`: what a deployment brings, in the words of its row. */
export function bringsWords({ outcome, releases }: InspectedDeployment): string {
  if (outcome === 'left_out' || outcome === 'refused') return 'left out';
  const counted = [
    [releases.new, 'new'],
    [releases.changed, 'changed'],
    [releases.unchanged, 'unchanged'],
    [releases.conflicts.length, 'in conflict'],
  ] as const;
  const parts = counted.flatMap(([count, word]) => (count > 0 ? [`${formatCount(count)} ${word}`] : []));
  if (outcome === 'changed') parts.push('other counters');
  if (parts.length > 0) return parts.join(', ');
  return outcome === 'new' ? 'the channel alone' : 'nothing new';
}

const SHOWN_LABELS = 5;

/** What is to be known of a row beside its numbers: why it is refused, or which labels stay as they are. */
export function rowRemark({ why, releases: { conflicts } }: InspectedDeployment): string | null {
  if (why !== null) return why;
  if (conflicts.length === 0) return null;
  const more = conflicts.length - SHOWN_LABELS;
  const labels =
    conflicts.slice(0, SHOWN_LABELS).join(', ') + (more > 0 ? ` and ${formatCount(more)} more` : '');
  return `${labels} ${conflicts.length === 1 ? 'has' : 'have'} other contents here and ${conflicts.length === 1 ? 'stays as it is' : 'stay as they are'}.`;
}

/** Where a deployment goes by its key when that is not where its app goes; null when it goes with its app. */
export function elsewhereRemark(
  { project, os }: Pick<AppChoice, 'project' | 'os'>,
  { isHere, place }: Pick<InspectedDeployment, 'isHere' | 'place'>,
): string | null {
  if (!isHere || !place?.os || (place.project === project.trim() && place.os === os)) return null;
  return `Its key belongs to ${place.project} ${osLabels[place.os]}, so it goes there.`;
}
