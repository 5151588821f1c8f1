import { command, job, query } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { jobSchema } from '../job/model.ts';
import { cutScheduleSchema, cutTimes } from './schedule.ts';

const id = z.number().int();

export const scheduleContract = {
  schedule: query({
    summary:
      'When a project is cut by itself, and what became of the last scheduled cut; null when it is not.',
    reads: ['release', 'project'],
    input: z.object({ projectId: id }),
    output: cutScheduleSchema.nullable(),
  }),
  setSchedule: command({
    summary: 'Has a project cut by itself at recurring times, from its clone; null ends that.',
    input: z.object({
      projectId: id,
      times: cutTimes.nullable(),
      reason: z.string().trim().min(1).max(2000).nullable().default(null),
    }),
    output: cutScheduleSchema.nullable(),
  }),
  cutScheduled: job({
    summary:
      'Looks in the clone what landed since the last version and cuts it, as the schedule of a project says. Also started by Slipway itself when it is time.',
    input: z.object({ projectId: id }),
    output: jobSchema,
  }),
};
