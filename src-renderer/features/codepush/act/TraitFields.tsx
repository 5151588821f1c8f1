import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { LONGEST_DESCRIPTION } from '#shared/features/codepush/checks.ts';
import classes from './Act.module.css';

interface Traits {
  readonly targetBinaryRange: string;
  readonly isMandatory: boolean;
  readonly isDisabled: boolean;
}

/** Which binaries a release is for, and its two flags beside that. */
export function RangeAndFlags({
  form,
  onForm,
}: {
  readonly form: Traits;
  readonly onForm: (changes: Partial<Traits>) => void;
}) {
  return (
    <>
      <TextInput
        label="For binaries"
        value={form.targetBinaryRange}
        onChange={(event) => onForm({ targetBinaryRange: event.currentTarget.value })}
      />
      <div className={`${classes.checks} ${classes.besideField}`}>
        <Checkbox
          label="Mandatory"
          checked={form.isMandatory}
          onChange={(event) => onForm({ isMandatory: event.currentTarget.checked })}
        />
        <Checkbox
          label="Disabled"
          checked={form.isDisabled}
          onChange={(event) => onForm({ isDisabled: event.currentTarget.checked })}
        />
      </div>
    </>
  );
}

/** What a release says of itself, over the whole width. */
export function DescriptionField({
  value,
  hint,
  onValue,
}: {
  readonly value: string;
  readonly hint?: string | undefined;
  readonly onValue: (value: string) => void;
}) {
  return (
    <Textarea
      className={classes.wide ?? ''}
      label="Description"
      autosize
      minRows={1}
      maxRows={5}
      maxLength={LONGEST_DESCRIPTION}
      description={hint}
      value={value}
      onChange={(event) => onValue(event.currentTarget.value)}
    />
  );
}
