import type { Action } from '#shared/features/action/model.ts';
import {
  type DeliverySettings,
  type DeliveryStep,
  deliverySettingsSchema,
  deliverySteps,
  judgeDelivery,
} from '#shared/features/distribution/delivery.ts';
import type { InputFor } from '../../../api/client.ts';

type SettingsInput = NonNullable<InputFor<'distribution.putDelivery'>['settings']>;
type HttpMethod = Extract<Action, { kind: 'http' }>['method'];

/** What stands in the fields of one step, as typed. */
export interface StepForm {
  readonly kind: 'none' | 'command' | 'http';
  /** The program and its arguments, one a line; with a shell the whole script. */
  readonly argv: string;
  readonly shell: boolean;
  readonly folder: string;
  /** `NAME=value`, one a line. */
  readonly environment: string;
  readonly method: HttpMethod;
  readonly url: string;
  /** `Name: value`, one a line. */
  readonly headers: string;
  readonly body: 'none' | 'text' | 'artifact';
  readonly template: string;
  /** `200, 201`; empty is any from 200 to 299. */
  readonly expected: string;
  readonly timeoutSeconds: number;
}

export type DeliveryForm = Readonly<Record<DeliveryStep, StepForm>>;

const emptyStep: StepForm = {
  kind: 'none',
  argv: '',
  shell: false,
  folder: '',
  environment: '',
  method: 'POST',
  url: '',
  headers: '',
  body: 'none',
  template: '',
  expected: '',
  timeoutSeconds: 3600,
};

function stepForm(action: Action | null): StepForm {
  if (action === null) return emptyStep;
  const { kind, timeoutSeconds } = action;
  if (kind === 'command') {
    return {
      ...emptyStep,
      kind,
      timeoutSeconds,
      argv: action.argv.join('\n'),
      shell: action.shell,
      folder: action.folder,
      environment: action.environment.map(({ name, value }) => `${name}=${value}`).join('\n'),
    };
  }
  return {
    ...emptyStep,
    kind,
    timeoutSeconds,
    method: action.method,
    url: action.url,
    headers: action.headers.map(({ name, value }) => `${name}: ${value}`).join('\n'),
    body: action.body.kind,
    template: action.body.kind === 'text' ? action.body.template : '',
    expected: action.expectedStatus.join(', '),
  };
}

/** Settings as they stand in the fields; without any a command is begun, which is what most have. */
export function formOf(settings: DeliverySettings | null): DeliveryForm {
  const entries = deliverySteps.map((step): [DeliveryStep, StepForm] => [
    step,
    settings ? stepForm(settings[step]) : { ...emptyStep, kind: step === 'upload' ? 'command' : 'none' },
  ]);
  return Object.fromEntries(entries) as Record<DeliveryStep, StepForm>;
}

const linesOf = (text: string) => text.split('\n').filter((line) => line.trim() !== '');

function pairsOf(text: string, sign: '=' | ':'): { name: string; value: string }[] {
  return linesOf(text).map((line) => {
    const at = line.indexOf(sign);
    if (at < 0) return { name: line.trim(), value: '' };
    const value = line.slice(at + 1);
    return { name: line.slice(0, at).trim(), value: sign === ':' ? value.trim() : value };
  });
}

function actionOf(form: StepForm) {
  switch (form.kind) {
    case 'none':
      return null;
    case 'command':
      return {
        kind: form.kind,
        argv: form.shell ? [form.argv] : linesOf(form.argv),
        shell: form.shell,
        folder: form.folder.trim(),
        environment: pairsOf(form.environment, '='),
        timeoutSeconds: form.timeoutSeconds,
      };
    case 'http':
      return {
        kind: form.kind,
        method: form.method,
        url: form.url.trim(),
        headers: pairsOf(form.headers, ':'),
        body: form.body === 'text' ? { kind: form.body, template: form.template } : { kind: form.body },
        expectedStatus: form.expected
          .split(/[\s,]+/)
          .filter(Boolean)
          .map(Number),
        timeoutSeconds: form.timeoutSeconds,
      };
  }
}

export interface DeliveryCheck {
  /** Null while something is missing or wrong. */
  readonly settings: DeliverySettings | null;
  /** The steps that are well formed, for their preview. */
  readonly actions: Readonly<Partial<Record<DeliveryStep, Action>>>;
  readonly faults: readonly {
    readonly step: DeliveryStep;
    readonly field: string;
    readonly message: string;
  }[];
}

const named = (path: readonly PropertyKey[]) => path.map(String).join('.');
const needsMore = {
  argv: 'Needs a program to run',
  folder: 'Needs the folder it runs in',
  url: 'Needs an address',
};

/** Reads the fields by the contract's own schema, then by the rules for secrets and placeholders. */
export function checkDelivery(form: DeliveryForm): DeliveryCheck {
  const raw = Object.fromEntries(deliverySteps.map((step) => [step, actionOf(form[step])]));
  const parsed = deliverySettingsSchema.safeParse(raw as SettingsInput);
  const isStep = (word: string): word is DeliveryStep => deliverySteps.some((step) => step === word);
  const faults: { step: DeliveryStep; field: string; message: string }[] = [];
  for (const { path, message } of parsed.error?.issues ?? []) {
    const [step = 'upload', field = 'kind', ...rest] = path.map(String);
    if (!isStep(step)) continue;
    const own = form[step];
    const value = field in own ? own[field as keyof StepForm] : null;
    const missing =
      own.kind === 'none' ? 'The upload must be there' : value === '' ? needsMore[field as 'argv'] : null;
    faults.push({
      step,
      field: field === 'expectedStatus' ? 'expected' : field,
      message: missing ?? sentence(message, rest),
    });
  }
  const settings = parsed.data ?? null;
  for (const { field, message } of settings ? judgeDelivery(settings) : []) {
    const [step = '', part = ''] = field.split(/[.[]/);
    if (isStep(step)) faults.push({ step, field: part === 'body' ? 'template' : part, message });
  }
  const actions = Object.fromEntries(
    deliverySteps.flatMap((step) => {
      const action = raw[step];
      const wrong = faults.some((fault) => fault.step === step);
      return action && !wrong ? [[step, settings?.[step] ?? action]] : [];
    }),
  );
  return { settings: faults.length === 0 ? settings : null, actions, faults };
}

const sentence = (message: string, rest: readonly string[]) =>
  /[.!?]$/.test(message) ? message : `${message}${rest.length > 0 ? ` (${named(rest)})` : ''}`;
