import { assertNever } from '../../assert.ts';
import type { Draw, WalkStep } from './walk-step.ts';

function drawWords({ rollout, bucket, openBuckets, bucketCount }: Draw): string {
  const open = `${rollout} % opens ${openBuckets} of ${bucketCount} buckets`;
  return bucket === null
    ? `${open} and the client sent no id`
    : `${open} and the client is in bucket ${bucket}`;
}

function noUpdateWords(step: Extract<WalkStep, { step: 'no_update' }>): string {
  const told = step.updateAppVersion
    ? ` The client is told that a newer binary exists: ${step.appVersion}.`
    : step.appVersion === ''
      ? ''
      : ` The client is told that the newest release is for ${step.appVersion}, older than its binary.`;
  return step.shouldRunBinaryVersion
    ? `No update: no release is left for this binary, so it should run what it was built with.${told}`
    : `No update: the client has what it should have.${told}`;
}

/** One sentence for a step of the walk. Buckets count from 0, so bucket 25 is outside the first 25. */
export function stepWords(step: WalkStep): string {
  switch (step.step) {
    case 'forced':
      return `Binary ${step.appVersion} belongs to build ${step.storeVersion}, which has Force Update: it is sent to the store for ${step.liveStoreVersion}.`;
    case 'running':
      return `${step.label} is what the client runs.`;
    case 'disabled':
      return `${step.label} is skipped: it is disabled.`;
    case 'not_for_forced':
      return `${step.label} is skipped: binaries of a build with Force Update get no ordinary release.`;
    case 'outside':
      return `${step.label} is skipped: binary ${step.appVersion} is ${step.isAbove ? 'newer than all of' : 'not in'} ${step.targetBinaryRange}.`;
    case 'no_contents':
      return `${step.label} is skipped: its package is not here. It came in with a history; upload its contents.`;
    case 'withheld':
      return `${step.label} is skipped: ${drawWords(step.draw)}.`;
    case 'taken':
      return step.draw === null
        ? `${step.label} is taken: it is enabled, complete and for this binary.`
        : `${step.label} is taken: ${drawWords(step.draw)}.`;
    case 'has_contents':
      return `${step.label} is taken, and the client has its contents already.`;
    case 'older':
      return `${step.label} is older than the release that is taken; it only matters whether it is mandatory.`;
    case 'reached_running':
      return `The walk stops at ${step.label}: everything further down is older than what the client runs.`;
    case 'mandatory':
      return `The walk stops at ${step.label}: it is mandatory and newer than what the client runs.`;
    case 'history_ended':
      return 'The history ends without the release that the client runs.';
    case 'offered':
      if (!step.isMandatory) return `${step.label} is offered, as an optional update.`;
      return step.becauseOf === null
        ? `${step.label} is offered, as a mandatory update.`
        : `${step.label} is offered, as a mandatory update because of ${step.becauseOf}.`;
    case 'no_update':
      return noUpdateWords(step);
    default:
      return assertNever(step);
  }
}
