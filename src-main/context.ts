import type { Noun } from '#shared/contract/define.ts';
import type { Change } from '#shared/contract/wire.ts';
import type { ActivityEntry, Door } from '#shared/features/activity/model.ts';
import type { Stores } from './store/index.ts';

/** On whose behalf a call comes in, and by which door. */
export interface Caller {
  readonly name: string;
  readonly email: string | null;
  readonly door: Door;
  readonly tokenId: number | null;
  /** The key under which this request is carried out once, however often it is sent, and what was sent. */
  readonly once?: { readonly key: string; readonly request: string };
}

/** Slipway itself, for what happens because its time has come. */
export const SYSTEM: Caller = { name: 'Slipway', email: null, door: 'system', tokenId: null };

/** What the audit log is told of a change; the rest (who, when, door, batch, number, hash) it knows itself. */
export interface Audit {
  readonly verb: string;
  readonly object: { readonly uid: string; readonly label: string };
  readonly project?: string | null;
  readonly environment?: string | null;
  readonly reason?: string | null;
  readonly before?: Readonly<Record<string, unknown>> | null;
  readonly after?: Readonly<Record<string, unknown>> | null;
}

/** What an engine function works with. `now` stands still within one command. */
export interface Ctx {
  readonly stores: Stores;
  readonly caller: Caller;
  now(): number;
  /** A new public UUID v7. */
  uid(): string;
  /** Random bytes in base64url, for secrets. */
  secret(bytes: number): string;
  /** Announces a change after the commit and, unless it is machine traffic (null), writes it into the audit log. */
  changed(noun: Noun, id: number | string, audit: Audit | null): void;
  /** Only the audit log: what happened without a record changing, such as an export. */
  noted(noun: Noun, audit: Audit): void;
}

/** Where ids, time and chance come from; tests give their own. */
export interface Sources {
  now(): number;
  uid(): string;
  secret(bytes: number): string;
}

export interface CommandContext {
  readonly ctx: Ctx;
  readonly changes: readonly Change[];
  /** Writes the collected entries behind the chain's head; the last act of a command. */
  flush(): void;
}

/** The context of one command: it collects the changes that are announced once the transaction is committed. */
export function commandContext(stores: Stores, sources: Sources, caller: Caller): CommandContext {
  const at = sources.now();
  const changes: Change[] = [];
  const entries: Omit<ActivityEntry, 'seq' | 'batch'>[] = [];
  let batch: string | null = null;
  const note = (noun: Noun, audit: Audit) => {
    // The second entry of a command makes it a batch; the first is still unwritten then.
    if (entries.length === 1) batch = sources.uid();
    entries.push({
      at,
      actor: { name: caller.name, email: caller.email },
      door: caller.door,
      verb: audit.verb,
      object: { noun, id: audit.object.uid, label: audit.object.label },
      project: audit.project ?? null,
      environment: audit.environment ?? null,
      reason: audit.reason ?? null,
      refused: null,
      before: audit.before ?? null,
      after: audit.after ?? null,
    });
  };
  return {
    changes,
    ctx: {
      stores,
      caller,
      now: () => at,
      uid: sources.uid,
      secret: sources.secret,
      changed(noun, id, audit) {
        changes.push({ noun, id });
        if (audit) note(noun, audit);
      },
      noted: note,
    },
    flush() {
      for (const entry of entries) stores.activity.append({ ...entry, batch });
      if (entries.length > 0) changes.push({ noun: 'activity', id: 0 });
    },
  };
}
