import type { ParsedInputOf } from '#shared/contract/define.ts';
import { notFound } from '#shared/errors.ts';
import type { credentialContract, Expiring } from '#shared/features/credential/contract.ts';
import { expiryOf, FIRST_WARNING } from '#shared/features/credential/expiry.ts';
import { type Credential, emptySlots } from '#shared/features/credential/model.ts';
import {
  checkCredential,
  checkSlot,
  credentialLabel,
  expiryWords,
} from '#shared/features/credential/rules.ts';
import type { Ctx } from '../../context.ts';
import type { Handlers } from '../../handlers.ts';

type Contract = typeof credentialContract;

export function requireCredential({ stores }: Pick<Ctx, 'stores'>, id: number): Credential {
  const credential = stores.credential.get(id);
  if (!credential) throw notFound('credential', id);
  return credential;
}

/** What the log keeps of a credential: facts and names, as the workspace does. */
const facts = ({ slots, expiresAt }: Credential) => ({ slots, expiresAt });

function announce(
  ctx: Ctx,
  verb: string,
  reason: string | null,
  { before, after }: { readonly before: Credential | null; readonly after: Credential | null },
): void {
  const credential = after ?? before;
  if (!credential) return;
  ctx.changed('credential', credential.id, {
    verb,
    object: { uid: credential.uid, label: credentialLabel(credential) },
    project: ctx.stores.project.get(credential.projectId)?.name ?? null,
    reason,
    before: before && facts(before),
    after: after && facts(after),
  });
}

function put(ctx: Ctx, { reason, slots, ...input }: ParsedInputOf<Contract['put']>): Credential {
  const { stores } = ctx;
  if (!stores.project.get(input.projectId)) throw notFound('project', input.projectId);
  const given = slots === undefined ? undefined : [...new Set(slots)];
  const fresh = { ...input, uid: ctx.uid(), slots: given ?? [], updatedAt: ctx.now() };
  checkCredential(fresh);
  const known = stores.credential.sameAs(fresh);
  const before = known === null ? null : requireCredential(ctx, known);
  if (before) {
    const { expiresAt, updatedAt } = fresh;
    stores.credential.update({ ...before, slots: given ?? before.slots, expiresAt, updatedAt });
  }
  const after = requireCredential(ctx, before?.id ?? stores.credential.insert(fresh));
  announce(ctx, 'credential.put', reason, { before, after });
  return after;
}

function noteSecret(ctx: Ctx, { id, slot, held, reason }: ParsedInputOf<Contract['noteSecret']>): Credential {
  const before = requireCredential(ctx, id);
  checkSlot(before.kind, slot);
  const others = before.slots.filter((name) => name !== slot);
  const after = { ...before, slots: held ? [...others, slot] : others, updatedAt: ctx.now() };
  ctx.stores.credential.update(after);
  announce(ctx, held ? 'credential.setSecret' : 'credential.forgetSecret', reason, { before, after });
  return after;
}

/** The credentials that have ended or are near their end, each with its warning. */
export function expiringCredentials({ stores, now }: Ctx, projectId: number | null): Expiring[] {
  return stores.credential.expiring(now() + FIRST_WARNING, projectId).flatMap((credential) => {
    const expiry = expiryOf(credential.expiresAt, now());
    if (!expiry) return [];
    return [{ ...credential, label: credentialLabel(credential), expiry, sentence: expiryWords(expiry) }];
  });
}

export const credentialEngine: Handlers<Contract> = {
  list: ({ stores, now }, { projectId }) =>
    stores.credential.ofProject(projectId).map((credential) => ({
      ...credential,
      label: credentialLabel(credential),
      emptySlots: emptySlots(credential),
      expiry: expiryOf(credential.expiresAt, now()),
    })),
  expiring: (ctx, { projectId }) => expiringCredentials(ctx, projectId),
  put,
  noteSecret,
  drop(ctx, { id, reason }) {
    const before = requireCredential(ctx, id);
    ctx.stores.credential.remove(id);
    announce(ctx, 'credential.remove', reason, { before, after: null });
    return before;
  },
};
