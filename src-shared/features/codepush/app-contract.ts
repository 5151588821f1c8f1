import { command, query } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { buildTargets, operatingSystems } from '../build/model.ts';
import { appNameSchema, appSchema } from './app.ts';
import { channelNameSchema, channelSchema, deploymentKeySchema } from './channel-model.ts';

const id = z.number().int();
const reason = z.string().trim().max(2000).nullable().default(null);
const os = z.enum(operatingSystems);

/** What CodePush's own tools do to apps and channels as a whole. */
export const appProcedures = {
  apps: query({
    summary: 'The apps as CodePush’s tools know them: a project and operating system each, by name.',
    reads: ['codepush', 'project'],
    input: z.void(),
    output: z.array(appSchema),
  }),
  openApp: command({
    summary: 'Opens an app with its first channels; its project is made when there is none of that name.',
    input: z.object({
      name: appNameSchema,
      /** Read from the end of the name when left out: `Payments-Android`. */
      os: os.nullable().default(null),
      channels: z
        .array(
          z.object({
            name: channelNameSchema,
            target: z.enum(buildTargets),
            key: deploymentKeySchema.nullable().default(null),
          }),
        )
        .max(20)
        .default([]),
      reason,
    }),
    output: appSchema,
  }),
  renameApp: command({
    summary: 'Gives an app another name for CodePush’s tools. Its project keeps its own.',
    input: z.object({ projectId: id, os, name: appNameSchema, reason }),
    output: appSchema,
  }),
  removeApp: command({
    summary: 'Removes an app whose channels were never used. Its project stays.',
    input: z.object({ projectId: id, os, reason }),
    output: z.object({ channels: z.number().int() }),
  }),
  removeChannel: command({
    summary: 'Removes a channel that never had a release nor a report.',
    input: z.object({ id, reason }),
    output: channelSchema,
  }),
  clearHistory: command({
    summary:
      'Takes every release out of a channel’s history: no device gets one any more. Their records stay, and the labels go on.',
    input: z.object({ channelId: id, reason }),
    output: z.object({ cleared: z.number().int() }),
  }),
};
