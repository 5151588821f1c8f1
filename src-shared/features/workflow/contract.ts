import { command, desk, job, query, scan } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { slotSchema } from '../action/model.ts';
import { deployPreviewSchema } from '../environment/acts.ts';
import { tierSchema } from '../environment/model.ts';
import { force } from '../environment/rollback-wire.ts';
import { jobSchema } from '../job/model.ts';
import {
  listedRunSchema,
  newPieceSchema,
  outputPieceSchema,
  runSchema,
  stepTrySchema,
  workflowSchema,
  workflowStepSchema,
  workflowStepsSchema,
} from './model.ts';

const id = z.number().int();
const reason = z.string().trim().min(1).max(2000).nullable().default(null);

/** Whose workflow: of an environment, or, with null, the one that builds the project's candidates. */
const place = z.object({ projectId: id, environmentId: id.nullable() });

const resumeFrom = z.enum(['failed_step', 'start']);

const finding = z.object({ field: z.string(), message: z.string() });

export const workflowContract = {
  get: query({
    summary: 'The workflow of an environment, or the one that builds candidates; null when there is none.',
    reads: ['workflow'],
    input: place,
    output: workflowSchema.nullable(),
  }),
  list: query({
    summary: 'Every workflow of a project.',
    reads: ['workflow'],
    input: z.object({ projectId: id }),
    output: z.array(workflowSchema),
  }),
  put: command({
    summary: 'Sets a workflow, or with null takes it away. Nothing of it runs until a person trusts it here.',
    input: place.extend({ steps: workflowStepsSchema.nullable(), reason }),
    output: workflowSchema.nullable(),
  }),
  trust: desk({
    summary:
      'Whether this machine may run a workflow as it is, trusted where it needs to be, and which secrets it holds.',
    reads: ['workflow', 'settings'],
    input: place,
    output: z.object({
      hash: z.string().nullable(),
      trusted: z.boolean(),
      secrets: z.array(z.object({ slot: z.string(), kept: z.boolean() })),
      /** For each step the files in its folder that it runs, as it names them. What stands in them is not what is trusted. */
      scripts: z.array(z.array(z.string())),
    }),
  }),
  trusted: desk({
    summary: 'Which workflows of a project this machine may run as they are.',
    reads: ['workflow', 'settings'],
    input: z.object({ projectId: id }),
    output: z.array(z.object({ environmentId: id.nullable(), trusted: z.boolean() })),
  }),
  setTrust: desk({
    summary: 'Says that a person has read the workflow with this hash and lets this machine run it.',
    input: place.extend({ hash: z.string(), trusted: z.boolean() }),
    output: z.object({ hash: z.string(), trusted: z.boolean() }),
  }),
  noteTrust: command({
    summary: 'Notes that a machine trusts a workflow or does not; `setTrust` is what makes it so.',
    input: place.extend({ hash: z.string(), trusted: z.boolean() }),
    output: z.object({ hash: z.string(), trusted: z.boolean() }),
  }),
  noteSecret: command({
    summary: 'Notes that a machine keeps a secret of workflows. The value itself never comes here.',
    input: z.object({ projectId: id, slot: slotSchema, held: z.boolean() }),
    output: z.object({ slot: z.string(), kept: z.boolean() }),
  }),
  setSecret: desk({
    summary:
      'Keeps a secret of a project’s workflows on this machine, or takes it away. It is never read back.',
    input: z.object({ projectId: id, slot: slotSchema, value: z.string().min(4).max(100_000).nullable() }),
    output: z.object({ slot: z.string(), kept: z.boolean() }),
  }),
  dryRun: desk({
    summary: 'What each step would run for a candidate, line by line, and what keeps it from running here.',
    reads: ['workflow', 'settings', 'release'],
    input: place.extend({
      steps: z.array(workflowStepSchema).max(100),
      candidateId: id.nullable().default(null),
    }),
    output: z.object({
      findings: z.array(finding),
      /** Those that the steps ask for, and whether this machine has them. */
      secrets: z.array(z.object({ slot: z.string(), kept: z.boolean() })),
      steps: z.array(
        z.object({
          name: z.string(),
          lines: z.array(z.object({ label: z.string(), text: z.string() })),
          problems: z.array(z.string()),
        }),
      ),
    }),
  }),
  runs: query({
    summary: 'The runs of a deployment or of a candidate’s build, newest first; or those that are not over.',
    reads: ['workflow', 'deployment'],
    input: z.object({
      deploymentId: id.nullable().default(null),
      candidateId: id.nullable().default(null),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    output: z.array(runSchema),
  }),
  recent: query({
    summary: 'The runs of all projects, newest first, or only those that are not over.',
    reads: ['workflow', 'deployment'],
    input: z.object({
      isOpen: z.boolean().default(false),
      before: id.nullable().default(null),
      limit: z.number().int().min(1).max(200).default(100),
    }),
    output: z.object({ rows: z.array(listedRunSchema), nextBefore: id.nullable() }),
  }),
  run: query({
    summary: 'A run with its steps as they were when it began, and every try of them.',
    reads: ['workflow'],
    input: z.union([z.object({ id }), z.object({ uid: z.uuid() })]),
    output: runSchema.extend({
      definition: z.array(workflowStepSchema),
      tries: z.array(stepTrySchema),
      /** The step that waits for a person. */
      approval: z.object({ position: z.number().int(), question: z.string() }).nullable(),
      /** When a wait ends. */
      waitsUntil: z.number().int().nullable(),
    }),
  }),
  output: query({
    summary: 'What a run wrote, in order, from a place on.',
    reads: ['workflow', 'output'],
    input: z.object({
      runId: id,
      position: z.number().int().nullable().default(null),
      after: id.default(0),
      /** In pieces; each has whole lines. */
      limit: z.number().int().min(1).max(400).default(200),
    }),
    output: z.object({
      pieces: z.array(outputPieceSchema),
      more: z.boolean(),
      /** With the last page: the end of what a step writes while it runs, where not all of it is kept. It is replaced. */
      tail: z.array(newPieceSchema),
    }),
  }),
  search: scan({
    summary: 'Where words stand in what workflows wrote, newest first.',
    reads: ['workflow'],
    input: z.object({
      text: z.string().trim().min(2).max(200),
      limit: z.number().int().min(1).max(100).default(50),
    }),
    output: z.array(
      z.object({
        runId: id,
        deploymentId: id.nullable(),
        candidateId: id.nullable(),
        project: z.string(),
        version: z.string(),
        environment: z.string().nullable(),
        tier: tierSchema.nullable(),
        position: z.number().int(),
        step: z.string(),
        at: z.number().int(),
        line: z.string(),
      }),
    ),
  }),
  decide: command({
    summary: 'Approves or refuses the step that a run waits at.',
    input: z.object({ runId: id, position: z.number().int(), approved: z.boolean(), reason }),
    output: runSchema,
  }),
  cancel: command({
    summary: 'Asks a run to end: everything that its step started ends with it.',
    input: z.object({ runId: id, reason }),
    output: runSchema,
  }),
  previewResume: query({
    summary:
      'What stands in the way of taking a run up. Null where nothing is judged: it goes on with work under way, or builds.',
    reads: ['workflow', 'release', 'deployment', 'freeze', 'environment'],
    input: z.object({ runId: id, from: resumeFrom, force }),
    output: deployPreviewSchema.nullable(),
  }),
  resume: command({
    summary:
      'Runs again what did not come to its end, as the next attempt: from the step it stopped at, or anew.',
    input: z.object({
      runId: id,
      from: resumeFrom,
      /** For what begins anew by it: goes through what stands in its way. */
      force,
      reason,
    }),
    output: runSchema,
  }),
  execute: job({
    summary: 'Carries out a run up to its end or its next pause. Started by Slipway itself.',
    input: z.object({ runId: id }),
    output: jobSchema,
  }),
};
