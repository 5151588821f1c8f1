import { existsSync } from 'node:fs';
import type { FeatureContract, OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import type { Contract } from '#shared/contract/index.ts';
import { candidateDesk } from './features/candidate/desk.ts';
import { changelogDesk } from './features/changelog/desk.ts';
import { forgetSecret, removeCredential, setSecret } from './features/credential/secrets.ts';
import { distributionDesk } from './features/distribution/desk.ts';
import { workflowDesk } from './features/workflow/desk.ts';
import { listBackups, restoreBackup } from './features/workspace/restore.ts';
import { openSample } from './features/workspace/sample.ts';
import { defaultFile, type Shell } from './shell.ts';

/** The desk procedures of a feature: about this machine, answered in the main process. */
type DeskHandlers<C extends FeatureContract> = {
  readonly [P in keyof C as C[P]['kind'] extends 'desk' ? P : never]: (
    input: ParsedInputOf<C[P]>,
  ) => Promise<OutputOf<C[P]>> | OutputOf<C[P]>;
};

function workspaceDesk(shell: Shell): DeskHandlers<Contract['workspace']> {
  const { options, settings, sources } = shell;
  const state = (): OutputOf<Contract['workspace']['state']> => ({
    workspace: shell.session()?.describe() ?? null,
    problem: shell.problem(),
    recent: settings.recent().map((entry) => ({ ...entry, exists: existsSync(entry.file) })),
    host: options.host.kind,
    version: options.host.version,
    dataFolder: options.data,
    canChooseFiles: options.host.canChooseFiles,
  });
  return {
    state,
    async open({ file }) {
      await shell.open(file);
      return state();
    },
    async create({ file, name }) {
      await shell.open(file ?? defaultFile(options.data, name), name);
      return state();
    },
    async openSample() {
      await openSample(shell, sources);
      return state();
    },
    chooseFile: ({ purpose }) => options.host.chooseFile(purpose),
    forget({ file }) {
      settings.forget(file);
      return state();
    },
    async restore({ file }) {
      await restoreBackup(shell, sources, file);
      return state();
    },
    backups: () => listBackups(shell),
  };
}

function settingsDesk({ settings, gateway, emit }: Shell): DeskHandlers<Contract['settings']> {
  return {
    get: () => settings.get(),
    async update(change) {
      const { gateway: given, ...rest } = change;
      const next = settings.update({
        ...(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as object),
        ...(given ? { gateway: given as Partial<ReturnType<typeof settings.get>['gateway']> } : {}),
      });
      if (given) await gateway.apply();
      emit({ type: 'changed', changes: [{ noun: 'settings', id: 0 }] });
      return next;
    },
    gateway: () => gateway.state(),
  };
}

function jobDesk(shell: Shell): DeskHandlers<Contract['job']> {
  return {
    cancel({ id }) {
      shell.session()?.jobs.cancel(id);
    },
  };
}

function credentialDesk(shell: Shell): DeskHandlers<Contract['credential']> {
  return {
    setSecret: (input) => setSecret(shell, input),
    forgetSecret: (input) => forgetSecret(shell, input),
    remove: (input) => removeCredential(shell, input),
  };
}

/** What the main process answers by itself, by full name. */
export function createDesk(shell: Shell): (name: string, input: unknown) => unknown {
  const features: Record<string, Record<string, (input: never) => unknown>> = {
    workspace: workspaceDesk(shell),
    settings: settingsDesk(shell),
    job: jobDesk(shell),
    candidate: candidateDesk(shell) satisfies DeskHandlers<Contract['candidate']>,
    changelog: changelogDesk(shell) satisfies DeskHandlers<Contract['changelog']>,
    credential: credentialDesk(shell),
    distribution: distributionDesk(shell) satisfies DeskHandlers<Contract['distribution']>,
    workflow: workflowDesk(shell) satisfies DeskHandlers<Contract['workflow']>,
  };
  return (name, input) => {
    const [feature = '', procedure = ''] = name.split('.');
    const handler = features[feature]?.[procedure];
    if (!handler) throw new Error(`${name} has no desk handler`);
    return handler(input as never);
  };
}
