import { Checkbox, Select, TextInput } from '@mantine/core';
import type { BuildRow } from '#shared/features/build/record.ts';
import { buildChoice } from '../words.ts';
import classes from './Act.module.css';
import type { completed, ReleaseForm } from './releaseForm.ts';
import { DescriptionField } from './TraitFields.tsx';

/** What a person says of a new release, beside its package and its rollout. */
export function ReleaseFields({
  form,
  builds,
  onForm,
}: {
  readonly form: ReturnType<typeof completed>;
  /** Those that it can be made for. */
  readonly builds: readonly BuildRow[];
  readonly onForm: (changes: Partial<ReleaseForm>) => void;
}) {
  return (
    <div className={classes.fields}>
      <Select
        className={classes.wide ?? ''}
        label="Made for build"
        placeholder={builds.length === 0 ? 'the channel has none on record' : 'not said'}
        disabled={builds.length === 0}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'Made for no build in particular' }}
        nothingFoundMessage="No such build"
        data={builds.map((build) => ({ value: String(build.id), label: buildChoice(build) }))}
        value={form.parentId === null ? null : String(form.parentId)}
        // Another build has other binaries: what was typed for the one before goes with it.
        onChange={(value) =>
          onForm({ parentId: value === null ? null : Number(value), targetBinaryRange: null })
        }
      />
      <TextInput
        label="For binaries"
        required
        placeholder="6.12.0 or 6.12.x"
        value={form.targetBinaryRange}
        onChange={(event) => onForm({ targetBinaryRange: event.currentTarget.value })}
      />
      <TextInput
        label="Tag"
        placeholder="the source it was made from"
        value={form.tag}
        onChange={(event) => onForm({ tag: event.currentTarget.value })}
      />
      <DescriptionField value={form.description} onValue={(description) => onForm({ description })} />
      <div className={`${classes.wide} ${classes.checks}`}>
        <Checkbox
          label="Mandatory: installed at once"
          checked={form.isMandatory}
          onChange={(event) => onForm({ isMandatory: event.currentTarget.checked })}
        />
        <Checkbox
          label="Disabled: nobody gets it yet"
          checked={form.isDisabled}
          onChange={(event) => onForm({ isDisabled: event.currentTarget.checked })}
        />
      </div>
    </div>
  );
}
