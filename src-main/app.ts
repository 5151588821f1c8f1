import { existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Client, createClient } from '#shared/contract/index.ts';
import { type AppEvent, failure, type Reply, success } from '#shared/contract/wire.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import type { Caller, Sources } from './context.ts';
import { createDesk } from './desk.ts';
import { type FileDoor, fileDoor } from './files.ts';
import { createGatewaySwitch, type GatewaySwitch } from './gateway/switch.ts';
import type { Host, SettingsStore } from './host/host.ts';
import { parseInput, procedureNamed } from './router.ts';
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

/** The application: what every door talks to. */
export interface App {
  /** Answers a call of a door in the reply envelope; never throws. */
  call(procedure: string, input: unknown, client?: string): Promise<Reply>;
  subscribe(listener: (event: AppEvent) => void): () => void;
  /** The typed client over `call`, for hosts, tests and tools. */
  readonly client: Client;
  files(): FileDoor;
  /** Resolves once the workspace is open or its problem is known, and the gateway stands as the settings say. */
  readonly ready: Promise<void>;
  gatewayUrl(): string | null;
  /** Does what is due now, without waiting for the writer's clock. */
  runDue(): Promise<void>;
  /** Waits for a job's end. */
  jobEnded(id: number): Promise<void>;
  close(): Promise<void>;
}

/** What the desk procedures and the hosts share: the one open session, and who is told of events. */
export interface Shell {
  readonly options: AppOptions;
  readonly settings: MachineSettings;
  readonly gateway: GatewaySwitch;
  session(): Session | null;
  problem(): WorkspaceProblem | null;
  /** Closes what is open and opens another file; a failure leaves its problem behind. */
  open(file: string, name?: string): Promise<void>;
  closeSession(): Promise<void>;
  emit(event: AppEvent): void;
}

export interface WorkspaceProblem {
  readonly file: string;
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
}

export function problemOf(file: string, error: unknown): WorkspaceProblem {
  if (isAppError(error)) {
    return { file, code: error.code, message: error.message, hint: error.details.hint ?? null };
  }
  return {
    file,
    code: 'internal',
    message: 'The workspace could not be opened. It was left as it is.',
    hint: null,
  };
}

const nameOf = (file: string) => basename(file).replace(/\.slipway$/, '');

/** Composes the application from what a host gives it. Nothing is opened before `ready`. */
export function createApp(options: AppOptions): App {
  mkdirSync(options.data, { recursive: true });
  const sources = options.sources ?? realSources;
  const settings = machineSettings(options.settings);
  const listeners = new Set<(event: AppEvent) => void>();
  const emit = (event: AppEvent) => {
    for (const listener of listeners) listener(event);
  };
  let session: Session | null = null;
  let problem: WorkspaceProblem | null = null;

  const gateway = createGatewaySwitch({
    session: () => session,
    settings,
    sources,
    threads: options.threads ?? true,
    forcedPort: options.gatewayPort ?? null,
    data: options.data,
    version: options.host.version,
    log: options.log,
    onState: () => emit({ type: 'changed', changes: [{ noun: 'gateway', id: 0 }] }),
  });

  async function closeSession(): Promise<void> {
    await gateway.stop();
    const open = session;
    session = null;
    await open?.close();
  }

  async function open(file: string, name?: string): Promise<void> {
    await closeSession();
    try {
      session = await openSession({
        file,
        data: options.data,
        name: name ?? nameOf(file),
        threads: options.threads ?? true,
        sources,
        ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
        log: options.log,
        emit,
      });
      problem = null;
      settings.remember(file, session.describe().name, sources.now());
    } catch (error) {
      if (!isAppError(error)) options.log(error);
      problem = problemOf(file, error);
    }
    emit({ type: 'changed', changes: [{ noun: 'workspace', id: 0 }] });
    await gateway.apply();
  }

  const shell: Shell = {
    options,
    settings,
    gateway,
    session: () => session,
    problem: () => problem,
    open,
    closeSession,
    emit,
  };
  const desk = createDesk(shell, sources);

  const caller = (): Caller => {
    const { actorName, actorEmail } = settings.get();
    return { name: actorName, email: actorEmail, door: 'desk', tokenId: null };
  };

  function requireSession(): Session {
    if (session) return session;
    throw new AppError('unavailable', problem?.message ?? 'No workspace is open.', {
      hint: problem?.hint ?? 'Open or create one first.',
    });
  }

  async function answer(name: string, input: unknown, client: string): Promise<unknown> {
    const procedure = procedureNamed(name);
    switch (procedure.kind) {
      case 'query':
        return requireSession().query(name, input, caller());
      case 'scan':
        return requireSession().scan(name, input, caller(), client);
      case 'command':
        return requireSession().workers.command(name, input, caller());
      case 'job':
        return requireSession().jobs.start(name, input, caller());
      case 'desk':
        return desk(name, parseInput(name, procedure, input));
    }
  }

  async function call(name: string, input: unknown, client = 'desk'): Promise<Reply> {
    try {
      return success(await answer(name, input, client));
    } catch (error) {
      if (!isAppError(error)) options.log(error);
      return failure(error);
    }
  }

  const start = async () => {
    const last = settings.recent().find((entry) => existsSync(entry.file))?.file;
    const file = options.file ?? last ?? null;
    if (file) await open(file);
  };

  return {
    call,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    client: createClient((name, input) => answer(name, input, 'desk')),
    files: () => fileDoor(requireSession().folders),
    ready: start(),
    gatewayUrl: () => gateway.state().url,
    runDue: () => requireSession().workers.runDue(),
    jobEnded: (id) => requireSession().jobs.ended(id),
    async close() {
      listeners.clear();
      await closeSession();
    },
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
