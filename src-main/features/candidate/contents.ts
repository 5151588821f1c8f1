import { notFound } from '#shared/errors.ts';
import type { JobDefinition } from '../../jobs/definition.ts';
import { whileWanted } from '../../jobs/signal.ts';
import type { Stores } from '../../store/index.ts';
import { requireClone } from '../changelog/clone.ts';
import { knowledgeOf } from './knowledge.ts';

/** How many picked commits are looked for, the newest first. */
const MOST_LOOKED_FOR = 50;

/** The project of a candidate of which it is not known whether it holds what was picked; null for any other. */
export function unknownContents(stores: Stores, candidateId: number): string | null {
  const candidate = stores.candidate.get(candidateId);
  if (!candidate?.commitSha) return null;
  if (stores.pick.unknownIn(candidate.projectId, candidateId, 1).length === 0) return null;
  return stores.project.get(candidate.projectId)?.uid ?? null;
}

export interface ContentsInput {
  readonly candidateId: number;
}

const readContents: JobDefinition<ContentsInput> = {
  kind: 'contents',
  unit: 'commits',
  afterDeath: 'resume',
  open({ stores }, { candidateId }) {
    const candidate = stores.candidate.get(candidateId);
    if (!candidate) throw notFound('release', candidateId);
    return { title: `Look which picked commits ${candidate.version} holds` };
  },
  run: (tools, { candidateId }) =>
    whileWanted(tools, async (signal) => {
      const { stores, machine } = tools;
      const candidate = stores.candidate.get(candidateId);
      const project = candidate && stores.project.get(candidate.projectId);
      if (!candidate || !project) throw notFound('release', candidateId);
      const folder = await requireClone(machine, project);
      const wanted = stores.pick.unknownIn(project.id, candidateId, MOST_LOOKED_FOR);
      const known: [string, boolean][] = [];
      for (const [index, sha] of wanted.entries()) {
        tools.checkCanceled();
        const knows = await knowledgeOf(stores, folder, sha, candidateId, { signal });
        if (knows !== 'unknown') known.push([sha, knows === 'holds']);
        await tools.progress(index + 1, wanted.length);
      }
      await tools.write('candidate.knows', { candidateId, known });
      return { known: known.length };
    }),
};

export const contentsJobs = { 'candidate.readContents': readContents };
