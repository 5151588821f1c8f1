import type { Action } from '#shared/features/action/model.ts';
import {
  type DeliverySettings,
  type DeliveryStep,
  deliverySettingsSchema,
  deliverySteps,
  judgeDelivery,
} from '#shared/features/distribution/delivery.ts';
import type { InputFor } from '../../../api/client.ts';
import {
  type ActionForm,
  actionFault,
  actionField,
  emptyAction,
  formOfAction,
  typedAction,
} from '../../../ui/ActionForm/actionForm.ts';

type SettingsInput = NonNullable<InputFor<'distribution.putDelivery'>['settings']>;

/** What stands in the fields of one step, as typed. */
export type StepForm = Omit<ActionForm, 'kind'> & { readonly kind: 'none' | ActionForm['kind'] };

export type DeliveryForm = Readonly<Record<DeliveryStep, StepForm>>;

const stepForm = (action: Action | null): StepForm =>
  action === null ? { ...emptyAction, kind: 'none' } : formOfAction(action);

/** Settings as they stand in the fields; without any a command is begun, which is what most have. */
export function formOf(settings: DeliverySettings | null): DeliveryForm {
  const entries = deliverySteps.map((step): [DeliveryStep, StepForm] => [
    step,
    settings ? stepForm(settings[step]) : { ...emptyAction, kind: step === 'upload' ? 'command' : 'none' },
  ]);
  return Object.fromEntries(entries) as Record<DeliveryStep, StepForm>;
}

function actionOf(form: StepForm) {
  const { kind } = form;
  return kind === 'none' ? null : typedAction({ ...form, kind });
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

/** Reads the fields by the contract's own schema, then by the rules for secrets and placeholders. */
export function checkDelivery(form: DeliveryForm): DeliveryCheck {
  const raw = Object.fromEntries(deliverySteps.map((step) => [step, actionOf(form[step])]));
  const parsed = deliverySettingsSchema.safeParse(raw as SettingsInput);
  const isStep = (word: string): word is DeliveryStep => deliverySteps.some((step) => step === word);
  const faults: { step: DeliveryStep; field: string; message: string }[] = [];
  for (const { path, message } of parsed.error?.issues ?? []) {
    const [step = 'upload', ...rest] = path.map(String);
    if (!isStep(step)) continue;
    const own = form[step];
    const missing = own.kind === 'none' ? 'The upload must be there' : message;
    faults.push({ step, ...actionFault(own, rest, missing) });
  }
  const settings = parsed.data ?? null;
  for (const { field, message } of settings ? judgeDelivery(settings) : []) {
    const [step = '', part = ''] = field.split(/[.[]/);
    if (isStep(step)) faults.push({ step, field: actionField(part), message });
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
