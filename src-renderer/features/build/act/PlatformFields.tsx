import { TextInput } from '@mantine/core';
import { platformFacts } from '#shared/features/build/model.ts';
import type { BuildForm } from './buildForm.ts';

const fields = {
  versionCode: { label: 'Version code', placeholder: 'a whole number' },
  javaVersion: { label: 'Java version', placeholder: '17' },
  xcodeVersion: { label: 'Xcode version', placeholder: '26.1' },
  extensions: { label: 'App extensions', placeholder: 'their bundle ids' },
} as const;

/** The facts that only builds of this operating system have. */
export function PlatformFields({
  form,
  faultOf,
  onForm,
}: {
  readonly form: BuildForm;
  readonly faultOf: (field: string) => string | undefined;
  readonly onForm: (changes: Partial<BuildForm>) => void;
}) {
  return platformFacts[form.os].map((field) => (
    <TextInput
      key={field}
      {...fields[field]}
      {...(field === 'versionCode' ? { inputMode: 'numeric' as const } : {})}
      value={form[field]}
      error={faultOf(field)}
      onChange={(event) => onForm({ [field]: event.currentTarget.value })}
    />
  ));
}
