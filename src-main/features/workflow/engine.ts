import { notFound } from '#shared/errors.ts';
import type { workflowContract } from '#shared/features/workflow/contract.ts';
import type { OutputPiece } from '#shared/features/workflow/model.ts';
import type { Handlers } from '../../handlers.ts';
import { wordsOf } from '../search/store.ts';
import { cancelRun, decide } from './acts.ts';
import { askedBy } from './asked.ts';
import { noteSecret, noteTrust, putWorkflow } from './definitions.ts';
import { previewResume, resumeRun } from './resume.ts';
import { requireRun } from './runs.ts';

/** So much of a line is shown, in characters. */
const LONGEST_SHOWN = 500;

/** The line of a piece that holds the most of the words, from where the first of them stands. */
function lineWith(text: string, words: readonly string[]): string {
  const sought = words.map((word) => word.toLowerCase());
  const lines = text.split('\n').map((line) => {
    const lower = line.toLowerCase();
    const places = sought.map((word) => lower.indexOf(word)).filter((at) => at >= 0);
    return { line, held: places.length, from: Math.min(...places) };
  });
  const best = lines.reduce((most, line) => (line.held > most.held ? line : most));
  const from = best.from > LONGEST_SHOWN / 2 && Number.isFinite(best.from) ? best.from - 40 : 0;
  return best.line.slice(from, from + LONGEST_SHOWN);
}

/** So many characters make a page of output full; a single piece may be longer. */
const PAGE = 256 * 1024;

/** How many of the pieces fit into a page. */
function fitting(pieces: readonly OutputPiece[]): number {
  let length = 0;
  const over = pieces.findIndex(({ text }) => {
    length += text.length;
    return length > PAGE;
  });
  return over < 0 ? pieces.length : Math.max(1, over);
}

export const workflowEngine: Handlers<typeof workflowContract> = {
  get: ({ stores }, { projectId, environmentId }) => stores.workflow.at(projectId, environmentId),
  list: ({ stores }, { projectId }) => stores.workflow.ofProject(projectId),
  put: putWorkflow,
  noteTrust,
  noteSecret,
  runs({ stores }, { deploymentId, candidateId, limit }) {
    if (deploymentId !== null) return stores.run.ofDeployment(deploymentId, limit);
    return candidateId === null ? stores.run.open(limit) : stores.run.ofCandidate(candidateId, limit);
  },
  recent({ stores }, { isOpen, before, limit }) {
    const found = stores.run.recent(isOpen, before ?? Number.MAX_SAFE_INTEGER, limit + 1);
    const rows = found.slice(0, limit).map((run) => {
      const asked =
        run.status === 'paused' ? askedBy(stores, run, stores.run.work(run.id)?.steps ?? []) : null;
      return { ...run, asks: asked && (asked.question || asked.step) };
    });
    return { rows, nextBefore: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
  },
  run(ctx, which) {
    const { stores } = ctx;
    const id = 'id' in which ? which.id : (stores.run.idOf(which.uid) ?? 0);
    const run = requireRun(ctx, id);
    const definition = stores.run.work(id)?.steps;
    if (!definition) throw notFound('workflow', id);
    const step = definition[run.position];
    const isPaused = run.status === 'paused';
    const asked = askedBy(stores, run, definition);
    return {
      ...run,
      definition: [...definition],
      tries: stores.run.tries(id),
      approval: asked && { position: asked.position, question: asked.question },
      waitsUntil: isPaused && step?.kind === 'wait' ? stores.due.at('run', id) : null,
    };
  },
  output({ stores }, { runId, position, after, limit }) {
    const found = stores.run.pieces(runId, position, after, limit + 1);
    const pieces = found.slice(0, fitting(found.slice(0, limit)));
    const more = found.length > pieces.length;
    const tail = more ? [] : stores.run.tail(runId);
    return { pieces, more, tail: tail.filter((piece) => position === null || piece.position === position) };
  },
  search({ stores }, { text, limit }) {
    const words = wordsOf(text);
    if (words.length === 0) return [];
    const match = words.map((word) => `"${word}"*`).join(' AND ');
    return stores.run.search(match, limit).map(({ text: piece, ...found }) => ({
      ...found,
      step: stores.run.work(found.runId)?.steps[found.position]?.name ?? '',
      line: lineWith(piece, words),
    }));
  },
  decide,
  cancel: cancelRun,
  previewResume,
  resume: resumeRun,
};
