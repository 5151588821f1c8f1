import { existsSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, relative, resolve } from 'node:path';
import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { notFound } from '#shared/errors.ts';
import { scriptPaths } from '#shared/features/action/scripts.ts';
import type { workflowContract } from '#shared/features/workflow/contract.ts';
import { stepLines } from '#shared/features/workflow/dry.ts';
import type { WorkflowStep } from '#shared/features/workflow/model.ts';
import { isAction, judgeSteps, slotsOf } from '#shared/features/workflow/rules.ts';
import { deskCommand, type Shell } from '../../shell.ts';
import { keepSecret } from '../credential/keep-secret.ts';
import { placeFacts } from './errand.ts';
import { type WorkflowPlace, workflowHash, workflowSecretName } from './trust.ts';

type Contract = typeof workflowContract;
type Place = ParsedInputOf<Contract['get']>;

function placeOf(shell: Shell, { projectId, environmentId }: Place): WorkflowPlace {
  const { stores } = shell.requireSession().reader;
  const project = stores.project.get(projectId);
  if (!project) throw notFound('project', projectId);
  const environment = environmentId === null ? null : stores.environment.get(environmentId);
  if (environment === undefined) throw notFound('environment', environmentId ?? 0);
  return { projectUid: project.uid, environmentUid: environment?.uid ?? null };
}

/** Whether a program would be found: by its whole path, in the step's folder, or on the PATH. */
function isThere(program: string, folder: string): boolean {
  if (isAbsolute(program)) return existsSync(program);
  if (/[\\/]/.test(program)) return existsSync(join(folder, program));
  const endings = process.platform === 'win32' ? ['', '.exe', '.cmd', '.bat'] : [''];
  return (process.env.PATH ?? '')
    .split(delimiter)
    .some((path) => endings.some((ending) => existsSync(join(path, program + ending))));
}

/** What keeps a step from being carried out on this machine. */
function problemsOf(step: WorkflowStep): string[] {
  if (step.kind !== 'command') return [];
  const [program = ''] = step.argv;
  const hasFolder = statSync(step.folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return [
    ...(hasFolder ? [] : [`The working folder ${step.folder} is not there.`]),
    ...(step.shell || program.includes('{{') || isThere(program, step.folder)
      ? []
      : [`There is no program ${program} on this machine.`]),
  ];
}

/** The files in a step's folder that it runs, which trust in the step says nothing of: they may change any time. */
function scriptsOf(step: WorkflowStep): string[] {
  if (step.kind !== 'command') return [];
  return scriptPaths(step).filter((path) => {
    const file = resolve(step.folder, path);
    const inside = relative(step.folder, file);
    if (inside.startsWith('..') || isAbsolute(inside)) return false;
    return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
  });
}

/** What only this machine knows of workflows: which a person trusts here, their secrets, and what they would run. */
export function workflowDesk(shell: Shell) {
  const { settings, options, emit } = shell;
  const told = () =>
    emit({
      type: 'changed',
      changes: [
        { noun: 'settings', id: 0 },
        { noun: 'workflow', id: 0 },
      ],
    });
  const secretsOf = async (place: WorkflowPlace, steps: readonly WorkflowStep[]) => {
    const names = slotsOf(steps);
    return Promise.all(
      names.map(async (slot) => ({
        slot,
        kept: (await options.host.secrets.get(workflowSecretName(place.projectUid, slot))) !== null,
      })),
    );
  };
  // Waits and approvals run nothing that needs a person's trust.
  const mayRun = (steps: readonly WorkflowStep[], hash: string) =>
    !steps.some(isAction) || settings.trusts(hash);
  return {
    async trust(at: Place): Promise<OutputOf<Contract['trust']>> {
      const place = placeOf(shell, at);
      const found = shell.requireSession().reader.stores.workflow.at(at.projectId, at.environmentId);
      if (!found) return { hash: null, trusted: false, secrets: [], scripts: [] };
      const hash = workflowHash(place, found.steps);
      return {
        hash,
        trusted: mayRun(found.steps, hash),
        secrets: await secretsOf(place, found.steps),
        scripts: found.steps.map(scriptsOf),
      };
    },
    async trusted({ projectId }: ParsedInputOf<Contract['trusted']>): Promise<OutputOf<Contract['trusted']>> {
      const workflows = shell.requireSession().reader.stores.workflow.ofProject(projectId);
      return workflows.map(({ environmentId, steps }) => {
        const place = placeOf(shell, { projectId, environmentId });
        return { environmentId, trusted: mayRun(steps, workflowHash(place, steps)) };
      });
    },
    /** Nothing is trusted that the log does not tell of. @throws conflict when it is not the workflow that was read. */
    async setTrust(input: ParsedInputOf<Contract['setTrust']>): Promise<OutputOf<Contract['setTrust']>> {
      const { hash, trusted } = input;
      await deskCommand(shell, 'workflow.noteTrust', input);
      settings.trust(hash, trusted);
      told();
      return { hash, trusted };
    },
    /** A value that could not be noted is taken back. @throws not_found; unavailable when the secret store refuses it. */
    async setSecret({
      projectId,
      slot,
      value,
    }: ParsedInputOf<Contract['setSecret']>): Promise<OutputOf<Contract['setSecret']>> {
      const name = workflowSecretName(placeOf(shell, { projectId, environmentId: null }).projectUid, slot);
      const before = await options.host.secrets.get(name);
      const kept = value !== null;
      await keepSecret(shell, name, value);
      try {
        await deskCommand(shell, 'workflow.noteSecret', { projectId, slot, held: kept });
      } catch (error) {
        await keepSecret(shell, name, before);
        throw error;
      }
      told();
      return { slot, kept };
    },
    async dryRun({
      steps,
      candidateId,
      ...at
    }: ParsedInputOf<Contract['dryRun']>): Promise<OutputOf<Contract['dryRun']>> {
      const place = placeOf(shell, at);
      const { stores } = shell.requireSession().reader;
      const known = Object.entries(placeFacts(stores, at, candidateId)).filter(([, value]) => value !== '');
      const secrets = await secretsOf(place, steps);
      const kept = new Map(secrets.map(({ slot, kept: held }) => [slot, held]));
      return {
        findings: judgeSteps(steps),
        secrets,
        steps: steps.map((step) => ({
          name: step.name,
          lines: stepLines(step, Object.fromEntries([...known, ['step', step.name]])),
          problems: [
            ...problemsOf(step),
            ...slotsOf([step])
              .filter((slot) => !kept.get(slot))
              .map((slot) => `The secret ${slot} is not on this machine.`),
          ],
        })),
      };
    },
  };
}
