import { Checkbox, Input, NumberInput, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { assertNever } from '#shared/assert.ts';
import classes from './ActionFields.module.css';
import type { ActionForm } from './actionForm.ts';

/** What the fields say of the facts that are known where the action runs, and how one could look. */
export interface ActionWords {
  readonly argvNote: string;
  readonly argvExample: string;
  readonly scriptNote: string;
  readonly scriptExample: string;
  readonly environmentExample: string;
  readonly urlExample: string;
  readonly bodyExample: string;
  /** Whether there is a stored artifact to send. */
  readonly hasArtifact: boolean;
}

interface Props {
  readonly form: Omit<ActionForm, 'kind'>;
  readonly words: ActionWords;
  readonly faultOf: (field: string) => string | undefined;
  readonly onForm: (changes: Partial<Omit<ActionForm, 'kind'>>) => void;
}

const methods = ['POST', 'PUT', 'PATCH', 'GET', 'DELETE'] as const;
const mono = { input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 11.5 } } as const;

/** What a field is filled with before it runs: placeholders, or a script's own variables. */
const fills = { template: { 'data-fill': 'template' }, script: { 'data-fill': 'script' } } as const;

/** The fields of a command or of an HTTP call, and how long it may take. */
export function ActionFields({ kind, ...props }: Props & { readonly kind: ActionForm['kind'] }) {
  const { form, faultOf, onForm } = props;
  return (
    <>
      <Own kind={kind} {...props} />
      <NumberInput
        className={classes.timeout ?? ''}
        label="Ends after, in seconds"
        min={1}
        max={86_400}
        allowDecimal={false}
        value={form.timeoutSeconds}
        error={faultOf('timeoutSeconds')}
        onChange={(value) => onForm({ timeoutSeconds: Number(value) })}
      />
    </>
  );
}

function Own({ kind, ...props }: Props & { readonly kind: ActionForm['kind'] }) {
  switch (kind) {
    case 'command':
      return <CommandFields {...props} />;
    case 'http':
      return <HttpFields {...props} />;
    default:
      return assertNever(kind);
  }
}

function CommandFields({ form, words, faultOf, onForm }: Props) {
  return (
    <>
      <Textarea
        label={form.shell ? 'Script' : 'Program and arguments'}
        description={form.shell ? words.scriptNote : words.argvNote}
        placeholder={form.shell ? words.scriptExample : words.argvExample}
        autosize
        minRows={3}
        maxRows={10}
        styles={mono}
        {...(form.shell ? fills.script : fills.template)}
        value={form.argv}
        error={faultOf('argv')}
        onChange={(event) => onForm({ argv: event.currentTarget.value })}
      />
      <Checkbox
        label="Run it in a shell"
        checked={form.shell}
        onChange={(event) => onForm({ shell: event.currentTarget.checked })}
      />
      <TextInput
        label="Working folder"
        placeholder="/home/mira/storefront"
        styles={mono}
        value={form.folder}
        error={faultOf('folder')}
        onChange={(event) => onForm({ folder: event.currentTarget.value })}
      />
      <Textarea
        label="Environment"
        description="NAME=value, one a line. A secret is named, not written: {{secret.apiKey}}."
        placeholder={words.environmentExample}
        autosize
        minRows={1}
        maxRows={8}
        styles={mono}
        {...fills.template}
        value={form.environment}
        error={faultOf('environment')}
        onChange={(event) => onForm({ environment: event.currentTarget.value })}
      />
    </>
  );
}

function HttpFields({ form, words, faultOf, onForm }: Props) {
  return (
    <>
      <div className={classes.call}>
        <Select
          label="Method"
          data={[...methods]}
          value={form.method}
          onChange={(method) => method !== null && onForm({ method: method as ActionForm['method'] })}
        />
        <TextInput
          label="Address"
          placeholder={words.urlExample}
          styles={mono}
          {...fills.template}
          value={form.url}
          error={faultOf('url')}
          onChange={(event) => onForm({ url: event.currentTarget.value })}
        />
      </div>
      <Textarea
        label="Headers"
        description="Name: value, one a line. A secret is named, not written: {{secret.token}}."
        placeholder="Authorization: Bearer {{secret.token}}"
        autosize
        minRows={1}
        maxRows={8}
        styles={mono}
        {...fills.template}
        value={form.headers}
        error={faultOf('headers')}
        onChange={(event) => onForm({ headers: event.currentTarget.value })}
      />
      <Input.Wrapper label="Body" labelElement="div">
        <SegmentedControl
          className={classes.choice ?? ''}
          aria-label="Body"
          value={form.body}
          onChange={(body) => onForm({ body: body as ActionForm['body'] })}
          data={[
            { value: 'none', label: 'None' },
            { value: 'text', label: 'A text' },
            ...(words.hasArtifact ? [{ value: 'artifact', label: 'The artifact' }] : []),
          ]}
        />
      </Input.Wrapper>
      {form.body === 'text' ? (
        <Textarea
          aria-label="Text of the body"
          placeholder={words.bodyExample}
          autosize
          minRows={2}
          maxRows={10}
          styles={mono}
          {...fills.template}
          value={form.template}
          error={faultOf('template')}
          onChange={(event) => onForm({ template: event.currentTarget.value })}
        />
      ) : null}
      <TextInput
        label="Expected status"
        placeholder="any from 200 to 299"
        value={form.expected}
        error={faultOf('expected')}
        onChange={(event) => onForm({ expected: event.currentTarget.value })}
      />
    </>
  );
}
