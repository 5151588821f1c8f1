import { desk } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';

export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  zone: z.enum(['utc', 'local']),
  /** The name that actions at this desk stand under. */
  actorName: z.string().trim().min(1).max(300),
  actorEmail: z.string().max(300).nullable(),
  keys: z.record(z.string(), z.string()),
  /** What a person is told on their desktop. */
  notices: z.object({
    /** The environments whose deployments are told of when they end. */
    ended: z.enum(['none', 'production', 'all']),
    /** Runs that wait for somebody to decide. */
    decisions: z.boolean(),
  }),
  gateway: z.object({
    enabled: z.boolean(),
    address: z.string().trim().min(1).max(255),
    port: z.number().int().min(0).max(65_535),
    /** Host names that are answered when the address is not loopback. */
    allowedHosts: z.array(z.string().trim().min(1).max(255)),
    baseUrl: z.url().nullable(),
  }),
});
export type Settings = z.infer<typeof settingsSchema>;

export const gatewayStateSchema = z.object({
  running: z.boolean(),
  url: z.string().nullable(),
  /** Why it is not running although it is switched on. */
  problem: z.string().nullable(),
  loopback: z.boolean(),
});
export type GatewayState = z.infer<typeof gatewayStateSchema>;

export const settingsContract = {
  get: desk({
    summary: 'The settings of this machine.',
    reads: ['settings'],
    input: z.void(),
    output: settingsSchema,
  }),
  update: desk({
    summary: 'Changes settings of this machine; switching the gateway starts or stops it at once.',
    input: z.object({
      theme: settingsSchema.shape.theme.optional(),
      zone: settingsSchema.shape.zone.optional(),
      actorName: settingsSchema.shape.actorName.optional(),
      actorEmail: settingsSchema.shape.actorEmail.optional(),
      keys: settingsSchema.shape.keys.optional(),
      notices: settingsSchema.shape.notices.optional(),
      gateway: settingsSchema.shape.gateway.partial().optional(),
    }),
    output: settingsSchema,
  }),
  gateway: desk({
    summary: 'Whether the gateway listens, and where.',
    reads: ['gateway', 'settings'],
    input: z.void(),
    output: gatewayStateSchema,
  }),
};
