import * as z from '../../contract/schema.ts';
import { releaseRowSchema } from './channel-model.ts';
import { channelReleaseSchema } from './model.ts';

/** What an action would do, by the rules that do it. A refusal says why it would not. */
export const planPreviewSchema = z.object({
  checkedAt: z.number().int(),
  refusal: z
    .object({ message: z.string(), hint: z.string().nullable(), field: z.string().nullable() })
    .nullable(),
  release: channelReleaseSchema.nullable(),
  /** Labels whose unfinished rollouts it cuts short. */
  superseded: z.array(z.string()),
  warnings: z.array(z.string()),
  /** Devices known in the channel, and those of them that failed on these contents and will ignore them. */
  devices: z.number().int(),
  failedDevices: z.number().int(),
});

/** A release that was made or changed. */
export const committedSchema = z.object({ release: releaseRowSchema, warnings: z.array(z.string()) });
