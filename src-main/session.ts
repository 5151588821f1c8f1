import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { AppEvent } from '#shared/contract/wire.ts';
import type { Caller, Sources } from './context.ts';
import { type Folders, foldersOf } from './jobs/folders.ts';
import { createJobQueue, type JobQueue } from './jobs/queue.ts';
import { versionOf } from './store/migrate.ts';
import { fileError, requireUsable } from './store/open.ts';
import { lockWorkspace } from './store/workspace-file.ts';
import { inlineWorkers } from './threads/inline.ts';
import { createReader, type Reader } from './threads/reader.ts';
import { threadWorkers } from './threads/threaded.ts';
import type { Log, Workers } from './threads/workers.ts';

export interface SessionOptions {
  readonly file: string;
  readonly data: string;
  /** The name of the workspace when the file is new. */
  readonly name: string;
  readonly threads: boolean;
  readonly sources: Sources;
  readonly maxBytes?: number;
  readonly log: Log;
  emit(event: AppEvent): void;
}

/** An open workspace: its lock, its threads, this door's reader, its jobs. */
export interface Session {
  readonly file: string;
  readonly folders: Folders;
  readonly reader: Reader;
  readonly workers: Workers;
  readonly jobs: JobQueue;
  query(name: string, input: unknown, caller: Caller): unknown;
  /** A scan takes the place of the same client's earlier scan of the same procedure. */
  scan(name: string, input: unknown, caller: Caller, client: string): Promise<unknown>;
  describe(): {
    file: string;
    name: string;
    uid: string;
    size: number;
    version: number;
    createdAt: number;
  };
  close(): Promise<void>;
}

/** Opens or creates a workspace. Whatever fails on the way, the lock is let go and nothing stays open. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { file, sources, log } = options;
  requireUsable(file);
  const lock = lockWorkspace(file);
  let workers: Workers | null = null;
  try {
    const folders = foldersOf(file, options.data);
    const workspace = {
      file,
      folders,
      name: options.name,
      ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
    };
    const onChanges = (changes: Extract<AppEvent, { type: 'changed' }>['changes']) =>
      options.emit({ type: 'changed', changes });
    workers = options.threads
      ? await threadWorkers(workspace, onChanges, log)
      : inlineWorkers(workspace, sources, onChanges, log);
    const reader = createReader(file, sources);
    const jobs = createJobQueue(workers, log);
    await jobs.recover(reader.stores.job.running());
    return sessionOf(options, folders, lock.release, reader, workers, jobs);
  } catch (error) {
    await workers?.close();
    lock.release();
    throw fileError(error, file);
  }
}

function sessionOf(
  { file }: SessionOptions,
  folders: Folders,
  unlock: () => void,
  reader: Reader,
  workers: Workers,
  jobs: JobQueue,
): Session {
  const scans = new Map<string, AbortController>();
  return {
    file,
    folders,
    reader,
    workers,
    jobs,
    query: (name, input, caller) => reader.read(name, input, caller),
    async scan(name, input, caller, client) {
      const key = `${client} ${name}`;
      scans.get(key)?.abort();
      const controller = new AbortController();
      scans.set(key, controller);
      try {
        return await workers.scan(name, input, caller, controller.signal);
      } finally {
        if (scans.get(key) === controller) scans.delete(key);
      }
    },
    describe() {
      const row = reader.stores.workspace.get();
      return {
        file,
        name: row?.name ?? basename(file),
        uid: row?.uid ?? '',
        size: statSync(file).size,
        version: versionOf(reader.db),
        createdAt: row?.createdAt ?? 0,
      };
    },
    async close() {
      await jobs.close();
      reader.close();
      await workers.close();
      unlock();
    },
  };
}
