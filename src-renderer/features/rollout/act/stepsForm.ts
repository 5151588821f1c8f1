import { type RolloutStep, rolloutPlanSchema } from '#shared/features/codepush/plan.ts';

/** A step as it stands in its row; null is a field that is empty. */
export interface StepForm {
  /** Which row it is, however its numbers change. */
  readonly key: number;
  readonly percent: number | null;
  readonly hours: number | null;
  readonly reports: number | null;
  /** In percent, as people say it. */
  readonly failures: number | null;
}

export type StepField = Exclude<keyof StepForm, 'key'>;

const percentOf = (share: number) => Math.round(share * 1_000_000) / 10_000;

export function formOf(steps: readonly RolloutStep[]): StepForm[] {
  return steps.map(({ percent, minimumHours, minimumReports, maximumFailureRate }, key) => ({
    key,
    percent,
    hours: minimumHours,
    reports: minimumReports,
    failures: percentOf(maximumFailureRate),
  }));
}

/** At everybody the release is complete, so that nothing is waited for there. */
export function endsPlan({ percent }: StepForm): boolean {
  return percent === 100;
}

/** What keeps a row from being a step, by field. */
export function faultsOf(form: readonly StepForm[]): Partial<Record<StepField, string>>[] {
  return form.map((row, at) => {
    const before = form[at - 1]?.percent ?? null;
    const faults: Partial<Record<StepField, string>> = {};
    if (row.percent === null || row.percent <= 0) faults.percent = 'Needs a percentage';
    else if (before !== null && row.percent <= before) faults.percent = `Must be above ${before} %`;
    if (endsPlan(row)) return faults;
    if (row.hours === null) faults.hours = 'Needs a number';
    if (row.reports === null) faults.reports = 'Needs a number';
    if (row.failures === null) faults.failures = 'Needs a number';
    return faults;
  });
}

/** The rows as steps of a plan; null while one of them is none. */
export function stepsOf(form: readonly StepForm[]): RolloutStep[] | null {
  if (faultsOf(form).some((faults) => Object.keys(faults).length > 0)) return null;
  const steps = form.map(({ percent, hours, reports, failures }) => ({
    percent: percent ?? 0,
    minimumHours: hours ?? 0,
    minimumReports: reports ?? 0,
    maximumFailureRate: (failures ?? 100) / 100,
  }));
  return rolloutPlanSchema.safeParse({ steps }).data?.steps ?? null;
}

const usual = [1, 5, 20, 50, 100] as const;
const nextKey = (form: readonly StepForm[]) => Math.max(-1, ...form.map(({ key }) => key)) + 1;

/** A new row below another one, half the way to the next, with the rules of the row above it. */
export function addStep(
  form: readonly StepForm[],
  after = form.length - 1,
): { form: StepForm[]; key: number } {
  // Nothing comes after everybody.
  const at = form[after]?.percent === 100 ? after - 1 : after;
  const above = form[at];
  const low = above?.percent ?? 0;
  const below = form[at + 1]?.percent ?? null;
  const percent =
    below === null ? (usual.find((one) => one > low) ?? null) : Math.floor((low + below) / 2) || null;
  const key = nextKey(form);
  const rules = above ?? form[at + 1] ?? { hours: 24, reports: 0, failures: 2 };
  const { hours, reports, failures } = rules;
  const row = { key, percent, hours, reports, failures };
  return { form: [...form.slice(0, at + 1), row, ...form.slice(at + 1)], key };
}

/** Without a row, and the row that is then in its place; a plan keeps at least one. */
export function removeStep(
  form: readonly StepForm[],
  key: number,
): { form: readonly StepForm[]; key: number } {
  const at = form.findIndex((row) => row.key === key);
  if (form.length < 2 || at === -1) return { form, key };
  const rest = form.filter((row) => row.key !== key);
  return { form: rest, key: (rest[at] ?? rest[at - 1])?.key ?? key };
}
