import type { Change } from '#shared/contract/wire.ts';
import { AppError, type ErrorDetails, isAppError } from '#shared/errors.ts';
import type { Job } from '#shared/features/job/model.ts';
import { chunks } from './chunks.ts';
import type { Caller, Ctx, Sources } from './context.ts';
import { commandContext, SYSTEM } from './context.ts';
import { handlers } from './engine.ts';
import { placeOf } from './features/activity/refused.ts';
import { nextDue, runDue } from './jobs/due.ts';
import { jobs } from './jobs/index.ts';
import { parseInput, procedureNamed } from './router.ts';
import { createStores, type Stores } from './store/index.ts';
import type { Connection } from './store/open.ts';
import { fileError } from './store/open.ts';

/** The one who owns the writing connection: every change of the workspace passes through here, one at a time. */
export interface Transactor {
  readonly stores: Stores;
  /** Runs a command in one transaction and announces its changes after the commit. */
  command(name: string, input: unknown, caller: Caller): unknown;
  /** Opens a job's row; the work itself runs elsewhere. */
  openJob(name: string, input: unknown, caller: Caller): Job;
  /** A piece of a job's writing, in a transaction of its own. */
  chunk(name: string, input: unknown, caller: Caller): unknown;
  /** Does what is due; answers when the next thing is, or null. */
  runDue(): number | null;
  /** When the next thing is due, or null. */
  nextDue(): number | null;
  /** Indexes some of what waits to be indexed; answers whether more waits. */
  index(rows: number): boolean;
}

const CODES_THAT_ARE_REFUSALS: ReadonlySet<string> = new Set(['illegal_transition', 'conflict']);

export function createTransactor(
  db: Connection,
  sources: Sources,
  announce: (changes: readonly Change[]) => void,
): Transactor {
  const stores = createStores(db);

  /** One synchronous transaction. If anything throws, nothing was written and nothing is announced. */
  function transact<T>(caller: Caller, work: (ctx: Ctx) => T): T {
    const { ctx, changes, flush } = commandContext(stores, sources, caller);
    let result: T;
    db.exec('BEGIN IMMEDIATE');
    try {
      result = work(ctx);
      flush();
      db.exec('COMMIT');
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK');
      throw fileError(error);
    }
    if (changes.length > 0) announce(changes);
    return result;
  }

  /** A refusal by the domain is an entry too, in a transaction of its own; malformed input is not. */
  function noteRefusal(
    verb: string,
    caller: Caller,
    code: string,
    message: string,
    object: NonNullable<ErrorDetails['object']>,
  ) {
    const { noun, id, label } = object;
    transact(caller, (ctx) => {
      ctx.stores.activity.append({
        at: ctx.now(),
        actor: { name: caller.name, email: caller.email },
        door: caller.door,
        verb,
        object: { noun, id, label },
        ...placeOf(ctx.stores, object),
        reason: message,
        batch: null,
        refused: code,
        before: null,
        after: null,
      });
      ctx.changed('activity', 0, null);
    });
  }

  function guarded<T>(verb: string, caller: Caller, work: (ctx: Ctx) => T): T {
    try {
      return transact(caller, work);
    } catch (error) {
      if (isAppError(error) && error.details.object && CODES_THAT_ARE_REFUSALS.has(error.code)) {
        noteRefusal(verb, caller, error.code, error.message, error.details.object);
      }
      throw error;
    }
  }

  /** A command under a key is carried out once: its output is kept in its own transaction and given again. */
  function once(ctx: Ctx, name: string, work: () => unknown): unknown {
    const { once: under, tokenId } = ctx.caller;
    if (!under || tokenId === null) return work();
    // Keys have no spaces, so this one cannot be the key of an answer.
    const key = `${name} ${under.key}`;
    const done = stores.token.keptAnswer(tokenId, key);
    if (done?.request === under.request) return JSON.parse(done.body);
    if (done) throw new AppError('conflict', 'This key belongs to another request. Nothing was changed.');
    const output = work();
    const kept = { request: under.request, status: 0, headers: '{}', body: JSON.stringify(output) };
    stores.token.keepAnswer(tokenId, key, kept, ctx.now());
    return output;
  }

  return {
    stores,
    command(name, input, caller) {
      const parsed = parseInput(name, procedureNamed(name), input);
      const handler = handlers.get(name);
      if (!handler) throw new AppError('unsupported', `${name} is not a command.`);
      return guarded(name, caller, (ctx) => once(ctx, name, () => handler(ctx, parsed)));
    },
    openJob(name, input, caller) {
      const parsed = parseInput(name, procedureNamed(name), input);
      const definition = jobs.get(name);
      if (!definition) throw new AppError('unsupported', `${name} is not a job.`);
      return guarded(name, caller, (ctx) => {
        const plan = definition.open(ctx, parsed);
        const id = stores.job.insert({
          kind: definition.kind,
          title: plan.title,
          total: plan.total ?? null,
          unit: definition.unit,
          input: { procedure: name, input: parsed, caller },
          createdAt: ctx.now(),
        });
        plan.opened?.(id);
        ctx.changed('job', id, null);
        const job = stores.job.get(id);
        if (!job) throw new Error('a job that was just written is there');
        return job;
      });
    },
    chunk(name, input, caller) {
      const chunk = chunks.get(name);
      if (!chunk) throw new AppError('unsupported', `${name} is no chunk of a job.`);
      return transact(caller, (ctx) => chunk(ctx, input));
    },
    runDue: () => runDue(stores, sources.now(), (work) => transact(SYSTEM, work)),
    nextDue: () => nextDue(stores),
    index: (rows) => db.transaction(() => stores.search.work(rows))(),
  };
}
