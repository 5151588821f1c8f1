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
