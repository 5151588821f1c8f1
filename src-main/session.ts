import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { AppEvent } from '#shared/contract/wire.ts';
import { type LocalMachine, noMachine } from './actions/machine.ts';
import { admit } from './admissions.ts';
import type { Caller, Sources } from './context.ts';
import { type ChangeMarks, createChangeMarks, markChanges } from './gateway/change-marks.ts';
import { type Folders, foldersOf } from './jobs/folders.ts';
import { createFollowers } from './jobs/followers.ts';
import { sweepLeftovers } from './jobs/leftovers.ts';
import { createJobQueue, type JobQueue } from './jobs/queue.ts';
import { isWorkspace, newestVersion, versionOf } from './store/migrate.ts';
import { fileError, openReader, requireUsable, requireWritableFile } from './store/open.ts';
import { lockWorkspace } from './store/workspace-file.ts';
import { createReader, type Reader } from './threads/reader.ts';
import { threadWorkers } from './threads/threaded.ts';
import type { Log, OnChanges, Workers } from './threads/workers.ts';

export interface SessionOptions {
  readonly file: string;
  readonly data: string;
  /** The name of the workspace when the file is new. */
  readonly name: string;
  readonly threads: boolean;
  readonly sources: Sources;
  readonly maxBytes?: number;
  /** What only this machine has; without one, no job gets a secret or runs what must be trusted. */
  readonly machine?: LocalMachine;
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
  /** What changed since it was opened, for readers on other threads. */
  readonly marks: ChangeMarks;
  /** Rejects with what keeps the writer from the file, when that shows only after the first page was served. */
  readonly writable: Promise<void>;
  query(name: string, input: unknown, caller: Caller): Promise<unknown>;
  /** A command, once this machine has nothing against it. Every door goes through here. */
  command(name: string, input: unknown, caller: Caller): Promise<unknown>;
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

/** Whether a file can be read as it is: it has content and the newest schema. Anything else is the writer's to judge. */
function isCurrent(file: string): boolean {
  if (!existsSync(file) || statSync(file).size === 0) return false;
  const db = openReader(file);
  try {
    return isWorkspace(db) && versionOf(db) === newestVersion;
  } finally {
    db.close();
  }
}

/**
 * Opens or creates a workspace. Pages of a file with the newest schema are served while its writer still starts; a new
 * file or an old schema waits for it. Whatever fails on the way, the lock is let go and nothing stays open.
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { file, sources, log, machine = noMachine } = options;
  requireUsable(file);
  requireWritableFile(file);
  const lock = lockWorkspace(file);
  const marks = createChangeMarks();
  let workers: Workers | null = null;
  const nobody: OnChanges = () => {};
  let follow = nobody;
  try {
    const folders = foldersOf(file, options.data);
    const workspace = {
      file,
      folders,
      name: options.name,
      ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
    };
    const onChanges: OnChanges = (changes) => {
      // First: whoever is told of a change finds it marked.
      markChanges(marks, changes);
      options.emit({ type: 'changed', changes });
      follow(changes);
    };
    workers = options.threads
      ? threadWorkers(workspace, onChanges, log, machine)
      : (await import('./threads/inline.ts')).inlineWorkers(workspace, sources, onChanges, log, machine);
    if (!isCurrent(file)) await workers.opened;
    const reader = createReader(file, sources);
    const jobs = createJobQueue(workers, log, { stores: reader.stores, machine });
    const died = reader.stores.job.running();
    if (died.length > 0) await workers.opened;
    await jobs.recover(died);
    void sweepLeftovers(folders, sources.now()).catch(log);
    const followers = createFollowers({
      stores: reader.stores,
      jobs,
      workers,
      machine,
      log,
      now: sources.now,
      tell: (notice) => options.emit({ type: 'notice', notice }),
    });
    follow = followers.follow;
    followers.takeUp();
    const unfollow = () => {
      follow = nobody;
    };
    return sessionOf(options, folders, lock.release, reader, workers, jobs, marks, unfollow);
  } catch (error) {
    workers?.opened.catch(() => {});
    await workers?.close();
    lock.release();
    throw fileError(error, file);
  }
}

function sessionOf(
  { file, machine = noMachine }: SessionOptions,
  folders: Folders,
  unlock: () => void,
  reader: Reader,
  workers: Workers,
  jobs: JobQueue,
  marks: ChangeMarks,
  unfollow: () => void,
): Session {
  const scans = new Map<string, AbortController>();
  const gate = { stores: reader.stores, machine };
  return {
    file,
    folders,
    reader,
    workers,
    jobs,
    marks,
    writable: workers.opened,
    async query(name, input, caller) {
      await admit(gate, name, input);
      return reader.read(name, input, caller);
    },
    async command(name, input, caller) {
      await admit(gate, name, input);
      return workers.command(name, input, caller);
    },
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
      unfollow();
      await jobs.close();
      reader.close();
      await workers.close();
      // After the jobs' threads: what becomes of a delivery is said at the next start, as after a crash.
      await machine.endAll();
      unlock();
    },
  };
}
