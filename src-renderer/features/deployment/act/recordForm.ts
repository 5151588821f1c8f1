import type { DeploymentStatus } from '#shared/features/deployment/machine.ts';
import { commitSchema, versionSchema } from '#shared/features/release/model.ts';
import type { Zone } from '#shared/time.ts';
import type { InputFor } from '../../../api/client.ts';

/** What stands in the fields, as typed. */
export interface RecordForm {
  readonly projectId: number | null;
  readonly environmentId: number | null;
  readonly version: string;
  readonly status: DeploymentStatus;
  /** `2026-11-20 14:32:00` in the zone that is shown; null is now. */
  readonly when: string | null;
  readonly commitSha: string;
  readonly description: string;
  readonly reason: string;
}

/** The statuses a person records; what passes by itself (canceling, unknown) only comes from systems. */
export const recordStatuses = [
  'succeeded',
  'in_progress',
  'pending',
  'scheduled',
  'partial',
  'failed',
  'errored',
  'canceled',
  'rolled_back',
] as const satisfies readonly DeploymentStatus[];

/** A picked date and time as an instant, in ms; null when there is none. */
export function instantOf(when: string | null, zone: Zone): number | null {
  if (when === null) return null;
  const text = when.replace(' ', 'T');
  const at = Date.parse(zone === 'utc' ? `${text}Z` : text);
  return Number.isNaN(at) ? null : at;
}

/** What keeps the form from being recorded, as the words beside the button; null when nothing does. */
export function faultOf(form: RecordForm): string | null {
  if (form.projectId === null) return 'Needs a project';
  if (form.environmentId === null) return 'Needs an environment';
  const version = versionSchema.safeParse(form.version);
  if (!version.success) return form.version.trim() === '' ? 'Needs a version' : 'Not a version';
  if (form.commitSha.trim() !== '' && !commitSchema.safeParse(form.commitSha).success) {
    return 'A commit is 7 to 64 hex digits';
  }
  if (form.status === 'scheduled' && form.when === null) return 'Needs a time to start at';
  if (needsReason(form) && form.reason.trim() === '') return 'Needs a reason';
  return null;
}

/** What is recorded late changes what history says. */
export function needsReason({ status, when }: RecordForm): boolean {
  return when !== null && status !== 'scheduled';
}

/** The form as the command takes it; null while something is missing. The reason is no part of the plan. */
export function inputOf(form: RecordForm, zone: Zone): InputFor<'deployment.record'> | null {
  const { projectId, environmentId, status } = form;
  const fault = faultOf({ ...form, reason: 'later' });
  if (projectId === null || environmentId === null || fault !== null) return null;
  const at = instantOf(form.when, zone);
  const time = at === null ? {} : status === 'scheduled' ? { scheduledFor: at } : { occurredAt: at };
  return {
    projectId,
    environmentId,
    version: form.version,
    status,
    commitSha: form.commitSha.trim() || null,
    description: form.description.trim() || null,
    ...time,
  };
}
