import { existsSync, mkdirSync } from 'node:fs';
import { type Client, createClient } from '#shared/contract/index.ts';
import { type AppEvent, failure, type Reply, success } from '#shared/contract/wire.ts';
import { isAppError } from '#shared/errors.ts';
import type { Caller } from './context.ts';
import { createDesk } from './desk.ts';
import { type FileDoor, fileDoor } from './files.ts';
import { parseInput, procedureNamed } from './router.ts';
import { type AppOptions, createShell } from './shell.ts';

/** The application: what every door talks to. */
export interface App {
  /** Answers a call of a door in the reply envelope; never throws. */
  call(procedure: string, input: unknown, client?: string): Promise<Reply>;
  subscribe(listener: (event: AppEvent) => void): () => void;
  /** The typed client over `call`, for hosts, tests and tools. */
  readonly client: Client;
  files(): FileDoor;
  /** Resolves once the workspace is open or its problem is known. */
  readonly ready: Promise<void>;
  /** The gateway's address once it stands as the settings say; null when it does not listen. */
  gatewayUrl(): Promise<string | null>;
  /** Does what is due now, without waiting for the writer's clock. */
  runDue(): Promise<void>;
  /** Waits for a job's end. */
  jobEnded(id: number): Promise<void>;
  close(): Promise<void>;
}

/** Composes the application from what a host gives it. Nothing is opened before `ready`. */
export function createApp(options: AppOptions): App {
  mkdirSync(options.data, { recursive: true });
  const shell = createShell(options);
  const desk = createDesk(shell);

  const caller = (): Caller => {
    const { actorName, actorEmail } = shell.settings.get();
    return { name: actorName, email: actorEmail, door: 'desk', tokenId: null };
  };

  /** A procedure's kind says where it runs. */
  async function answer(name: string, input: unknown, client: string): Promise<unknown> {
    const procedure = procedureNamed(name);
    switch (procedure.kind) {
      case 'query':
        return shell.requireSession().query(name, input, caller());
      case 'scan':
        return shell.requireSession().scan(name, input, caller(), client);
      case 'command':
        return shell.requireSession().command(name, input, caller());
      case 'job':
        return shell.requireSession().jobs.start(name, input, caller());
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

  async function start(): Promise<void> {
    const last = shell.settings.recent().find((entry) => existsSync(entry.file))?.file;
    const file = options.file ?? last ?? null;
    if (file) await shell.open(file);
  }

  return {
    call,
    subscribe: shell.subscribe,
    client: createClient((name, input) => answer(name, input, 'desk')),
    files: () => fileDoor(shell.requireSession().folders),
    ready: start(),
    async gatewayUrl() {
      await shell.gatewayReady();
      return shell.gateway.state().url;
    },
    runDue: () => shell.requireSession().workers.runDue(),
    jobEnded: (id) => shell.requireSession().jobs.ended(id),
    close: () => shell.closeSession(),
  };
}
