import { homedir } from 'node:os';
import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { isAppError, notFound } from '#shared/errors.ts';
import { repositoryName } from '#shared/features/candidate/cut.ts';
import type { changelogContract } from '#shared/features/changelog/contract.ts';
import type { Project } from '#shared/features/project/model.ts';
import { givenFolder } from '../../git/given-folder.ts';
import type { LoggedCommit } from '../../git/history.ts';
import { branchesOf, findCommit, inspectRepository, type Repository } from '../../git/repository.ts';
import type { Shell } from '../../shell.ts';
import { requireClone } from './clone.ts';
import { collectLog, headOf, readUnreleased } from './unreleased.ts';

type Contract = typeof changelogContract;
type Clone = OutputOf<Contract['clone']>;

const NONE: Clone = {
  path: null,
  problem: null,
  hint: null,
  isBare: false,
  isShallow: false,
  warnings: [],
  branches: [],
};

/** How many of a project's versions are held against commits. */
const MOST_VERSIONS = 2000;

/** The address of a copy on this machine, which says nothing of whose repository it is. */
const LOCAL = /^(file:|[/\\.]|[A-Za-z]:[/\\])/;

function warningsOf({ isShallow, remotes }: Repository, { repository, name }: Project): string[] {
  const wanted = repository === null ? null : repositoryName(repository);
  const found = remotes.flatMap((url) => (LOCAL.test(url) ? [] : (repositoryName(url) ?? [])));
  const [other] = found;
  return [
    ...(isShallow
      ? ['The clone is shallow: commits before its beginning are missing from what is read of it.']
      : []),
    ...(wanted !== null && other !== undefined && !found.includes(wanted)
      ? [`The clone is of ${other}, and ${name} has the repository ${wanted}.`]
      : []),
  ];
}

/** The first line of a message. */
const subjectOf = ({ message }: LoggedCommit) => (message.trim().split('\n')[0] ?? '').slice(0, 300);

/** What a clone on this machine says of a project. Nothing of it is kept in the workspace. */
export function changelogDesk(shell: Shell) {
  const { settings, emit } = shell;
  const stores = () => shell.requireSession().reader.stores;
  const projectOf = (projectId: number): Project => {
    const project = stores().project.get(projectId);
    if (!project) throw notFound('project', projectId);
    return project;
  };
  const cloneOf = async (projectId: number) => {
    const project = projectOf(projectId);
    return { project, folder: await requireClone({ clone: async (uid) => settings.clone(uid) }, project) };
  };

  /** A clone that cannot be read stays attached: its disk may come back. */
  async function describe(project: Project): Promise<Clone> {
    const path = settings.clone(project.uid);
    if (path === null) return NONE;
    try {
      const found = await inspectRepository(path);
      const { isBare, isShallow } = found;
      const warnings = warningsOf(found, project);
      return { ...NONE, path, isBare, isShallow, warnings, branches: await branchesOf(path) };
    } catch (error) {
      if (!isAppError(error)) throw error;
      return { ...NONE, path, problem: error.message, hint: error.details.hint ?? null };
    }
  }

  async function setClone(project: Project, path: string | null): Promise<Clone> {
    settings.setClone(project.uid, path);
    emit({ type: 'changed', changes: [{ noun: 'settings', id: 0 }] });
    return describe(project);
  }

  return {
    clone: ({ projectId }: ParsedInputOf<Contract['clone']>) => describe(projectOf(projectId)),
    async attach({ projectId, path }: ParsedInputOf<Contract['attach']>): Promise<Clone> {
      const project = projectOf(projectId);
      return setClone(project, (await inspectRepository(givenFolder(path, homedir()))).path);
    },
    detach: ({ projectId }: ParsedInputOf<Contract['detach']>) => setClone(projectOf(projectId), null),
    async commits({
      projectId,
      branch,
      text,
      skip,
      limit,
    }: ParsedInputOf<Contract['commits']>): Promise<OutputOf<Contract['commits']>> {
      const { folder } = await cloneOf(projectId);
      const { sha: head } = await headOf(folder, branch);
      const range = { from: null, paths: [], merges: true };
      const named = /^[0-9a-f]{7,64}$/i.test(text) && skip === 0 ? await findCommit(folder, text) : null;
      const found =
        named === null
          ? await collectLog(folder, { ...range, to: head, text, skip, most: limit + 1 })
          : await collectLog(folder, { ...range, to: named, most: 1 });
      const versions = stores().changelog.withCommit(projectId, MOST_VERSIONS);
      const rows = found.slice(0, limit).map((commit) => ({
        sha: commit.sha,
        subject: subjectOf(commit),
        author: commit.author,
        authoredAt: commit.authoredAt,
        isMerge: commit.isMerge,
        versions: versions
          .filter(({ commitSha }) => commit.sha.startsWith(commitSha))
          .map(({ version }) => version),
      }));
      return { rows, more: found.length > limit };
    },
    async unreleased({
      projectId,
      branch,
    }: ParsedInputOf<Contract['unreleased']>): Promise<OutputOf<Contract['unreleased']>> {
      const { project, folder } = await cloneOf(projectId);
      return readUnreleased(stores(), folder, project, branch);
    },
  };
}
