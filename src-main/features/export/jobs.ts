import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { ParsedInputOf } from '#shared/contract/define.ts';
import type { DeploymentRow } from '#shared/features/deployment/model.ts';
import type { exportContract } from '#shared/features/export/contract.ts';
import type { Ctx } from '../../context.ts';
import type { JobDefinition, JobTools } from '../../jobs/definition.ts';
import { stampOf } from '../../store/workspace-file.ts';
import { deploymentsInOrder } from '../deployment/export.ts';

type DeploymentsInput = ParsedInputOf<(typeof exportContract)['deployments']>;
type ActivityInput = ParsedInputOf<(typeof exportContract)['activity']>;
type ActivityRows = ReturnType<JobTools['stores']['activity']['page']>['rows'];

const CSV_COLUMNS = [
  'number',
  'status',
  'project',
  'environment',
  'tier',
  'version',
  'fromVersion',
  'commitSha',
  'actor',
  'source',
  'attempt',
  'triggeredAt',
  'startedAt',
  'finishedAt',
  'errorMessage',
  'flags',
  'kind',
  'uid',
] as const;

const instant = (at: number | null) => (at === null ? '' : new Date(at).toISOString());

function csvRow(row: DeploymentRow): Record<string, unknown> {
  return {
    ...row,
    triggeredAt: instant(row.triggeredAt),
    startedAt: instant(row.startedAt),
    finishedAt: instant(row.finishedAt),
    flags: row.flags.join(' '),
  };
}

/** Formulas are escaped: a cell of somebody else's text must not run in a spreadsheet. */
const csv = (rows: readonly Record<string, unknown>[], columns: readonly string[], header: boolean) =>
  stringify([...rows], { columns: [...columns], header, escape_formulas: true });

interface Output {
  write(text: string): Promise<void>;
  close(): Promise<number>;
}

function openOutput(path: string): Output {
  const stream = createWriteStream(path);
  return {
    async write(text) {
      if (!stream.write(text)) await once(stream, 'drain');
    },
    async close() {
      stream.end();
      await once(stream, 'finish');
      return stream.bytesWritten;
    },
  };
}

/** Names the file that a job made; `GET /files/<fileId>` streams it. */
function made(tools: JobTools, name: string, extension: string) {
  const fileId = `${name}-${stampOf(tools.now())}-${tools.job.id}.${extension}`;
  return { fileId, path: join(tools.folders.outgoing, fileId) };
}

const EVERY = 1000;

const deployments: JobDefinition<DeploymentsInput> = {
  kind: 'export',
  unit: 'deployments',
  afterDeath: 'fail',
  open: (_ctx, { format }) => ({ title: `Export deployments as ${format.toUpperCase()}` }),
  async run(tools, input) {
    const { fileId, path } = made(tools, 'deployments', input.format);
    const output = openOutput(path);
    const batches = deploymentsInOrder(tools.stores, input, EVERY);
    let count = 0;
    await output.write(input.format === 'csv' ? csv([], CSV_COLUMNS, true) : '[');
    for (const rows of batches) {
      tools.checkCanceled();
      if (input.format === 'csv') await output.write(csv(rows.map(csvRow), CSV_COLUMNS, false));
      else
        await output.write(
          rows.map((row, index) => `${count + index === 0 ? '\n' : ',\n'}${JSON.stringify(row)}`).join(''),
        );
      count += rows.length;
      await tools.progress(count, null);
    }
    if (input.format === 'json') await output.write('\n]\n');
    const size = await output.close();
    await tools.write('export.noted', { what: 'deployments', fileId, count, input });
    return { fileId, count, size };
  },
};

const ACTIVITY_COLUMNS = [
  'seq',
  'at',
  'actor',
  'door',
  'verb',
  'noun',
  'object',
  'project',
  'environment',
  'reason',
  'refused',
  'batch',
  'before',
  'after',
  'hash',
] as const;

const activityCsvRow = (row: ActivityRows[number]) => ({
  ...row,
  at: instant(row.at),
  actor: row.actor.name,
  noun: row.object.noun,
  object: row.object.label,
  before: row.before && JSON.stringify(row.before),
  after: row.after && JSON.stringify(row.after),
});

const activity: JobDefinition<ActivityInput> = {
  kind: 'export',
  unit: 'entries',
  afterDeath: 'fail',
  open: (_ctx, { format }) => ({ title: `Export activity as ${format.toUpperCase()}` }),
  async run(tools, input) {
    const { fileId, path } = made(tools, 'activity', input.format);
    const output = openOutput(path);
    const head = tools.stores.activity.head();
    let count = 0;
    let before: number | null = head.seq + 1;
    if (input.format === 'csv') await output.write(csv([], ACTIVITY_COLUMNS, true));
    else await output.write(`${JSON.stringify({ checkpoint: { ...head, at: tools.now() } })}\n`);
    while (before !== null) {
      tools.checkCanceled();
      const page: ReturnType<JobTools['stores']['activity']['page']> = tools.stores.activity.page(
        input.filter,
        before,
        EVERY,
      );
      await output.write(
        input.format === 'csv'
          ? csv(page.rows.map(activityCsvRow), ACTIVITY_COLUMNS, false)
          : page.rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
      );
      count += page.rows.length;
      await tools.progress(count, null);
      before = page.nextCursor;
    }
    const size = await output.close();
    await tools.write('export.noted', { what: 'activity', fileId, count, input });
    return { fileId, count, size, headSeq: head.seq, headHash: head.hash };
  },
};

export const exportJobs = { 'export.deployments': deployments, 'export.activity': activity };

export const exportChunks = {
  /** An export leaves an entry: what left the file, and by whom. */
  'export.noted'(
    ctx: Ctx,
    {
      what,
      fileId,
      count,
      input,
    }: { what: string; fileId: string; count: number; input: Record<string, unknown> },
  ): void {
    ctx.noted('workspace', {
      verb: `export.${what}`,
      object: { uid: ctx.stores.workspace.get()?.uid ?? '', label: fileId },
      after: { count, filter: input.filter ?? null },
    });
  },
};
