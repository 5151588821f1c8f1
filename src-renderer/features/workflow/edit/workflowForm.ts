import { assertNever } from '#shared/assert.ts';
import { type StepKind, type WorkflowStep, workflowStepsSchema } from '#shared/features/workflow/model.ts';
import { judgeSteps } from '#shared/features/workflow/rules.ts';
import type { InputFor } from '../../../api/client.ts';
import {
  type ActionForm,
  actionFault,
  actionField,
  emptyAction,
  formOfAction,
  typedAction,
} from '../../../ui/ActionForm/actionForm.ts';

type StepsInput = NonNullable<InputFor<'workflow.put'>['steps']>;

export const waitUnits = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;
export type WaitUnit = keyof typeof waitUnits;

/** What stands in the fields of one step, as typed. The fields of another kind keep what was typed in them. */
export interface StepForm {
  /** Tells the steps of one form apart, whatever their names. */
  readonly key: number;
  readonly kind: StepKind;
  readonly name: string;
  readonly action: Omit<ActionForm, 'kind'>;
  /** Tried again so often after a failure, so many seconds later. */
  readonly times: number;
  readonly waitSeconds: number;
  readonly span: number;
  readonly unit: WaitUnit;
  readonly question: string;
}

const stepNames: Readonly<Record<StepKind, string>> = {
  command: 'Run a command',
  http: 'Call a service',
  wait: 'Wait',
  approval: 'Approve',
};

const emptyStep = (key: number, kind: StepKind): StepForm => ({
  key,
  kind,
  name: '',
  action: emptyAction,
  times: 0,
  waitSeconds: 10,
  span: 5,
  unit: 'minutes',
  question: '',
});

/** The largest unit that a wait is whole numbers of. */
function spanOf(seconds: number): Pick<StepForm, 'span' | 'unit'> {
  const units = (Object.keys(waitUnits) as WaitUnit[]).toReversed();
  const unit = units.find((one) => seconds % waitUnits[one] === 0) ?? 'seconds';
  return { span: seconds / waitUnits[unit], unit };
}

function formOfStep(step: WorkflowStep, key: number): StepForm {
  const form = { ...emptyStep(key, step.kind), name: step.name };
  switch (step.kind) {
    case 'command':
    case 'http':
      return { ...form, action: formOfAction(step), ...step.retry };
    case 'wait':
      return { ...form, ...spanOf(step.seconds) };
    case 'approval':
      return { ...form, question: step.question };
    default:
      return assertNever(step);
  }
}

export function formsOf(steps: readonly WorkflowStep[]): StepForm[] {
  return steps.map(formOfStep);
}

function typedStep({ kind, name, action, times, waitSeconds, span, unit, question }: StepForm) {
  switch (kind) {
    case 'command':
    case 'http':
      return { ...typedAction({ ...action, kind }), name, retry: { times, waitSeconds } };
    case 'wait':
      return { kind, name, seconds: Math.round(span * waitUnits[unit]) };
    case 'approval':
      return { kind, name, question };
    default:
      return assertNever(kind);
  }
}

export interface StepFault {
  /** Of the step; null when it is about all of them. */
  readonly key: number | null;
  readonly field: string;
  readonly message: string;
}

export interface WorkflowCheck {
  /** Null while something is missing or wrong. */
  readonly steps: readonly WorkflowStep[] | null;
  readonly faults: readonly StepFault[];
}

const needsName = 'Needs a name';

/** The names that stand a second time: the schema refuses them all together, a person corrects one of them. */
function repeatedNames(forms: readonly StepForm[]): StepFault[] {
  const seen = new Set<string>();
  return forms.flatMap(({ key, name }) => {
    const own = name.trim();
    if (own === '' || !seen.has(own)) {
      seen.add(own);
      return [];
    }
    return [{ key, field: 'name', message: `Another step is called ${own}` }];
  });
}

function faultAt(form: StepForm, path: readonly PropertyKey[], message: string): StepFault {
  const [part, inner] = path.map(String);
  const { key } = form;
  if (part === 'name') return { key, field: 'name', message: form.name.trim() === '' ? needsName : message };
  if (part === 'retry') return { key, field: inner ?? 'times', message };
  if (part === 'seconds') return { key, field: 'span', message: 'From 1 second to 30 days' };
  if (part === 'question') return { key, field: 'question', message };
  return { key, ...actionFault(form.action, path, message) };
}

