import { Checkbox, Input, NumberInput, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import classes from '../Distribution.module.css';
import type { StepForm } from './deliveryForm.ts';

interface Props {
  readonly form: StepForm;
  readonly required: boolean;
  readonly faultOf: (field: string) => string | undefined;
  readonly onForm: (changes: Partial<StepForm>) => void;
}

const methods = ['POST', 'PUT', 'PATCH', 'GET', 'DELETE'] as const;

/** How one step is done: not at all, by a command, or by an HTTP call. */
export function StepFields({ form, required, faultOf, onForm }: Props) {
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
      {form.kind === 'command' ? <CommandFields form={form} faultOf={faultOf} onForm={onForm} /> : null}
      {form.kind === 'http' ? <HttpFields form={form} faultOf={faultOf} onForm={onForm} /> : null}
      {form.kind === 'none' ? null : (
        <NumberInput
          className={classes.shareField ?? ''}
          label="Ends after, in seconds"
          min={1}
          max={86_400}
          allowDecimal={false}
          value={form.timeoutSeconds}
          error={faultOf('timeoutSeconds')}
          onChange={(value) => onForm({ timeoutSeconds: Number(value) })}
        />
      )}
    </div>
  );
}

const mono = { input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 11.5 } } as const;

function CommandFields({ form, faultOf, onForm }: Omit<Props, 'required'>) {
  return (
    <>
      <Textarea
        label={form.shell ? 'Script' : 'Program and arguments'}
        description={
          form.shell
            ? 'Run by the system’s shell. It takes the facts from its environment: $SLIPWAY_TRACK.'
            : 'One a line, handed over as they are: no shell reads them. {{track}}, {{artifact}} and the other facts are filled in.'
        }
        placeholder={
          form.shell
            ? './deliver.sh "$SLIPWAY_TRACK"'
            : 'fastlane\nsupply\n--track\n{{track}}\n--aab\n{{artifact}}'
        }
        autosize
        minRows={3}
        maxRows={10}
        styles={mono}
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
        placeholder="SUPPLY_JSON_KEY_DATA={{secret.googleServiceFile}}"
        autosize
        minRows={1}
        maxRows={8}
        styles={mono}
        value={form.environment}
        error={faultOf('environment')}
        onChange={(event) => onForm({ environment: event.currentTarget.value })}
      />
    </>
  );
}

function HttpFields({ form, faultOf, onForm }: Omit<Props, 'required'>) {
  return (
    <>
      <div className={classes.call}>
        <Select
          label="Method"
          data={[...methods]}
          value={form.method}
          onChange={(method) => method !== null && onForm({ method: method as StepForm['method'] })}
        />
        <TextInput
          label="Address"
          placeholder="https://ci.example.com/deliver/{{track}}"
          styles={mono}
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
        value={form.headers}
        error={faultOf('headers')}
        onChange={(event) => onForm({ headers: event.currentTarget.value })}
      />
      <Input.Wrapper label="Body" labelElement="div">
        <SegmentedControl
          className={classes.choice ?? ''}
          aria-label="Body"
          value={form.body}
          onChange={(body) => onForm({ body: body as StepForm['body'] })}
          data={[
            { value: 'none', label: 'None' },
            { value: 'text', label: 'A text' },
            { value: 'artifact', label: 'The artifact' },
          ]}
        />
      </Input.Wrapper>
      {form.body === 'text' ? (
        <Textarea
          aria-label="Text of the body"
          placeholder={'{"track": "{{track}}", "version": "{{storeVersion}}"}'}
          autosize
          minRows={2}
          maxRows={10}
          styles={mono}
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
