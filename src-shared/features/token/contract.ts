import { command, query } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { type Scope, scopes } from '../../systems.ts';

export const scopeSchema = z.enum(scopes as readonly [Scope, ...Scope[]]);

/** A gateway token as it may be shown: never its secret, of which the file holds only the SHA-256. */
export const tokenSchema = z.object({
  id: z.number().int(),
  uid: z.string(),
  name: z.string(),
  /** The first characters of the secret, to recognise it by. */
  hint: z.string(),
  personName: z.string(),
  email: z.string().nullable(),
  scopes: z.array(scopeSchema),
  createdAt: z.number().int(),
  expiresAt: z.number().int().nullable(),
  revokedAt: z.number().int().nullable(),
  lastUsedAt: z.number().int().nullable(),
});
export type Token = z.infer<typeof tokenSchema>;

export const tokenContract = {
  list: query({
    summary: 'The gateway tokens, newest first.',
    reads: ['token'],
    input: z.void(),
    output: z.array(tokenSchema),
  }),
  create: command({
    summary: 'Makes a gateway token. The answer is the only place where its secret is ever shown.',
    input: z.object({
      name: z.string().trim().min(1).max(120),
      personName: z.string().trim().min(1).max(300),
      email: z.email().nullable().default(null),
      scopes: z.array(scopeSchema).min(1),
      expiresAt: z.number().int().nullable().default(null),
    }),
    output: tokenSchema.extend({ secret: z.string() }),
  }),
  revoke: command({
    summary: 'Revokes a token for good; calls with it are refused from now on.',
    input: z.object({ id: z.number().int(), reason: z.string().trim().min(1).max(2000) }),
    output: tokenSchema,
  }),
};