/** Reads the fields by the contract's own schema, then by the rules for placeholders and secrets. */
export function checkSteps(forms: readonly StepForm[]): WorkflowCheck {
  const parsed = workflowStepsSchema.safeParse(forms.map(typedStep) as StepsInput);
  const repeated = repeatedNames(forms);
  const faults: StepFault[] = [...repeated];
  for (const { path, message } of parsed.error?.issues ?? []) {
    const [index, ...rest] = path;
    const form = typeof index === 'number' ? forms[index] : undefined;
    if (form) faults.push(faultAt(form, rest, message));
    else if (repeated.length === 0) faults.push({ key: null, field: '', message });
  }
  const steps = parsed.data ?? null;
  for (const { field, message } of steps ? judgeSteps(steps) : []) {
    const [, index = '', part = ''] = /^steps\[(\d+)\]\.(\w+)/.exec(field) ?? [];
    const form = forms[Number(index)];
    if (form) faults.push({ key: form.key, field: actionField(part), message });
  }
  return { steps: faults.length === 0 ? steps : null, faults };
}

export interface Edited {
  readonly forms: readonly StepForm[];
  /** The step to go on with; null when there is none. */
  readonly key: number | null;
}

const nextKey = (forms: readonly StepForm[]) => Math.max(-1, ...forms.map(({ key }) => key)) + 1;

/** A name that no step has yet: `Deploy`, `Deploy 2`, `Deploy 3`. */
export function freeName(forms: readonly StepForm[], wanted: string): string {
  const taken = new Set(forms.map(({ name }) => name.trim()));
  const base = wanted.replace(/ \d+$/, '');
  let name = wanted;
  for (let at = 2; taken.has(name); at += 1) name = `${base} ${at}`;
  return name;
}

/** Adds a step behind another one, or at the end. */
export function addStep(forms: readonly StepForm[], kind: StepKind, after: number | null): Edited {
  const key = nextKey(forms);
  const at = forms.findIndex((form) => form.key === after);
  const added = { ...emptyStep(key, kind), name: freeName(forms, stepNames[kind]) };
  return { forms: forms.toSpliced(at < 0 ? forms.length : at + 1, 0, added), key };
}

export function duplicateStep(forms: readonly StepForm[], key: number): Edited {
  const at = forms.findIndex((form) => form.key === key);
  const own = forms[at];
  if (!own) return { forms, key: null };
  const copy = { ...own, key: nextKey(forms), name: freeName(forms, own.name.trim() || stepNames[own.kind]) };
  return { forms: forms.toSpliced(at + 1, 0, copy), key: copy.key };
}

/** Takes a step out; the one behind it is gone on with, else the one before. */
export function removeStep(forms: readonly StepForm[], key: number): Edited {
  const at = forms.findIndex((form) => form.key === key);
  const rest = forms.filter((form) => form.key !== key);
  return { forms: rest, key: (rest[at] ?? rest.at(-1))?.key ?? null };
}

/** Puts a step to a place among the others, from 0; beyond the ends it stays at the end. */
export function moveStep(forms: readonly StepForm[], key: number, to: number): Edited {
  const own = forms.find((form) => form.key === key);
  if (!own) return { forms, key: null };
  const rest = forms.filter((form) => form.key !== key);
  return { forms: rest.toSpliced(Math.min(rest.length, Math.max(0, to)), 0, own), key };
}

/** Whether the fields say something else than what is saved. */
export function isChanged(forms: readonly StepForm[], steps: readonly WorkflowStep[]): boolean {
  const plain = (own: readonly StepForm[]) => JSON.stringify(own.map((form) => typedStep(form)));
  return plain(forms) !== plain(formsOf(steps));
}

/** What the list says of a step under its name. */
export function stepSummary(form: StepForm): string {
  switch (form.kind) {
    case 'command':
      return form.action.argv.split('\n').join(' ').trim();
    case 'http':
      return `${form.action.method} ${form.action.url}`.trim();
    case 'wait':
      return `${form.span} ${form.span === 1 ? form.unit.slice(0, -1) : form.unit}`;
    case 'approval':
      return form.question;
    default:
      return assertNever(form.kind);
  }
}
