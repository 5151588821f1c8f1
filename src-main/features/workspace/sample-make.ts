import { createReadStream, createWriteStream, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type Client, createClient } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors.ts';
import type { Caller, Sources } from '../../context.ts';
import { resourceFile } from '../../host/resources.ts';
import { foldersOf } from '../../jobs/folders.ts';
import { openSession, type Session } from '../../session.ts';
import type { Log } from '../../threads/workers.ts';
import { environments, projects, robot } from './sample-cast.ts';
import type { StoryEvent } from './sample-event.ts';
import { tellFreezes } from './sample-freezes.ts';
import { tellMobileStory } from './sample-mobile.ts';
import { openMobileStage } from './sample-mobile-act.ts';
import { actOrders, ordersEnvironments, ordersProject, tellOrders } from './sample-orders.ts';
import { STORY_DAYS, tellStory } from './sample-story.ts';

const DAY = 24 * 60 * 60 * 1000;
const RELEASES = 'electron-releases.github.json';

const callerOf = (name: string): Caller => ({
  name,
  email: name === robot ? null : `${name}@example.com`,
  door: name === robot ? 'gateway' : 'desk',
  tokenId: null,
});

/** The real commands of a session, on behalf of one person. */
const clientOf = ({ workers }: Session, name: string): Client =>
  createClient((procedure, input) => workers.command(procedure, input, callerOf(name)));

/** The real releases come in by the real import. @throws what the import says when it fails. */
async function importReleases(session: Session): Promise<void> {
  const fileId = 'sample-releases';
  await pipeline(
    createReadStream(resourceFile(`${RELEASES}.gz`)),
    createGunzip(),
    createWriteStream(join(session.folders.incoming, fileId)),
  );
  const input = { fileId, fileName: RELEASES, options: { channels: [] } };
  const job = await session.jobs.start('import.start', input, callerOf('mira.solberg'));
  await session.jobs.ended(job.id);
  const { status, error } = session.reader.stores.job.get(job.id) ?? {};
  if (status !== 'succeeded') throw new AppError('internal', `The sample could not be made: ${error}`);
}

async function act(
  session: Session,
  event: StoryEvent,
  ids: { projects: Map<string, number>; environments: Map<string, number>; deployments: Map<string, number> },
): Promise<void> {
  const client = clientOf(session, event.who);
  switch (event.do) {
    case 'release': {
      const { version, commitSha, notes } = event;
      const projectId = ids.projects.get(event.project) ?? 0;
      await client.release.create({ projectId, version, commitSha, notes, branch: 'main' });
      return;
    }
    case 'record': {
      const projectId = ids.projects.get(event.project) ?? 0;
      const environmentId = ids.environments.get(event.environment) ?? 0;
      const made = await client.deployment.record({ ...event.facts, projectId, environmentId });
      ids.deployments.set(event.key, made.id);
      return;
    }
    case 'move': {
      const { to, reason, key } = event;
      await client.deployment.move({ ids: [ids.deployments.get(key) ?? 0], to, reason });
      return;
    }
    case 'report':
      await client.deployment.report({ id: ids.deployments.get(event.key) ?? 0, steps: [...event.steps] });
      return;
    case 'freeze': {
      const environments = event.environments.map((one) => ids.environments.get(one) ?? 0);
      await client.freeze.create({ ...event.facts, scope: { projects: null, environments, tiers: null } });
    }
  }
}

/** Tells the story by commands, each at its own time, with turns of the event loop for whoever shares the thread. */
async function play(session: Session, now: number, setClock: (at: number) => void): Promise<void> {
  setClock(now - STORY_DAYS * DAY);
  const founder = clientOf(session, 'mira.solberg');
  const ids = {
    projects: new Map<string, number>(),
    environments: new Map<string, number>(),
    deployments: new Map<string, number>(),
  };
  for (const environment of environments) {
    ids.environments.set(environment.name, (await founder.environment.create(environment)).id);
  }
  for (const { name, description, regions } of projects) {
    const environmentIds = ['dev', 'integration', 'staging', ...regions].map(
      (one) => ids.environments.get(one) ?? 0,
    );
    const project = await founder.project.create({
      name,
      description,
      repository: `example/${name}`,
      versionScheme: 'semver',
      environmentIds,
    });
    ids.projects.set(name, project.id);
  }
  const orders = await founder.project.create({
    ...ordersProject,
    environmentIds: ordersEnvironments.map((one) => ids.environments.get(one) ?? 0),
  });
  const stage = { projectId: orders.id, environments: ids.environments, versions: new Map() };
  await importReleases(session);
  const app = await openMobileStage(session, founder, now);
  const told = [
    ...[...tellStory(now), ...tellFreezes(now)].map((event) => ({
      at: event.at,
      play: () => act(session, event, ids),
    })),
    ...tellOrders(now).map((event) => ({
      at: event.at,
      play: () => actOrders(stage, event, clientOf(session, event.who)),
    })),
    ...tellMobileStory(now).map((event) => ({
      at: event.at,
      play: () => app.act(event, clientOf(session, event.who), callerOf(event.who)),
    })),
  ].sort((a, b) => a.at - b.at);
  for (const [index, event] of told.entries()) {
    setClock(event.at);
    await event.play();
    if (index % 20 === 0) await new Promise(setImmediate);
  }
}

/** What making the sample needs; a thread can be started with all of it but the clock and the log. */
export interface SampleOptions {
  readonly data: string;
  readonly file: string;
}

/** Makes the sample under another name and gives it its own only when it is whole. */
export async function buildSample({ data, file }: SampleOptions, sources: Sources, log: Log): Promise<void> {
  const partial = file.replace(/\.slipway$/, '.building.slipway');
  const [folders, partialFolders] = [foldersOf(file, data), foldersOf(partial, data)];
  const remove = () => {
    for (const suffix of ['', '-wal', '-shm', '.lock', '.lock-journal'])
      rmSync(`${partial}${suffix}`, { force: true });
    rmSync(partialFolders.blobs, { recursive: true, force: true });
  };
  remove();
  const now = sources.now();
  let clock = now;
  // In one thread, because a story needs a clock of its own, and functions do not cross threads.
  const session = await openSession({
    file: partial,
    data,
    name: 'Sample',
    threads: false,
    sources: { ...sources, now: () => clock },
    log,
    emit: () => {},
  });
  try {
    try {
      await play(session, now, (at) => {
        clock = at;
      });
      // What followed from the releases by itself is made as well.
      for (const { id } of session.reader.stores.job.running()) await session.jobs.ended(id);
    } finally {
      await session.close();
    }
    // The file last: only then is the sample there.
    rmSync(folders.blobs, { recursive: true, force: true });
    renameSync(partialFolders.blobs, folders.blobs);
    renameSync(partial, file);
  } finally {
    remove();
  }
}
