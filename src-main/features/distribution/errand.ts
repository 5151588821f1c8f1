import { constants, mkdirSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { Build } from '#shared/features/build/record.ts';
import { storeCredentials } from '#shared/features/credential/model.ts';
import {
  type DeliveryFacts,
  type DeliverySettings,
  slotsOf,
} from '#shared/features/distribution/delivery.ts';
import type { DistributionRow } from '#shared/features/distribution/record.ts';
import { storeOf, storeRules } from '#shared/features/distribution/stores.ts';
import type { Errand } from '../../actions/action.ts';
import type { Machine } from '../../actions/machine.ts';
import { blobStore } from '../../blobs/store.ts';
import type { JobTools } from '../../jobs/definition.ts';
import type { Stores } from '../../store/index.ts';
import { credentialSecretName } from '../credential/secret-name.ts';
import { type DeliveryPlace, deliveryHash, secretName } from './trust.ts';

/** What a delivery goes by, read once at its start. */
export interface DeliveryWork {
  readonly row: DistributionRow;
  readonly build: Build;
  readonly settings: DeliverySettings;
  readonly place: DeliveryPlace;
}

/** The distribution with its build, its settings and its place; null when one of them is not there. */
export function readWork(stores: Stores, id: number): DeliveryWork | null {
  const row = stores.distribution.get(id);
  const build = row && stores.build.get(row.deploymentId);
  const found = row && stores.delivery.get(row.projectId, row.store);
  const project = row && stores.project.get(row.projectId);
  if (!row || !build || !found || !project) return null;
  return { row, build, settings: found.settings, place: { projectUid: project.uid, store: row.store } };
}

/** @throws forbidden unless a person has trusted exactly these settings on this machine. */
export async function requireTrust(machine: Machine, { row, settings, place }: DeliveryWork): Promise<void> {
  if (await machine.isTrusted(deliveryHash(place, settings))) return;
  throw new AppError(
    'forbidden',
    `The delivery settings of ${row.project} for ${storeRules[row.store].label} are not trusted on this machine. Nothing was run.`,
    { hint: 'Read what they run in the delivery settings, then trust them there.' },
  );
}

/**
 * The names under which this machine may keep a slot's value: in the credential that the project has for the store,
 * when its kind has such a slot, else with the delivery itself.
 */
export function secretNames(
  stores: Stores,
  { place, projectId }: Pick<DeliveryWork, 'place'> & { readonly projectId: number },
  slot: string,
): string[] {
  const credentials = stores.credential
    .ofProject(projectId)
    .filter(
      ({ kind, os, slots }) =>
        storeOf[os] === place.store && storeCredentials[os] === kind && slots.includes(slot),
    );
  return [
    ...credentials.map((credential) => credentialSecretName(credential, slot)),
    secretName(place, slot),
  ];
}

/** The values that the settings ask for. @throws conflict naming a secret that this machine does not have. */
async function readSecrets(
  { machine, stores }: Pick<JobTools, 'machine' | 'stores'>,
  { settings, place, row }: DeliveryWork,
): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  for (const slot of slotsOf(settings)) {
    let value: string | null = null;
    for (const name of secretNames(stores, { place, projectId: row.projectId }, slot)) {
      value ??= await machine.secret(name);
    }
    if (value === null) {
      throw new AppError('conflict', `The secret ${slot} is not on this machine. Nothing was run.`, {
        hint: 'Set it in the delivery settings.',
        slot,
      });
    }
    values.set(slot, value);
  }
  return values;
}

const yesNo = (value: boolean) => (value ? 'true' : 'false');

/** What is filled into templates and stands in a command's environment. */
export function factsOf(
  { row, build }: DeliveryWork,
  more: Pick<DeliveryFacts, 'artifact' | 'promotesFrom' | 'move'> & { readonly userFraction: number },
): DeliveryFacts {
  return {
    distribution: row.uid,
    step: '',
    project: row.project,
    store: row.store,
    track: row.track,
    os: build.os,
    target: build.target,
    buildNumber: String(build.number),
    tag: build.tag,
    commit: build.commitSha ?? '',
    envVersion: build.envVersion,
    storeVersion: build.storeVersion ?? '',
    versionCode: build.versionCode === null ? '' : String(build.versionCode),
    artifact: more.artifact,
    downloadUrl: build.downloadUrl ?? '',
    checksum: build.checksum ?? '',
    releaseMethod: row.releaseMethod,
    promotesFrom: more.promotesFrom,
    releaseNotes: row.releaseNotes,
    userFraction: String(more.userFraction),
    updatePriority: String(row.updatePriority),
    uploadMetadata: yesNo(row.uploadMetadata),
    uploadScreenshots: yesNo(row.uploadScreenshots),
    shouldSubmitForReview: yesNo(row.shouldSubmitForReview),
    shouldAutoRelease: yesNo(row.shouldAutoRelease),
    remoteId: row.remoteId ?? '',
    move: more.move,
  };
}

/** The folder of a delivery's own copy of the artifact. */
const folderOf = ({ folders, job }: JobTools) => join(folders.outgoing, `delivery-${job.id}`);

const EXTENSION = /\.(aab|apk|ipa|app|hap|zip)(?=$|[?#])/i;

/**
 * A copy of the stored artifact under a name that tools understand: the stored one stays as it is whatever a tool does.
 * Null when the build has only a link. @throws not_found, unavailable.
 */
export async function copyArtifact(tools: JobTools, { build }: DeliveryWork): Promise<string | null> {
  if (build.blob === null) return null;
  const from = blobStore(tools.folders.blobs);
  if (!(await from.has(build.blob))) {
    throw new AppError(
      'not_found',
      `The stored artifact of build #${build.number} is not there. Nothing was run.`,
      {
        hint: 'Store it again with the build.',
      },
    );
  }
  const usual = build.os === 'ios' ? '.ipa' : '.aab';
  const extension = EXTENSION.exec(build.downloadUrl ?? '')?.[0].toLowerCase() ?? usual;
  const name = `${build.project}-${build.envVersion}`.replaceAll(/[^A-Za-z0-9._-]+/g, '-');
  const path = join(folderOf(tools), `${name}${extension}`);
  try {
    mkdirSync(folderOf(tools), { recursive: true });
    await copyFile(from.pathOf(build.blob), path, constants.COPYFILE_FICLONE);
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new AppError(
      'unavailable',
      `The artifact could not be copied for its delivery (${code}). Nothing was run.`,
      {
        hint: 'See that the disk has room for another copy, then try again.',
      },
    );
  }
  return path;
}

/** Takes a delivery's own files away. */
export function dropFiles(tools: JobTools): void {
  rmSync(folderOf(tools), { recursive: true, force: true });
}

/** Everything that a step works with. @throws as its parts. */
export async function errandOf(
  tools: JobTools,
  work: DeliveryWork,
  more: Pick<DeliveryFacts, 'promotesFrom' | 'move'> & {
    readonly userFraction: number;
    readonly withArtifact: boolean;
  },
): Promise<Errand> {
  await requireTrust(tools.machine, work);
  const secrets = await readSecrets(tools, work);
  const artifact = more.withArtifact ? await copyArtifact(tools, work) : null;
  return {
    secrets,
    artifact,
    facts: factsOf(work, { ...more, artifact: artifact ?? '' }),
    words: { settings: 'the delivery settings', afterwards: 'Look in the store what came of it' },
  };
}
