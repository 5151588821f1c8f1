import type { ParsedInputOf } from '#shared/contract/define.ts';
import type { CutInput } from '#shared/features/candidate/contract.ts';
import { readCut, unknownCommit } from '#shared/features/candidate/cut.ts';
import type { pickContract } from '#shared/features/candidate/pick-contract.ts';
import { findCommit } from '../../git/repository.ts';
import type { JobGate } from '../../jobs/definition.ts';

/** @throws invalid_input, refusal `commit`, when a clone is attached here and has no such commit. */
async function requireInClone(
  { stores, machine }: JobGate,
  projectId: number,
  commit: string,
): Promise<void> {
  const project = stores.project.get(projectId);
  const folder = project ? await machine.clone(project.uid) : null;
  if (!project || folder === null) return;
  if ((await findCommit(folder, commit)) === null) throw unknownCommit(project, commit);
}

/** What is cut once more may be of a commit that Slipway made itself, which a clone need not have. */
async function admitCut(gate: JobGate, input: CutInput): Promise<void> {
  const { commitSha, version } = readCut(input);
  const known = gate.stores.candidate.byVersion(input.projectId, version);
  if (known?.commitSha?.startsWith(commitSha)) return;
  await requireInClone(gate, input.projectId, commitSha);
}

async function admitResolved(
  gate: JobGate,
  { pickId, commit }: ParsedInputOf<(typeof pickContract)['resolvePick']>,
): Promise<void> {
  const pick = gate.stores.pick.get(pickId);
  const made = pick?.targets.some(({ commitSha }) => commitSha?.startsWith(commit));
  if (pick && !made) await requireInClone(gate, pick.projectId, commit);
}

export const candidateAdmissions = {
  'candidate.cut': admitCut,
  'candidate.previewCut': admitCut,
  'candidate.resolvePick': admitResolved,
};
