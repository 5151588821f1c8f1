import { rmSync } from 'node:fs';
import type { ParsedInputOf } from '#shared/contract/define.ts';
import { AppError, isAppError, notFound } from '#shared/errors.ts';
import { environmentNameSchema } from '#shared/features/environment/model.ts';
import type { importContract } from '#shared/features/import/contract.ts';
import type { Import, ImportOptions, ImportProblem } from '#shared/features/import/model.ts';
import { nameSchema } from '#shared/features/project/model.ts';
import type { Ctx } from '../../context.ts';
import type { JobDefinition, JobTools } from '../../jobs/definition.ts';
import type { Begin, Settle } from './chunks.ts';
import { inspect, SHOWN_PROBLEMS } from './inspect.ts';
import { firstPiece, nextPiece } from './pace.ts';
import type { RowsWritten } from './rows.ts';
import { type ImportSource, openSource } from './source.ts';
import { isUploaded, uploadOf } from './stage.ts';
import type { UndoStep, UndoStepDone } from './undo.ts';

type StartInput = ParsedInputOf<(typeof importContract)['start']>;
type UndoInput = ParsedInputOf<(typeof importContract)['undo']>;

/** Two at once could each change what the other changed, and no undo would be exact. */
function requireNoOther({ stores }: Ctx, but: number | null): void {
  const other = stores.job
    .running()
    .find(({ id, kind }) => (kind === 'import' || kind === 'undo_import') && id !== but);
  if (!other) return;
  throw new AppError('conflict', `"${other.title}" is still running. Nothing was changed.`, {
    hint: 'Wait until it is done, or cancel it.',
  });
}

/** @throws invalid_input for names that no environment or project can have, before anything is written. */
function requireNames({ channels, projectNames, byMajorLine }: ImportOptions): void {
  for (const { channel, environment } of channels) {
    // A major line adds a dash and a number to the name.
    const name = environment !== null && byMajorLine ? `${environment}-0000` : environment;
    if (name !== null && !environmentNameSchema.safeParse(name).success)
      throw new AppError(
        'invalid_input',
        `"${environment}", chosen for ${channel}, cannot be an environment's name.`,
        {
          hint: 'An environment name has letters, digits, - and _ only, at most 63 of them. Nothing was imported.',
        },
      );
  }
  for (const [repository, name] of Object.entries(projectNames)) {
    const { success, error } = nameSchema.safeParse(name);
    if (!success)
      throw new AppError(
        'invalid_input',
        `"${name}", chosen for ${repository}, cannot be a project's name.`,
        {
          hint: `${error.issues[0]?.message ?? ''} Nothing was imported.`.trim(),
        },
      );
  }
}

/** Sends the rows in time order, in pieces that take the writer about 10 ms; the next is read while one is written. */
async function pump(tools: JobTools, source: ImportSource, importId: number): Promise<ImportProblem[]> {
  const problems: ImportProblem[] = [];
  let position = tools.stores.import.position(importId);
  let size = firstPiece;
  let rows = source.after(position, size);
  while (rows.length > 0) {
    tools.checkCanceled();
    const written = tools.write<RowsWritten>(source.chunk, { importId, rows });
    position = rows.at(-1)?.position ?? position;
    const following = source.after(position, size);
    const { ms, problems: found } = await written;
    problems.push(...found.slice(0, SHOWN_PROBLEMS - problems.length));
    size = nextPiece(size, rows.length, ms);
    rows = following;
    await tools.progress(Math.max(0, position - source.lead), source.total - source.lead);
  }
  return problems;
}

/** Takes back what an import wrote, to its last row. Not to be canceled: half an undo would be neither. */
async function undoWhole(tools: JobTools, settle: Settle, total: number | null): Promise<number> {
  const { importId } = settle;
  let removed = 0;
  for (let limit = firstPiece; ; ) {
    const step = await tools.write<UndoStepDone>('import.undo', { importId, limit } satisfies UndoStep);
    removed += step.removed;
    limit = nextPiece(limit, limit, step.ms);
    if (step.done) break;
    if (total !== null) await tools.progress(Math.min(removed, total), total);
  }
  await tools.write('import.settle', settle);
  return removed;
}

const number = (count: number) => count.toLocaleString('en');

/** What becomes of an import whose job died: goes on where it was, or is undone whole; its note says which. */
async function takeUp(tools: JobTools, died: Import, fileId: string): Promise<ImportSource> {
  const at = number(tools.stores.import.position(died.id));
  if (died.status === 'undoing') {
    const note =
      'It was being undone when Slipway ended in the middle; the rest was undone at the next start.';
    await undoWhole(tools, { importId: died.id, status: 'canceled', note, reason: null }, null);
    throw new AppError('unavailable', note);
  }
  const source = isUploaded(tools.folders, fileId) ? await openSource(tools, fileId).catch(() => null) : null;
  if (source?.sha256 === died.sha256) {
    await tools.write('import.note', {
      importId: died.id,
      note: `Resumed after Slipway ended in the middle at record ${at}.`,
    });
    return source;
  }
  source?.close();
  const note = `Undone whole: Slipway ended in the middle at record ${at}, and the uploaded file is not there any more.`;
  await tools.write('import.undoing', { importId: died.id, jobId: null });
  await undoWhole(tools, { importId: died.id, status: 'undone', note, reason: note }, null);
  throw new AppError('unavailable', note, { hint: 'Choose the file again to import it.' });
}

