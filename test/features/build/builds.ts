import { Readable } from 'node:stream';
import type { Client } from '#shared/contract/index.ts';
import { isAppError } from '#shared/errors.ts';
import type { ArtifactFinding } from '#shared/features/build/baseline.ts';
import type { Build } from '#shared/features/build/record.ts';
import type { TestApp } from '../../support/testApp.ts';

export type NewBuild = Parameters<Client['build']['create']>[0];

export async function withProject({ client }: Pick<TestApp, 'client'>, name = 'Payments'): Promise<number> {
  return (await client.project.create({ name, kind: 'mobile' })).id;
}

/** A build of one store version that has succeeded, unless it is told otherwise. */
export function made(
  { client }: Pick<TestApp, 'client'>,
  projectId: number,
  storeVersion: string | null,
  more: Partial<NewBuild> = {},
): Promise<Build> {
  return client.build.create({
    projectId,
    os: 'android',
    target: 'production',
    tag: `build/${storeVersion}`,
    envVersion: '2026.1',
    storeVersion,
    status: 'succeeded',
    ...more,
  });
}

export async function approved(
  ...[desk, projectId, storeVersion, more]: Parameters<typeof made>
): Promise<Build> {
  const { id } = await made(desk, projectId, storeVersion, more);
  await desk.client.build.setStoreState({ id, state: 'pending' });
  return desk.client.build.setStoreState({ id, state: 'success' });
}

export async function live(...args: Parameters<typeof made>): Promise<Build> {
  const { id } = await approved(...args);
  return args[0].client.build.setLive({ id });
}

/** The code and the field of a refusal, which is what a door answers. */
export async function refusedBy(work: Promise<unknown>): Promise<{ code: string; field: unknown }> {
  try {
    await work;
  } catch (error) {
    if (!isAppError(error)) throw error;
    const [first] = (error.details.fields ?? []) as { field: string }[];
    return { code: error.code, field: error.details.field ?? first?.field };
  }
  throw new Error('It was allowed.');
}

/** Uploads an artifact as the desk does. @returns what the job found. */
export async function keepArtifact(
  { app, client }: Pick<TestApp, 'app' | 'client'>,
  content: string | Buffer,
) {
  const fileId = `artifact-${crypto.randomUUID()}`;
  await app.files().put(fileId, Readable.from([Buffer.from(content)]));
  const { id } = await client.build.keepArtifact({ fileId, fileName: 'app.aab' });
  await app.jobEnded(id);
  const { result, error } = await client.job.get({ id });
  if (error !== null) throw new Error(error);
  return result as {
    blob: string;
    checksum: string;
    size: number;
    fileName: string;
    found: ArtifactFinding;
  };
}

/** The verbs of the newest entries of the log, newest first. */
export async function verbs({ client }: Pick<TestApp, 'client'>, count: number): Promise<string[]> {
  const { rows } = await client.activity.list({});
  return rows.slice(0, count).map((row) => (row.refused === null ? row.verb : `${row.verb} refused`));
}
