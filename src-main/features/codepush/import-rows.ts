import { AppError } from '#shared/errors.ts';
import type { Channel, ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import { recordDeploymentSchema } from '#shared/features/deployment/contract.ts';
import { goesInto } from '#shared/features/import/history.ts';
import type { ImportProblem } from '#shared/features/import/model.ts';
import type { Ctx } from '../../context.ts';
import { type HistoryRow, type SourceRelease, SYSTEM } from '../../importers/codepush-history.ts';
import { writeDeployment } from '../deployment/record.ts';
import { noteReleaseChange } from '../rollout/wake.ts';
import { releaseTag, requireChannel } from './channels.ts';
import { linkPlaces, type Piece, takeChannel } from './import-channels.ts';
import {
  changeableOf,
  choiceOf,
  hereOf,
  planChannel,
  planImportedRelease,
  tallyChannel,
  tallyRelease,
} from './import-plan.ts';
import type { ReleaseImage } from './import-undo.ts';

export interface HistoryRowsInput {
  readonly importId: number;
  readonly rows: readonly (HistoryRow & { readonly position: number })[];
}

export interface HistoryRowsWritten {
  /** How long the writing took, in ms, so that the next piece can be made to fit. */
  readonly ms: number;
  readonly problems: readonly ImportProblem[];
}

/** Everything that a release of the past leaves unsaid of its deployment, by the schema's own defaults. */
const BLANK = recordDeploymentSchema.parse({
  projectId: 0,
  environmentId: 0,
  version: '0',
  kind: 'code-push',
  policy: 'mobile',
  status: 'succeeded',
});

/** The channel that a release was copied from: its own when it went back, a named one of its app when it was promoted. */
function originalChannelOf({ stores }: Ctx, channel: Channel, row: SourceRelease): number | null {
  if (row.originalLabel === null) return null;
  if (row.releaseMethod === 'rollback') return channel.id;
  return row.originalDeployment === null
    ? null
    : stores.channel.named(channel.projectId, channel.os, row.originalDeployment);
}

function append(piece: Piece, channel: Channel, row: SourceRelease): void {
  const { ctx, importId, cells } = piece;
  const { stores } = ctx;
  const { projectId, environmentId } = channel;
  const project = stores.project.get(projectId);
  const environment = stores.environment.get(environmentId);
  if (!project || !environment) throw new Error('a channel has a project and an environment');
  if (project.versionScheme === null && !stores.project.ofImport(importId).includes(projectId))
    stores.import.keepImage(importId, 'project', projectId, { versionScheme: null });
  linkPlaces(piece, { projectId, environmentId });
  const actor = row.releasedBy ?? ctx.caller.name;
  const isNewPerson = stores.person.find(actor) === null;
  stores.package.awaitContents(row.packageHash, row.size, ctx.now());
  const contents = stores.package.get(row.packageHash);
  const { label, targetBinaryRange, releasedAt } = row;
  const tag = releaseTag(channel, label);
  const { id } = writeDeployment(
    ctx,
    { project, environment },
    {
      ...BLANK,
      projectId,
      environmentId,
      version: tag,
      description: row.description || null,
      actor,
      flags: row.releaseMethod === 'rollback' ? ['rollback'] : [],
      occurredAt: releasedAt,
      startedAt: releasedAt,
      finishedAt: releasedAt,
      metadata: { label, targetBinaryRange },
    },
    { importId, rawSystem: SYSTEM, raw: row.raw },
  );
  if (isNewPerson) stores.import.keepImage(importId, 'person', stores.person.find(actor) ?? 0, null);
  stores.codepush.insert({
    ...changeableOf(row),
    deploymentId: id,
    channelId: channel.id,
    parentId: null,
    tag,
    number: row.number,
    label,
    packageHash: row.packageHash,
    size: contents?.size ?? row.size,
    signed: contents !== null && contents.signature !== 'none',
    releaseMethod: row.releaseMethod,
    originalLabel: row.originalLabel,
    originalChannelId: originalChannelOf(ctx, channel, row),
    releasedAt,
  });
  // Kept once: of a channel that this import made, that it was not there.
  stores.import.keepImage(importId, 'channel', channel.id, { lastNumber: channel.lastNumber });
  stores.channel.takeNumber(channel.id, row.number);
  cells.set(`${projectId} ${environmentId}`, [projectId, environmentId]);
}

/** Brings a release that is here to what the source says of it, after keeping it as it was. */
function follow({ ctx, importId }: Piece, here: ReleaseRow, row: SourceRelease): void {
  const { stores } = ctx;
  const { deploymentId, channelId } = here;
  const image: ReleaseImage = { ...changeableOf(here), updatedAt: stores.codepush.updatedAt(deploymentId) };
  stores.import.keepImage(importId, 'codePush', deploymentId, image);
  stores.codepush.update(channelId, { ...here, ...changeableOf(row) }, ctx.now());
  noteReleaseChange(ctx, deploymentId, changeableOf(row));
}

/**
 * Writes one piece of a CodePush history in one transaction, as `writeRows` does with the releases of a repository:
 * keys, labels, hashes and times as they were. A package is only known by its hash until its contents come in.
 * @throws conflict when the import is not running any more.
 */
export function writeHistoryRows(ctx: Ctx, { importId, rows }: HistoryRowsInput): HistoryRowsWritten {
  const started = performance.now();
  const { stores } = ctx;
  stores.import.inBulk(true);
  const record = stores.import.get(importId);
  if (record?.status !== 'running')
    throw new AppError('conflict', 'This import is over. Nothing more was written.');
  // The person imports; the deployments say that they came in by an import.
  const importing: Ctx = { ...ctx, caller: { ...ctx.caller, door: 'import' } };
  const piece: Piece = { ctx: importing, importId, options: record.options, cells: new Map() };
  const problems: ImportProblem[] = [];
  const counts = { ...record.counts };
  const done = stores.import.position(importId);
  for (const row of rows) {
    // Invariant: a row is written once; a piece that was sent again after a crash is passed over.
    if (row.position <= done) continue;
    if (row.kind === 'channel') {
      const plan = planChannel(stores, hereOf(stores), record.options, row);
      tallyChannel(counts, plan, row);
      if (plan.message !== null) problems.push({ record: row.record, line: null, message: plan.message });
      else if (plan.outcome === 'new' || plan.outcome === 'changed') takeChannel(piece, row, plan);
      continue;
    }
    const channelId = stores.channel.idByKey(row.key);
    const channel = channelId === null ? null : requireChannel(ctx, channelId);
    // Its deployment was left out, and its releases were counted with it.
    if (channel === null || !goesInto(channel, choiceOf(record.options, row.key), row)) continue;
    const plan = planImportedRelease(stores, channel, row);
    tallyRelease(counts, plan);
    if (plan.message !== null) problems.push({ record: row.record, line: null, message: plan.message });
    else if (plan.outcome === 'new') append(piece, channel, row);
    else if (plan.outcome === 'changed' && plan.here) follow(piece, plan.here, row);
  }
  for (const [projectId, environmentId] of piece.cells.values()) {
    stores.matrix.recompute(projectId, environmentId);
    stores.matrix.refreshDrift(projectId);
  }
  stores.import.advance(importId, rows.at(-1)?.position ?? done, counts);
  ctx.changed('import', importId, null);
  // Every channel's: what follows a release by itself, such as differences, has nothing to follow here.
  ctx.changed('codepush', 0, null);
  if (piece.cells.size > 0) {
    ctx.changed('deployment', 0, null);
    ctx.changed('release', 0, null);
  }
  return { ms: performance.now() - started, problems };
}

export const historyImportChunks = {
  'codepush.importRows': (ctx: Ctx, input: HistoryRowsInput) => writeHistoryRows(ctx, input),
};
