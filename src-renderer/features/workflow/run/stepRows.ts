import type { StepKind, StepTry } from '#shared/features/workflow/model.ts';
import type { RunRecord, StepStanding } from '../words.ts';

/** A step of a run, with what came of it so far. */
export interface StepRow {
  readonly position: number;
  readonly name: string;
  readonly kind: StepKind;
  readonly standing: StepStanding;
  /** Of its first try. */
  readonly startedAt: number | null;
  /** Of its last try; null while that one is open. */
  readonly finishedAt: number | null;
  readonly tries: readonly StepTry[];
  /** How often it may be tried. */
  readonly most: number;
  /** Why it has no try, when none will come. */
  readonly note: string | null;
}

type Told = Pick<RunRecord, 'definition' | 'tries' | 'position' | 'finishedAt'>;

/** The steps of a run in order, each with its tries. */
export function stepRows({ definition, tries, position: at, finishedAt: over }: Told): StepRow[] {
  return definition.map((step, position) => {
    const own = tries.filter((tried) => tried.position === position);
    const last = own.at(-1);
    const isDone = position < at && !last;
    const never = !last && !isDone && over !== null;
    return {
      position,
      name: step.name,
      kind: step.kind,
      standing: last?.status ?? (isDone || never ? 'skipped' : 'ahead'),
      startedAt: own[0]?.startedAt ?? null,
      finishedAt: last?.finishedAt ?? null,
      tries: own,
      most: step.kind === 'command' || step.kind === 'http' ? step.retry.times + 1 : 1,
      note: isDone ? 'came to its end in an earlier attempt' : never ? 'the run ended before it' : null,
    };
  });
}

/** What a try says of itself in a few words: `exit 1`, `HTTP 502`, `by Mira`. */
export function tryFacts({ exitCode, httpStatus, person }: StepTry): string[] {
  return [
    ...(exitCode === null ? [] : [`exit ${exitCode}`]),
    ...(httpStatus === null ? [] : [`HTTP ${httpStatus}`]),
    ...(person === null ? [] : [`by ${person}`]),
  ];
}
