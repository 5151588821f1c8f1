import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { AppEvent } from '#shared/contract/wire.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import { localMachine } from './actions/machine.ts';
import type { Sources } from './context.ts';
import { createGatewaySwitch, type GatewaySwitch } from './gateway/switch.ts';
import type { Host, SettingsStore } from './host/host.ts';
import { openSession, type Session } from './session.ts';
import { type MachineSettings, machineSettings } from './settings.ts';
import { realSources } from './sources.ts';
import type { Log } from './threads/workers.ts';

export interface AppOptions {
  /** The workspace to open; null opens the one that was open last, or none. */
  readonly file: string | null;
  /** The folder of this machine's settings, uploads, exports and logs. */
  readonly data: string;
  readonly host: Host;
  readonly settings: SettingsStore;
  readonly log: Log;
  /** Real threads, or everything in process (tests). */
  readonly threads?: boolean;
  readonly sources?: Sources;
  /** Switches the gateway on at this port, whatever the settings say. */
  readonly gatewayPort?: number | null;
  readonly maxBytes?: number;
}

/** Why a file is not open, as a person is told. */
export interface WorkspaceProblem {
  readonly file: string;
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
}

/** What the desk procedures and the hosts share: the one open session, and who is told of events. */
export interface Shell {
  readonly options: AppOptions;
  readonly sources: Sources;
  readonly settings: MachineSettings;
  readonly gateway: GatewaySwitch;
  session(): Session | null;
  /** The open session. @throws unavailable with what keeps the workspace from being open. */
  requireSession(): Session;
  problem(): WorkspaceProblem | null;
  /** Closes what is open and opens another file; a failure leaves its problem behind. One after the other. */
  open(file: string, name?: string): Promise<void>;
  closeSession(): Promise<void>;
  /** Resolves once the gateway stands as the settings say. */
  gatewayReady(): Promise<void>;
  subscribe(listener: (event: AppEvent) => void): () => void;
  emit(event: AppEvent): void;
}

function problemOf(file: string, error: unknown): WorkspaceProblem {
  if (isAppError(error)) {
    return { file, code: error.code, message: error.message, hint: error.details.hint ?? null };
  }
  const message = 'The workspace could not be opened. It was left as it is.';
  return { file, code: 'internal', message, hint: 'The log file in the data folder says what failed.' };
}

const nameOf = (file: string) => basename(file).replace(/\.slipway$/, '');

/** Makes the shell of an application: nothing is open in it yet. */
export function createShell(options: AppOptions): Shell {
  const sources = options.sources ?? realSources;
  const settings = machineSettings(options.settings);
  const machine = localMachine(options.host.secrets, settings);
  const threads = options.threads ?? true;
  const listeners = new Set<(event: AppEvent) => void>();
  const emit = (event: AppEvent) => {
    for (const listener of listeners) listener(event);
  };
  let session: Session | null = null;
  let problem: WorkspaceProblem | null = null;
  let opening: Promise<void> = Promise.resolve();
  let gatewayApplied: Promise<void> = Promise.resolve();

  const gateway = createGatewaySwitch({
    session: () => session,
    settings,
    sources,
    threads,
    forcedPort: options.gatewayPort ?? null,
    data: options.data,
    version: options.host.version,
    log: options.log,
    onState: () => emit({ type: 'changed', changes: [{ noun: 'gateway', id: 0 }] }),
  });

  async function closeSession(): Promise<void> {
    await gatewayApplied;
    await gateway.stop();
    const open = session;
    session = null;
    await open?.close();
  }

  function fail(file: string, error: unknown): void {
    if (!isAppError(error)) options.log(error);
    problem = problemOf(file, error);
  }

  /** The first pages of a file are served before its writer has it; a writer that is refused closes it again. */
  function closeUnlessWritable(opened: Session): void {
    opened.writable.catch((error) => {
      opening = opening.then(async () => {
        if (session !== opened) return;
        await closeSession();
        fail(opened.file, error);
        emit({ type: 'changed', changes: [{ noun: 'workspace', id: 0 }] });
      });
    });
  }

  async function openNow(file: string, name: string): Promise<void> {
    await closeSession();
    const { data, log, maxBytes } = options;
    try {
      const limit = maxBytes === undefined ? {} : { maxBytes };
      session = await openSession({ file, data, name, threads, sources, ...limit, machine, log, emit });
      problem = null;
      closeUnlessWritable(session);
      settings.remember(file, session.describe().name, sources.now());
    } catch (error) {
      fail(file, error);
    }
    emit({ type: 'changed', changes: [{ noun: 'workspace', id: 0 }] });
    // The window does not wait for the gateway: its server is the slowest part of a start.
    gatewayApplied = gateway.apply().catch(log);
  }

  return {
    options,
    sources,
    settings,
    gateway,
    session: () => session,
    requireSession() {
      if (session) return session;
      throw new AppError('unavailable', problem?.message ?? 'No workspace is open.', {
        hint: problem?.hint ?? 'Open or create one first.',
      });
    },
    problem: () => problem,
    open(file, name = nameOf(file)) {
      opening = opening.then(() => openNow(file, name));
      return opening;
    },
    closeSession,
    gatewayReady: () => gatewayApplied,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit,
  };
}

/** Where a workspace goes that was created without a place being chosen. */
export function defaultFile(data: string, name: string): string {
  const base = name.replace(/[^\p{L}\p{N} _.-]/gu, '').trim() || 'workspace';
  for (let count = 1; ; count += 1) {
    const file = join(data, `${base}${count === 1 ? '' : ` ${count}`}.slipway`);
    if (!existsSync(file)) return file;
  }
}

/** A command on behalf of the person at this desk, beside what the main process does by itself. */
export function deskCommand(shell: Shell, name: string, input: unknown): Promise<unknown> {
  const { actorName, actorEmail } = shell.settings.get();
  const caller = { name: actorName, email: actorEmail, door: 'desk', tokenId: null } as const;
  return shell.requireSession().workers.command(name, input, caller);
}
