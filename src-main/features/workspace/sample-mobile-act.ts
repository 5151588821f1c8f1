import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import type { Client } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors.ts';
import type { BuildTarget, OperatingSystem } from '#shared/features/build/model.ts';
import type { Caller } from '../../context.ts';
import type { Session } from '../../session.ts';
import { type MobileEvent, mobileProject } from './sample-mobile.ts';
import { DAY } from './sample-play.ts';

/** What the app's story needs to go on: its project, its channels and builds by their names. */
export interface MobileStage {
  act(event: MobileEvent, client: Client, caller: Caller): Promise<void>;
}

const STEPS = [
  { percent: 10, minimumHours: 4, minimumReports: 10, maximumFailureRate: 0.05 },
  { percent: 25, minimumHours: 12, minimumReports: 25, maximumFailureRate: 0.04 },
  { percent: 50, minimumHours: 24, minimumReports: 60, maximumFailureRate: 0.03 },
  { percent: 100, minimumHours: 24, minimumReports: 100, maximumFailureRate: 0.03 },
];

const NO_CHANGE = {
  targetBinaryRange: null,
  description: null,
  isMandatory: null,
  isDisabled: null,
};

/** Packs a bundle folder and has it read by the real job. @returns the package's hash. */
async function upload(
  session: Session,
  files: Readonly<Record<string, string>>,
  fileId: string,
  caller: Caller,
): Promise<string> {
  const zip = new yazl.ZipFile();
  for (const [path, content] of Object.entries(files))
    zip.addBuffer(Buffer.from(content), path, { mtime: new Date(0) });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(join(session.folders.incoming, fileId)));
  const input = { fileId, fileName: 'update.zip', channelId: null };
  const job = await session.jobs.start('codepush.inspect', input, caller);
  await session.jobs.ended(job.id);
  const { status, error, result } = session.reader.stores.job.get(job.id) ?? {};
  if (status !== 'succeeded') throw new AppError('internal', `The sample could not be made: ${error}`);
  return String(result?.packageHash);
}

/** What the stores know the app by. The values are where its pipeline is, not here. */
async function noteCredentials(founder: Client, projectId: number, now: number): Promise<void> {
  const app = { projectId, bundleIdentifier: 'com.example.harbor' };
  await founder.credential.put({ ...app, kind: 'google_play', os: 'android', slots: ['googleServiceFile'] });
  await founder.credential.put({
    ...app,
    kind: 'app_store',
    os: 'ios',
    slots: ['keyId', 'keyIssuerId', 'apiKeyFile'],
  });
  await founder.credential.put({
    ...app,
    kind: 'provisioning_profile',
    os: 'ios',
    target: 'production',
    slots: ['provisioningProfile'],
    expiresAt: now + 12 * DAY,
  });
}

/** Opens the app and its four channels; `now` is the present that the story ends in, in ms. */
export async function openMobileStage(session: Session, founder: Client, now: number): Promise<MobileStage> {
  const { id: projectId } = await founder.project.create({
    ...mobileProject,
    kind: 'mobile',
    repository: `example/${mobileProject.name}`,
    versionScheme: 'semver',
    environmentIds: [],
  });
  const channels = new Map<string, number>();
  const builds = new Map<string, number>();
  for (const os of ['android', 'ios'] as const) {
    for (const target of ['staging', 'production'] as const) {
      const { id } = await founder.codepush.createChannel({ projectId, os, target });
      channels.set(`${os} ${target}`, id);
    }
  }
  const distributions = new Map<string, number>();
  await noteCredentials(founder, projectId, now);
  const channelOf = (os: OperatingSystem, target: BuildTarget) => channels.get(`${os} ${target}`) ?? 0;
  const buildOf = (key: string) => builds.get(key) ?? 0;
  const release = (os: OperatingSystem, target: BuildTarget, label: string) =>
    session.reader.stores.codepush.byNumber(channelOf(os, target), Number(label.slice(1)))?.deploymentId ?? 0;

  async function act(event: MobileEvent, client: Client, caller: Caller): Promise<void> {
    switch (event.do) {
      case 'build': {
        const { key, facts, bundle } = event;
        const fileId = `sample-${key.replace(/[^a-z0-9]/g, '-')}`;
        const baseline = bundle && (await upload(session, bundle, fileId, caller));
        builds.set(key, (await client.build.create({ ...facts, projectId, baseline })).id);
        return;
      }
      case 'store':
        await client.build.setStoreState({ id: buildOf(event.key), state: event.state });
        return;
      case 'live':
        await client.build.setLive({ id: buildOf(event.key) });
        return;
      case 'distribute': {
        const { build, track, releaseNotes, method, userFraction } = event;
        const made = await client.distribution.create({
          deploymentId: buildOf(build),
          track,
          releaseNotes,
          releaseMethod: method,
          userFraction,
        });
        distributions.set(event.key, made.distribution.id);
        return;
      }
      case 'delivered': {
        const id = distributions.get(event.key) ?? 0;
        await client.distribution.report({ id, status: 'uploading' });
        await client.distribution.report({ id, status: 'succeeded', remoteId: event.remoteId });
        return;
      }
      case 'store says':
        await client.distribution.setStoreState({
          id: distributions.get(event.key) ?? 0,
          state: event.state,
          userFraction: event.fraction,
        });
        return;
      case 'push': {
        const { place, tag, description, isMandatory } = event;
        const packageHash = await upload(session, event.files, `sample-${place.os}-${tag}`, caller);
        await client.codepush.release({
          channelId: channelOf(place.os, place.target),
          packageHash,
          parentId: buildOf(event.build),
          tag,
          description,
          isMandatory,
        });
        return;
      }
      case 'promote': {
        const deploymentId = release(event.os, 'staging', event.label);
        await client.codepush.promote({ deploymentId, rollout: event.rollout });
        return;
      }
      case 'widen': {
        const deploymentId = release(event.os, 'production', event.label);
        await client.codepush.edit({ deploymentId, ...NO_CHANGE, rollout: event.rollout });
        return;
      }
      case 'plan':
        await client.rollout.put({
          deploymentId: release(event.os, 'production', event.label),
          steps: STEPS,
        });
        return;
      case 'halt':
        await client.codepush.halt({
          deploymentId: release(event.os, 'production', event.label),
          reason: event.reason,
        });
        return;
      case 'roll back':
        await client.codepush.rollback({
          how: 'rollback',
          channelId: channelOf(event.os, 'production'),
          label: event.label,
          reason: event.reason,
        });
        return;
      case 'clients': {
        const at = { channelId: channelOf(event.os, 'production'), receivedAt: event.at };
        const reports = event.reports.map((report) => ({ ...at, ...report, previousChannelId: null }));
        await session.workers.chunk('codepush.report', reports, caller);
      }
    }
  }
  return { act };
}
