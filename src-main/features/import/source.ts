import type { Import, ImportCounts, ImportProblem } from '#shared/features/import/model.ts';
import { FORMAT as HISTORY } from '../../importers/codepush-history.ts';
import { FORMAT as RELEASES } from '../../importers/github-releases.ts';
import type { JobTools } from '../../jobs/definition.ts';
import { startHistoryCounts } from '../codepush/import-inspect.ts';
import { isHistory, readHistoryFile } from '../codepush/import-source.ts';
import { startCounts } from './inspect.ts';
import { stagedRows, uploadOf } from './stage.ts';

/** An uploaded file that was read, as the import of any format needs it. */
export interface ImportSource {
  readonly format: Import['format'];
  /** The chunk that writes a piece of its rows. */
  readonly chunk: string;
  readonly sha256: string;
  readonly size: number;
  /** What the reading alone decided. */
  readonly counts: ImportCounts;
  readonly total: number;
  /** How many rows stand before the first release. */
  readonly lead: number;
  /** Rows behind a position, in the order in which they are written. */
  after(position: number, limit: number): readonly { readonly position: number }[];
  problems(limit: number): readonly ImportProblem[];
  close(): void;
}

/** @throws not_found when the upload is gone; invalid_input when it is nothing that can be imported. */
export async function openSource(tools: JobTools, fileId: string): Promise<ImportSource> {
  const { file } = uploadOf(tools.folders, fileId);
  if (await isHistory(file)) {
    const history = await readHistoryFile(file, { ...tools, progress: async () => {} });
    const channels = history.rows.filter(({ kind }) => kind === 'channel').length;
    return {
      format: HISTORY,
      chunk: 'codepush.importRows',
      sha256: history.sha256,
      size: history.size,
      counts: startHistoryCounts(history),
      total: history.rows.length,
      lead: channels,
      after: (position, limit) =>
        history.rows
          .slice(position, position + limit)
          .map((row, index) => ({ ...row, position: position + index + 1 })),
      problems: (limit) => history.problems.slice(0, limit),
      close: () => {},
    };
  }
  const staging = await stagedRows(tools, fileId, async () => {});
  const { sha256, size } = staging.source;
  return {
    format: RELEASES,
    chunk: 'import.rows',
    sha256,
    size,
    counts: startCounts(staging),
    total: staging.total,
    lead: 0,
    after: staging.after,
    problems: staging.problems,
    close: staging.close,
  };
}
