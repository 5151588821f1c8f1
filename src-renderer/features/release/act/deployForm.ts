import type { BoardRelease } from '#shared/features/release/contract.ts';
import type { Zone } from '#shared/time.ts';
import type { InputFor, OutputFor } from '../../../api/client.ts';
import { forceBy, type Override } from '../../../ui/Obstacles/overrides.ts';
import { buildLooks } from '../words.ts';

/** What stands in the fields of a deployment. */
export interface DeployForm {
  readonly projectId: number | null;
  readonly environmentId: number | null;
  readonly releaseId: number | null;
  /** `now`, or `2026-11-20 14:32:00` in the zone that is shown; empty while it is not chosen. */
  readonly when: string;
  readonly isHotfix: boolean;
  /** What a person has ticked to go through. */
  readonly overrides: readonly Override[];
}

export type DeployPreview = OutputFor<'environment.previewDeploy'>;

type Board = Pick<OutputFor<'release.board'>, 'environments' | 'releases'>;
type Place = Pick<DeployForm, 'environmentId' | 'releaseId'>;

/**
 * What a form begins with where nothing was chosen: the newest ready candidate of the highest release that is not blocked,
 * unless it runs there already, and the first environment that it does not run in. Production is chosen by hand alone.
 */
export function proposedPlace({ environments, releases }: Board, chosen: Place): Place {
  const ready = releases
    .filter(({ blockedReason }) => blockedReason === null)
    .flatMap(({ candidates }) => candidates.find(({ build }) => build === 'ready') ?? [])[0];
  if (chosen.environmentId !== null) {
    const there = environments.find(({ environmentId }) => environmentId === chosen.environmentId);
    const runs = there?.running?.version;
    const releaseId = chosen.releaseId ?? (ready && ready.version !== runs ? ready.id : null);
    return { environmentId: chosen.environmentId, releaseId };
  }
  const releaseId = chosen.releaseId ?? ready?.id ?? null;
  const version = releases
    .flatMap(({ id, version: own, candidates }) => [{ id, version: own }, ...candidates])
    .find(({ id }) => id === releaseId)?.version;
  const next =
    version === undefined ? undefined : environments.find(({ running }) => running?.version !== version);
  return { releaseId, environmentId: next && next.tier !== 'production' ? next.environmentId : null };
}

/** What keeps a workflow from running on this machine, as sentences. */
export function notReady({
  trusted,
  secrets,
}: Pick<OutputFor<'workflow.trust'>, 'trusted' | 'secrets'>): string[] {
  return [
    ...(trusted ? [] : ['This machine does not trust it as it is: nothing of it would run.']),
    ...secrets.filter(({ kept }) => !kept).map(({ slot }) => `The secret ${slot} is not on this machine.`),
  ];
}

/** A picked date and time as an instant, in ms; null for now, or when there is none. */
export function instantOf(when: string, zone: Zone): number | null {
  const text = when.replace(' ', 'T');
  const at = Date.parse(zone === 'utc' ? `${text}Z` : text);
  return Number.isNaN(at) ? null : at;
}

/** What keeps a deployment from being asked about, as the words beside the button; null when nothing does. */
export function deployFault(form: DeployForm, zone: Zone): string | null {
  if (form.projectId === null) return 'Needs a project';
  if (form.releaseId === null) return 'Needs a version';
  if (form.environmentId === null) return 'Needs an environment';
  return form.when !== 'now' && instantOf(form.when, zone) === null ? 'Needs a time' : null;
}

/** The form as the command takes it; null while something is missing. `plan` is what is known to stand in the way. */
export function deployInput(
  form: DeployForm,
  zone: Zone,
  plan: DeployPreview | undefined,
  reason: string | null,
): InputFor<'environment.deploy'> | null {
  const { projectId, environmentId, releaseId, when, isHotfix, overrides } = form;
  if (deployFault(form, zone) !== null) return null;
  if (projectId === null || environmentId === null || releaseId === null) return null;
  return {
    projectId,
    environmentId,
    releaseId,
    isHotfix,
    scheduledFor: when === 'now' ? null : instantOf(when, zone),
    force: plan ? forceBy(plan, overrides, reason) : null,
    reason,
  };
}

/** The versions of releases, each under its release: its candidates, the newest first, or itself. */
export function versionOptions(releases: readonly BoardRelease[]) {
  return releases.map(({ id, version, candidates }) => ({
    group: version,
    items:
      candidates.length === 0
        ? [{ value: String(id), label: version }]
        : candidates.map((candidate) => ({
            value: String(candidate.id),
            label:
              candidate.build === 'ready'
                ? candidate.version
                : `${candidate.version}, ${buildLooks[candidate.build].label}`,
          })),
  }));
}
