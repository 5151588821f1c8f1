import { useState } from 'react';
import {
  type DeliverySettings,
  type DeliveryStep,
  deliverySteps,
} from '#shared/features/distribution/delivery.ts';
import { type Store, storeRules } from '#shared/features/distribution/stores.ts';
import { useAct } from '../../../api/client.ts';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { type TabItem, Tabs } from '../../../ui/Tabs.tsx';
import text from '../../../ui/Text.module.css';
import classes from '../Distribution.module.css';
import { stepLabels, stepNotes } from '../words.ts';
import { checkDelivery, formOf } from './deliveryForm.ts';
import type { KnownFacts } from './dry.ts';
import { StepFields } from './StepFields.tsx';
import { StepPreview } from './StepPreview.tsx';

/** How the builds of a project get to a store, step by step, with what each would run. */
export function DeliveryDialog({
  projectId,
  store,
  settings,
  facts,
  onClose,
}: {
  readonly projectId: number;
  readonly store: Store;
  readonly settings: DeliverySettings | null;
  /** Of the newest distribution there, to show the steps with. */
  readonly facts: KnownFacts;
  readonly onClose: () => void;
}) {
  const put = useAct('distribution.putDelivery');
  const [form, setForm] = useState(() => formOf(settings));
  const [step, setStep] = useState<DeliveryStep>('upload');
  const [touched, setTouched] = useState(settings !== null);
  const check = checkDelivery(form);
  const [first] = check.faults;
  const own = check.faults.filter((fault) => fault.step === step);
  const preview = check.actions[step];
  const items = deliverySteps.map((id): TabItem<DeliveryStep> => ({ id, label: stepLabels[id] }));
  const save = async () => {
    if (!check.settings) return;
    try {
      await put.run({ projectId, store, settings: check.settings });
      onClose();
    } catch {
      // `put.error` says it in the form, and the fields stay.
    }
  };
  return (
    <FormDialog
      title={`Delivery to ${storeRules[store].label}`}
      onClose={onClose}
      submitLabel="Save delivery"
      onSubmit={() => void save()}
      blockedReason={first ? `${stepLabels[first.step]}: ${first.message}` : null}
      busy={put.busy}
      error={put.error}
      size={820}
    >
      <p className={text.quiet}>
        Your own command or call for each step. Nothing of it runs before somebody has read it and trusts it
        on this machine; a change has to be trusted anew.
      </p>
      <Tabs label="Steps of the delivery" tabs={items} value={step} onChange={setStep}>
        <div className={classes.stepPanel}>
          <p className={text.quiet}>{stepNotes[step]}</p>
          <StepFields
            form={form[step]}
            required={step === 'upload'}
            faultOf={(field) => (touched ? own.find((fault) => fault.field === field)?.message : undefined)}
            onForm={(changes) => {
              setTouched(true);
              setForm({ ...form, [step]: { ...form[step], ...changes } });
            }}
          />
          {preview ? (
            <>
              <h3 className={classes.previewTitle}>Would run</h3>
              <StepPreview step={step} action={preview} facts={facts} />
            </>
          ) : null}
        </div>
      </Tabs>
    </FormDialog>
  );
}
