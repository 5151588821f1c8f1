import { SegmentedControl } from '@mantine/core';
import { ActionFields, type ActionWords } from '../../../ui/ActionForm/ActionFields.tsx';
import classes from '../Distribution.module.css';
import type { StepForm } from './deliveryForm.ts';

const words: ActionWords = {
  argvNote:
    'One a line, handed over as they are: no shell reads them. {{track}}, {{artifact}} and the other facts are filled in.',
  argvExample: 'fastlane\nsupply\n--track\n{{track}}\n--aab\n{{artifact}}',
  scriptNote: 'Run by the system’s shell. It takes the facts from its environment: $SLIPWAY_TRACK.',
  scriptExample: './deliver.sh "$SLIPWAY_TRACK"',
  environmentExample: 'SUPPLY_JSON_KEY_DATA={{secret.googleServiceFile}}',
  urlExample: 'https://ci.example.com/deliver/{{track}}',
  bodyExample: '{"track": "{{track}}", "version": "{{storeVersion}}"}',
  hasArtifact: true,
};

/** How one step is done: not at all, by a command, or by an HTTP call. */
export function StepFields({
  form,
  required,
  faultOf,
  onForm,
}: {
  readonly form: StepForm;
  readonly required: boolean;
  readonly faultOf: (field: string) => string | undefined;
  readonly onForm: (changes: Partial<StepForm>) => void;
}) {
  return (
    <div className={classes.stepFields}>
      <SegmentedControl
        className={classes.choice ?? ''}
        aria-label="How this step is done"
        value={form.kind}
        onChange={(kind) => onForm({ kind: kind as StepForm['kind'] })}
        data={[
          ...(required ? [] : [{ value: 'none', label: 'Not at all' }]),
          { value: 'command', label: 'A command' },
          { value: 'http', label: 'An HTTP call' },
        ]}
      />
      {form.kind === 'none' ? null : (
        <ActionFields kind={form.kind} form={form} words={words} faultOf={faultOf} onForm={onForm} />
      )}
    </div>
  );
}
