import type { Import, ImportCounts, ImportOptions } from '#shared/features/import/model.ts';
import type { Ctx } from '../../context.ts';
import { type RowsInput, type RowsWritten, writeRows } from './rows.ts';
import { type UndoStep, type UndoStepDone, undoStep } from './undo.ts';

export interface Begin {
  readonly jobId: number;
  readonly format: Import['format'];
  readonly fileName: string;
  readonly sha256: string;
  readonly size: number;
  readonly options: ImportOptions;
  readonly counts: ImportCounts;
}

export interface Settle {
  readonly importId: number;
  readonly status: 'canceled' | 'failed' | 'undone';
  readonly note: string | null;
  readonly reason: string | null;
}

const verbs = { canceled: 'import.cancel', failed: 'import.fail', undone: 'import.undo' } as const;

function audit(ctx: Ctx, record: Import, verb: string, reason: string | null): void {
  const { id, uid, fileName, format, sha256, size, counts } = record;
  ctx.changed('import', id, {
    verb,
    object: { uid, label: fileName },
    reason,
    after: { format, sha256, size, ...counts },
  });
}

function found({ stores }: Ctx, id: number): Import {
  const record = stores.import.get(id);
  if (!record) throw new Error('an import that a job works on is there');
  return record;
}

/** What the import's jobs write, a piece at a time. An import is one entry in the audit log, its undoing another. */
export const importChunks = {
  'import.begin'(ctx: Ctx, begin: Begin): number {
    const id = ctx.stores.import.insert({ ...begin, uid: ctx.uid(), startedAt: ctx.now() });
    ctx.changed('import', id, null);
    return id;
  },
  'import.rows': (ctx: Ctx, input: RowsInput): RowsWritten => writeRows(ctx, input),
  'import.finish'(ctx: Ctx, { importId }: { importId: number }): Import {
    const { stores } = ctx;
    stores.import.inBulk(false);
    stores.import.setStatus(importId, 'finished', ctx.now(), null, null);
    // The full-text index follows in small pieces: one long statement would hold up every command.
    stores.search.enqueue('import', importId);
    const record = found(ctx, importId);
    audit(ctx, record, 'import.finish', null);
    return record;
  },
  /** Says about an import that goes on what became of it. */
  'import.note'(ctx: Ctx, { importId, note }: { importId: number; note: string }): void {
    const { status, finishedAt } = found(ctx, importId);
    ctx.stores.import.setStatus(importId, status, finishedAt, note, null);
    ctx.changed('import', importId, null);
  },
  'import.undoing'(ctx: Ctx, { importId, jobId }: { importId: number; jobId: number | null }): void {
    ctx.stores.import.inBulk(true);
    ctx.stores.import.setStatus(importId, 'undoing', null, null, jobId);
    ctx.changed('import', importId, null);
  },
  'import.undo': (ctx: Ctx, step: UndoStep): UndoStepDone => undoStep(ctx, step),
  'import.settle'(ctx: Ctx, { importId, status, note, reason }: Settle): void {
    ctx.stores.import.inBulk(false);
    ctx.stores.import.setStatus(importId, status, ctx.now(), note, null);
    audit(ctx, found(ctx, importId), verbs[status], reason);
  },
};
