import { NumberInput, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import type { RefObject } from 'react';
import type { StepKind } from '#shared/features/workflow/model.ts';
import { ActionFields, type ActionWords } from '../../../ui/ActionForm/ActionFields.tsx';
import text from '../../../ui/Text.module.css';
import classes from './Editor.module.css';
import type { StepFault, StepForm, WaitUnit } from './workflowForm.ts';

const words: ActionWords = {
  argvNote:
    'One a line, handed over as they are: no shell reads them. {{candidate}}, {{commit}} and the other facts are filled in.',
  argvExample:
    'kubectl\nset\nimage\ndeployment/payments\npayments=registry.example.com/payments:{{candidate}}',
  scriptNote: 'Run by the system’s shell. It takes the facts from its environment: $SLIPWAY_CANDIDATE.',
  scriptExample: 'set -e\n./deploy.sh "$SLIPWAY_CANDIDATE"',
  environmentExample: 'KUBECONFIG_DATA={{secret.kubeconfig}}',
  urlExample: 'https://ci.example.com/deploy/{{environment}}',
  bodyExample: '{"version": "{{candidate}}", "commit": "{{commit}}"}',
  hasArtifact: false,
};

const kindLabels: readonly { readonly value: StepKind; readonly label: string }[] = [
  { value: 'command', label: 'Command' },
  { value: 'http', label: 'HTTP call' },
  { value: 'wait', label: 'Wait' },
  { value: 'approval', label: 'Approval' },
];

const notes: Readonly<Record<StepKind, string>> = {
  command: 'A program on this machine. It has failed when it ends with another code than 0.',
  http: 'A request to a service. It has failed when it answers with another status than expected.',
  wait: 'Nothing happens for so long, also while Slipway is closed.',
  approval: 'Waits until somebody approves or refuses, as long as that takes.',
};

/** The fields of one step: those that its kind has, and no others. */
export function StepFields({
  form,
  faults,
  nameRef,
  onForm,
}: {
  readonly form: StepForm;
  /** Of this step. */
  readonly faults: readonly StepFault[];
  readonly nameRef: RefObject<HTMLInputElement | null>;
  readonly onForm: (changes: Partial<StepForm>) => void;
}) {
  const faultOf = (field: string) => faults.find((fault) => fault.field === field)?.message;
  return (
    <div className={classes.fields}>
      <SegmentedControl
        className={classes.kinds ?? ''}
        aria-label="What the step is"
        value={form.kind}
        onChange={(kind) => onForm({ kind: kind as StepKind })}
        data={[...kindLabels]}
      />
      <p className={text.quiet}>{notes[form.kind]}</p>
      <TextInput
        ref={nameRef}
        label="Name"
        description="As the timeline calls it."
        value={form.name}
        error={faultOf('name')}
        onChange={(event) => onForm({ name: event.currentTarget.value })}
      />
      <OwnFields form={form} faultOf={faultOf} onForm={onForm} />
    </div>
  );
}

interface OwnProps {
  readonly form: StepForm;
  readonly faultOf: (field: string) => string | undefined;
  readonly onForm: (changes: Partial<StepForm>) => void;
}

function OwnFields({ form, faultOf, onForm }: OwnProps) {
  const { kind } = form;
  switch (kind) {
    case 'command':
    case 'http':
      return (
        <>
          <ActionFields
            kind={kind}
            form={form.action}
            words={words}
            faultOf={faultOf}
            onForm={(changes) => onForm({ action: { ...form.action, ...changes } })}
          />
          <RetryFields form={form} faultOf={faultOf} onForm={onForm} />
        </>
      );
    case 'wait':
      return (
        <div className={classes.pair}>
          <NumberInput
            label="Waits for"
            min={1}
            allowDecimal={false}
            value={form.span}
            error={faultOf('span')}
            onChange={(value) => onForm({ span: Number(value) })}
          />
          <Select
            label="Unit"
            data={['seconds', 'minutes', 'hours', 'days']}
            value={form.unit}
            onChange={(unit) => unit !== null && onForm({ unit: unit as WaitUnit })}
          />
        </div>
      );
    case 'approval':
      return (
        <Textarea
          label="Question"
          description="What somebody has to look at before it goes on. {{candidate}} and the other facts are filled in."
          data-fill="template"
          placeholder="Is the error rate below 0.1 % for five minutes?"
          autosize
          minRows={2}
          maxRows={8}
          value={form.question}
          error={faultOf('question')}
          onChange={(event) => onForm({ question: event.currentTarget.value })}
        />
      );
  }
}

function RetryFields({ form, faultOf, onForm }: OwnProps) {
  return (
    <div className={classes.pair}>
      <NumberInput
        label="Tried again after a failure"
        suffix={form.times === 1 ? ' time' : ' times'}
        min={0}
        max={20}
        allowDecimal={false}
        value={form.times}
        error={faultOf('times')}
        onChange={(value) => onForm({ times: Number(value) })}
      />
      {form.times > 0 ? (
        <NumberInput
          label="Each time later by"
          suffix=" seconds"
          min={0}
          max={3600}
          allowDecimal={false}
          value={form.waitSeconds}
          error={faultOf('waitSeconds')}
          onChange={(value) => onForm({ waitSeconds: Number(value) })}
        />
      ) : null}
    </div>
  );
}