async function beginImport(
  tools: JobTools,
  input: StartInput,
): Promise<{ importId: number; source: ImportSource }> {
  const source = await openSource(tools, input.fileId);
  const { format, sha256, size, counts } = source;
  const importId = await tools.write<number>('import.begin', {
    jobId: tools.job.id,
    format,
    fileName: input.fileName,
    options: input.options,
    sha256,
    size,
    counts,
  } satisfies Begin);
  return { importId, source };
}

function dropUpload(tools: JobTools, fileId: string): void {
  const { file, rows } = uploadOf(tools.folders, fileId);
  for (const path of [file, rows]) rmSync(path, { force: true });
}

const start: JobDefinition<StartInput> = {
  kind: 'import',
  unit: 'releases',
  afterDeath: 'resume',
  open(ctx, { fileName, options }) {
    requireNoOther(ctx, null);
    requireNames(options);
    return { title: `Import ${fileName}` };
  },
  async run(tools, input) {
    const died = tools.stores.import.ofJob(tools.job.id);
    if (died && died.status !== 'running' && died.status !== 'undoing') {
      dropUpload(tools, input.fileId);
      return { importId: died.id, counts: died.counts, problems: [] };
    }
    const { importId, source } = died
      ? { importId: died.id, source: await takeUp(tools, died, input.fileId) }
      : await beginImport(tools, input);
    try {
      const problems = await pump(tools, source, importId);
      const { counts } = await tools.write<Import>('import.finish', { importId });
      const read = source.problems(SHOWN_PROBLEMS);
      source.close();
      dropUpload(tools, input.fileId);
      return { importId, counts, problems: [...read, ...problems].slice(0, SHOWN_PROBLEMS) };
    } finally {
      source.close();
    }
  },
  /** Canceled or failed: nothing of it stays. Where even that fails, the rows stay marked and can be undone later. */
  async abandon(tools, _input, why) {
    const begun = tools.stores.import.ofJob(tools.job.id);
    if (begun?.status !== 'running') return;
    const at = number(tools.stores.import.position(begun.id));
    try {
      await tools.write('import.undoing', { importId: begun.id, jobId: null });
      const note = `${why === 'canceled' ? 'Canceled' : 'It failed'} at record ${at}; what was written until then was undone.`;
      await undoWhole(tools, { importId: begun.id, status: why, note, reason: null }, null);
    } catch (error) {
      if (!isAppError(error)) throw error;
      const note = `It ended at record ${at} and could not be undone: ${error.message} Undo it once that is mended.`;
      await tools.write('import.settle', {
        importId: begun.id,
        status: 'failed',
        note,
        reason: null,
      } satisfies Settle);
    }
  },
};

const undo: JobDefinition<UndoInput> = {
  kind: 'undo_import',
  unit: 'deployments',
  afterDeath: 'resume',
  open(ctx, { id }) {
    const { stores } = ctx;
    const record = stores.import.get(id);
    if (!record) throw notFound('import', id);
    requireNoOther(ctx, null);
    if (record.status === 'undone' || record.status === 'canceled') {
      throw new AppError(
        'conflict',
        `This import is ${record.status}: nothing of it is left. Nothing was changed.`,
        {
          object: { noun: 'import', id: record.uid, label: record.fileName },
        },
      );
    }
    const later = stores.importUndo.laterChange(id);
    if (later !== null) {
      const name = stores.import.get(later)?.fileName ?? '';
      throw new AppError(
        'conflict',
        `A later import, ${name}, changed releases of this one. Nothing was changed.`,
        {
          hint: 'Undo that one first, then this one.',
          object: { noun: 'import', id: record.uid, label: record.fileName },
        },
      );
    }
    return { title: `Undo the import of ${record.fileName}`, total: record.counts.newDeployments };
  },
  async run(tools, { id, reason }) {
    const record = tools.stores.import.get(id);
    if (record?.status === 'undone') return { importId: id, removed: record.counts.newDeployments };
    await tools.write('import.undoing', { importId: id, jobId: tools.job.id });
    const settle: Settle = { importId: id, status: 'undone', note: null, reason };
    const removed = await undoWhole(tools, settle, record?.counts.newDeployments ?? 0);
    return { importId: id, removed };
  },
};

export const importJobs = { 'import.inspect': inspect, 'import.start': start, 'import.undo': undo };
