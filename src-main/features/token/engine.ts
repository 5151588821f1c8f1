import { createHash } from 'node:crypto';
import { AppError, notFound } from '#shared/errors.ts';
import type { tokenContract } from '#shared/features/token/contract.ts';
import type { Handlers } from '../../handlers.ts';

/** Tells a Slipway token from other secrets when it turns up where it should not. */
const PREFIX = 'slw_';
const SECRET_BYTES = 32;

/** How a secret is kept and looked up. */
export function hashToken(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export const tokenEngine: Handlers<typeof tokenContract> = {
  list: ({ stores }) => stores.token.list(),
  create(ctx, input) {
    const { stores } = ctx;
    if (input.expiresAt !== null && input.expiresAt <= ctx.now()) {
      throw new AppError('invalid_input', 'This token would have expired already. None was made.', {
        hint: 'Choose a time ahead, or none.',
      });
    }
    const secret = `${PREFIX}${ctx.secret(SECRET_BYTES)}`;
    const record = {
      ...input,
      uid: ctx.uid(),
      hint: secret.slice(0, PREFIX.length + 4),
      createdAt: ctx.now(),
    };
    const id = stores.token.insert(record, hashToken(secret));
    ctx.changed('token', id, {
      verb: 'token.create',
      object: { uid: record.uid, label: record.name },
      after: {
        person: record.personName,
        email: record.email,
        scopes: record.scopes,
        expiresAt: record.expiresAt,
      },
    });
    return { id, ...record, revokedAt: null, lastUsedAt: null, secret };
  },
  revoke(ctx, { id, reason }) {
    const { stores } = ctx;
    const token = stores.token.get(id);
    if (!token) throw notFound('token', id);
    if (!stores.token.revoke(id, ctx.now())) {
      throw new AppError('conflict', `${token.name} is revoked already. Nothing was changed.`, {
        object: { noun: 'token', id: token.uid, label: token.name },
      });
    }
    ctx.changed('token', id, {
      verb: 'token.revoke',
      object: { uid: token.uid, label: token.name },
      reason,
      before: { revokedAt: null },
      after: { revokedAt: ctx.now() },
    });
    return { ...token, revokedAt: ctx.now() };
  },
};
