import {
  type DeliveryFactName,
  type DeliverySettings,
  type DeliveryStep,
  deliverySteps,
} from '#shared/features/distribution/delivery.ts';
import type { DistributionRow } from '#shared/features/distribution/record.ts';

/** What is known before a delivery begins; the rest shows its name. */
export type KnownFacts = Readonly<Partial<Record<DeliveryFactName, string>>>;

/** The facts of a distribution that stand before it is delivered. */
export function factsOfRow(row: DistributionRow): KnownFacts {
  const yesNo = (value: boolean) => (value ? 'true' : 'false');
  return {
    distribution: row.uid,
    project: row.project,
    store: row.store,
    track: row.track,
    os: row.os,
    target: row.target,
    buildNumber: String(row.deploymentNumber),
    tag: row.tag,
    envVersion: row.envVersion,
    storeVersion: row.storeVersion ?? '',
    versionCode: row.versionCode === null ? '' : String(row.versionCode),
    releaseMethod: row.releaseMethod,
    releaseNotes: row.releaseNotes,
    userFraction: String(row.userFraction),
    updatePriority: String(row.updatePriority),
    uploadMetadata: yesNo(row.uploadMetadata),
    uploadScreenshots: yesNo(row.uploadScreenshots),
    shouldSubmitForReview: yesNo(row.shouldSubmitForReview),
    shouldAutoRelease: yesNo(row.shouldAutoRelease),
    remoteId: row.remoteId ?? '',
  };
}

/** The steps that somebody set up, in the order of a distribution's life. */
export function setSteps(settings: DeliverySettings): DeliveryStep[] {
  return deliverySteps.filter((step) => settings[step] !== null);
}
