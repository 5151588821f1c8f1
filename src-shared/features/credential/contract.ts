import { command, desk, query } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { buildTargets, operatingSystems } from '../build/model.ts';
import { credentialKinds, credentialSchema } from './model.ts';

const id = z.number().int();
const reason = z.string().trim().max(2000).nullable().default(null);
const slot = z.string().max(60);

const expirySchema = z.object({
  level: z.literal([3, 14, 30, 'expired']),
  /** Whole days left, begun ones counted; 0 and less when it has expired. */
  days: z.number().int(),
});

export const expiringSchema = credentialSchema.extend({
  project: z.string(),
  label: z.string(),
  expiry: expirySchema,
  sentence: z.string(),
});
export type Expiring = z.infer<typeof expiringSchema>;

/** The workspace knows facts and names of slots. A value goes to this machine's secret store and nowhere else. */
export const credentialContract = {
  list: query({
    summary: 'The credentials of a project: facts, and which slots still wait for a value.',
    reads: ['credential'],
    input: z.object({ projectId: id }),
    output: z.array(
      credentialSchema.extend({
        label: z.string(),
        /** The slots that still wait for a value; usable when there are none. */
        emptySlots: z.array(z.string()),
        expiry: expirySchema.nullable(),
      }),
    ),
  }),
  expiring: query({
    summary: 'The credentials that have expired or will within 30 days, the first to end first.',
    reads: ['credential', 'project'],
    input: z.object({ projectId: id.nullable().default(null) }).prefault({}),
    output: z.array(expiringSchema),
  }),
  put: command({
    summary:
      'Notes a credential of a project, or what has changed about the one of this kind, target and identifier.',
    input: z.object({
      projectId: id,
      kind: z.enum(credentialKinds),
      os: z.enum(operatingSystems),
      target: z.enum(buildTargets).nullable().default(null),
      bundleIdentifier: z.string().trim().min(1).max(300).nullable().default(null),
      expiresAt: z.number().int().min(0).nullable().default(null),
      /** Slots that are filled somewhere; those that are known stay when it is left out. */
      slots: z.array(slot).max(20).optional(),
      reason,
    }),
    output: credentialSchema,
  }),
  noteSecret: command({
    summary: 'Notes that a slot holds a value, or holds none any more. The value itself never comes here.',
    input: z.object({ id, slot, held: z.boolean(), reason }),
    output: credentialSchema,
  }),
  drop: command({
    summary: 'Takes a credential out of the workspace; `remove` forgets its values as well.',
    input: z.object({ id, reason }),
    output: credentialSchema,
  }),
  setSecret: desk({
    summary: "Puts a value into this machine's secret store and notes that its slot is filled.",
    input: z.object({ id, slot, value: z.string().min(1).max(500_000), reason }),
    output: credentialSchema,
  }),
  forgetSecret: desk({
    summary: "Takes a value out of this machine's secret store.",
    input: z.object({ id, slot, reason }),
    output: credentialSchema,
  }),
  remove: desk({
    summary: 'Removes a credential, with the values that this machine keeps for it.',
    input: z.object({ id, reason }),
    output: credentialSchema,
  }),
};
