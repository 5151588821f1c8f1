import * as z from '../../contract/schema.ts';
import { commandSchema, httpSchema, outputStreams } from '../action/model.ts';
import { tierSchema } from '../environment/model.ts';
import { runStates, stepStates } from './machine.ts';

/** What is known where a step runs: `{{candidate}}` in a template, `SLIPWAY_CANDIDATE` in a command's environment. */
export const workflowFactNames = [
  'project',
  'repository',
  'release',
  'candidate',
  'candidateNumber',
  'commit',
  'environment',
  'tier',
  'fromVersion',
  'fromCommit',
  'deployment',
  'deploymentNumber',
  'attempt',
  'isRollback',
  'actor',
  'reason',
  'run',
  'step',
] as const;
export type WorkflowFacts = Readonly<Record<(typeof workflowFactNames)[number], string>>;

const name = z
  .string()
  .trim()
  .min(1, 'A step has a name.')
  .max(120, 'A step’s name has at most 120 characters.');

/** Tried again so often after a failure, so much later each time. A cancel is never tried again. */
const retry = z
  .object({
    times: z.number().int().min(0).max(20),
    waitSeconds: z.number().int().min(0).max(3600),
  })
  .default({ times: 0, waitSeconds: 0 });

export const workflowStepSchema = z.discriminatedUnion('kind', [
  commandSchema.extend({ name, retry }),
  /** There is no stored artifact to send here. */
  httpSchema.extend({
    name,
    retry,
    body: z
      .discriminatedUnion('kind', [
        z.object({ kind: z.literal('none') }),
        z.object({ kind: z.literal('text'), template: z.string().max(20_000) }),
      ])
      .default({ kind: 'none' }),
  }),
  z.object({
    kind: z.literal('wait'),
    name,
    seconds: z
      .number()
      .int()
      .min(1)
      .max(30 * 86_400),
  }),
  /** Somebody says yes or no, and why. */
  z.object({ kind: z.literal('approval'), name, question: z.string().trim().max(2000).default('') }),
]);
export type WorkflowStep = Readonly<z.output<typeof workflowStepSchema>>;
export type StepKind = WorkflowStep['kind'];

/** Steps are known by their names in the record's timeline, so each name stands once. */
export const workflowStepsSchema = z
  .array(workflowStepSchema)
  .min(1, 'A workflow has at least one step.')
  .max(100)
  .refine(
    (steps) => new Set(steps.map((step) => step.name)).size === steps.length,
    'Each step has a name of its own.',
  );

const id = z.number().int();
const instant = z.number().int();

export const workflowSchema = z.object({
  id,
  uid: z.string(),
  projectId: id,
  /** Null: the workflow that builds the project's candidates. */
  environmentId: id.nullable(),
  steps: workflowStepsSchema,
  updatedAt: instant,
});
/** How a project's candidates are built, or how an environment is deployed to: ordered steps. */
export type Workflow = Readonly<z.infer<typeof workflowSchema>>;

export const runSchema = z.object({
  id,
  uid: z.string(),
  projectId: id,
  project: z.string(),
  candidateId: id.nullable(),
  deploymentId: id.nullable(),
  version: z.string(),
  environmentId: id.nullable(),
  environment: z.string().nullable(),
  tier: tierSchema.nullable(),
  attempt: z.number().int(),
  status: z.enum(runStates),
  /** The step that it is at, from 0. */
  position: z.number().int(),
  steps: z.number().int(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  errorMessage: z.string().nullable(),
});
export type Run = Readonly<z.infer<typeof runSchema>>;

export const listedRunSchema = runSchema.extend({
  /** What it asks a person before it goes on; null while it waits for nobody. */
  asks: z.string().nullable(),
});
/** A run in a list, with what a person can decide there. */
export type ListedRun = Readonly<z.infer<typeof listedRunSchema>>;

export const stepTrySchema = z.object({
  position: z.number().int(),
  try: z.number().int(),
  status: z.enum(stepStates),
  startedAt: instant,
  finishedAt: instant.nullable(),
  exitCode: z.number().int().nullable(),
  httpStatus: z.number().int().nullable(),
  errorMessage: z.string().nullable(),
  /** Who approved or refused. */
  person: z.string().nullable(),
});
/** One try of one step of a run. */
export type StepTry = Readonly<z.infer<typeof stepTrySchema>>;

/** `slipway`: what Slipway itself says between the lines. */
export const runStreams = [...outputStreams, 'slipway'] as const;

export const outputPieceSchema = z.object({
  id,
  position: z.number().int(),
  try: z.number().int(),
  stream: z.enum(runStreams),
  at: instant,
  /** Whole lines, each with its end. */
  text: z.string(),
});
export type OutputPiece = Readonly<z.infer<typeof outputPieceSchema>>;

export const newPieceSchema = outputPieceSchema.omit({ id: true });
/** A piece that has no place among the kept ones yet. */
export type NewPiece = Readonly<z.infer<typeof newPieceSchema>>;
