import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { isAppError, notFound } from '#shared/errors.ts';
import type { PickTarget } from '#shared/features/candidate/contents.ts';
import type { candidateContract } from '#shared/features/candidate/contract.ts';
import type { Shell } from '../../shell.ts';
import { requireClone } from '../changelog/clone.ts';
import { readMissed } from './missed.ts';
import { planPick, readPicked } from './pick-plan.ts';
import { propose } from './propose.ts';

type Contract = typeof candidateContract;

const KEEPS =
  'Nothing is pushed. Each new commit is kept in a bundle beside the workspace, which git fetches from; the clone is only read unless you have it brought there too, under refs/slipway.';

/** What only the clone on this machine knows of a cut or a cherry-pick. */
export function candidateDesk({ requireSession, settings, sources }: Shell) {
  return {
    propose: (input: ParsedInputOf<Contract['propose']>): Promise<OutputOf<Contract['propose']>> =>
      propose(requireSession().reader.stores, input, {
        at: sources.now(),
        clone: (uid) => settings.clone(uid),
      }),
    missed: (input: ParsedInputOf<Contract['missed']>): Promise<OutputOf<Contract['missed']>> =>
      readMissed(requireSession().reader.stores, input, {
        at: sources.now(),
        clone: (uid) => settings.clone(uid),
      }),
    /** The same plan as the act, and no write. */
    async previewPick({
      projectId,
      commit,
      ...asked
    }: ParsedInputOf<Contract['previewPick']>): Promise<OutputOf<Contract['previewPick']>> {
      const { stores } = requireSession().reader;
      const project = stores.project.get(projectId);
      if (!project) throw notFound('project', projectId);
      const folder = await requireClone({ clone: async (uid) => settings.clone(uid) }, project);
      const picked = await readPicked(folder, commit);
      const shown = {
        commit: picked,
        keeps: KEEPS,
        warnings: picked.isMerge
          ? ['This commit is a merge: what it brought into its first parent is picked.']
          : [],
      };
      try {
        const { targets, releases } = await planPick(stores, folder, { project, sha: picked.sha, ...asked });
        const unsure = releases.flatMap(({ from }) =>
          from.knows === 'unknown'
            ? [`The clone lacks the commit of ${from.version}; unless you fetch it, the pick fails there.`]
            : [],
        );
        const warnings = [...shown.warnings, ...unsure];
        return { ...shown, warnings, targets: [...targets], refusal: null };
      } catch (error) {
        if (!isAppError(error)) throw error;
        const targets = (error.details.targets ?? []) as PickTarget[];
        return { ...shown, targets, refusal: error.message };
      }
    },
  };
}
