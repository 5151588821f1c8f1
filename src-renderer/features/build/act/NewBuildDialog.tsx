import { Input, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { z } from 'zod';
import { artifactFindingSchema, findingWords } from '#shared/features/build/baseline.ts';
import { mobileStatuses } from '#shared/features/build/inputs.ts';
import { buildTargets, operatingSystems, osLabels } from '#shared/features/build/model.ts';
import { formatSize } from '#shared/time.ts';
import { useAct, useCall } from '../../../api/client.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { fieldFault } from '../../../ui/fieldFault.ts';
import { statusLabel } from '../../../ui/StatusBadge.tsx';
import classes from '../Build.module.css';
import { type BuildForm, checkBuild, emptyBuild } from './buildForm.ts';
import { KeptFileField } from './KeptFileField.tsx';
import { PlatformFields } from './PlatformFields.tsx';
import { useKeptFile } from './useKeptFile.ts';

const keptSchema = z.object({ blob: z.string(), size: z.number(), found: artifactFindingSchema });
const readKept = (result: unknown) => keptSchema.safeParse(result).data ?? null;

const accepts = { android: '.apk,.aab', ios: '.ipa', huawei: '.apk,.aab,.rpk' } as const;

/** Records a build: from a file, from an address, or as a pipeline would report it. Only the fields of its system. */
export function NewBuildDialog({
  start,
  onClose,
}: {
  readonly start: { readonly projectId?: number; readonly file?: File };
  readonly onClose: () => void;
}) {
  const projects = useCall('project.list', undefined);
  const create = useAct('build.create');
  const artifact = useKeptFile('build.keepArtifact', readKept);
  const [form, setForm] = useState<BuildForm>({ ...emptyBuild, projectId: start.projectId ?? null });
  const set = (changes: Partial<BuildForm>) => setForm((old) => ({ ...old, ...changes }));
  const blob = artifact.step.at === 'kept' ? artifact.step.kept.blob : null;
  const coming = form.source === 'file' && (artifact.step.at === 'upload' || artifact.step.at === 'read');
  const { input, fault, faults } = checkBuild(form, blob, coming);
  const apps = (projects.data ?? []).filter(({ kind }) => kind === 'mobile');
  const others = (projects.data ?? []).filter(({ kind }) => kind !== 'mobile');
  const option = ({ id, name }: { readonly id: number; readonly name: string }) => ({
    value: String(id),
    label: name,
  });
  const faultOf = (field: string) => faults[field] ?? fieldFault(create.error, field);
  const text = (field: 'tag' | 'envVersion' | 'storeVersion' | 'commitSha', label: string, hint?: string) => (
    <TextInput
      label={label}
      {...(hint ? { placeholder: hint } : {})}
      value={form[field]}
      error={faultOf(field)}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
    />
  );

  const save = async () => {
    if (!input) return;
    try {
      const made = await create.run(input);
      onClose();
      navigate(pathTo.build(made.id));
    } catch {
      // `create.error` says it in the form, and the fields stay.
    }
  };

  return (
    <FormDialog
      title="New build"
      onClose={() => {
        artifact.forget();
        onClose();
      }}
      submitLabel="Record the build"
      onSubmit={() => void save()}
      blockedReason={fault}
      busy={create.busy}
      error={create.error}
      size={740}
    >
      <div className={classes.fields}>
        <Select
          label="Project"
          placeholder="Choose the app"
          data-autofocus
          searchable
          nothingFoundMessage="No project of that name"
          data={[
            ...(apps.length > 0 ? [{ group: 'Apps', items: apps.map(option) }] : []),
            ...(others.length > 0 ? [{ group: 'Others', items: others.map(option) }] : []),
          ]}
          value={form.projectId === null ? null : String(form.projectId)}
          onChange={(value) => set({ projectId: value === null ? null : Number(value) })}
        />
        <Select
          label="Status"
          data={mobileStatuses.map((status) => ({ value: status, label: statusLabel(status) }))}
          value={form.status}
          onChange={(status) => status !== null && set({ status: status as BuildForm['status'] })}
        />
        <Choice
          label="Operating system"
          value={form.os}
          data={operatingSystems.map((value) => ({ value, label: osLabels[value] }))}
          onChange={(value) => set({ os: value as BuildForm['os'] })}
        />
        <Choice
          label="Target"
          value={form.target}
          data={buildTargets.map((value) => ({ value, label: value }))}
          onChange={(value) => set({ target: value as BuildForm['target'] })}
        />
        {text('tag', 'Tag', 'release/6.12')}
        {text('commitSha', 'Commit', 'if it is known')}
        {text('envVersion', 'Environment version', '5 to 20 characters')}
        {text('storeVersion', 'Store version', 'what users see, 6.12.0')}
        <PlatformFields form={form} faultOf={faultOf} onForm={set} />
      </div>
      <Choice
        label="Artifact"
        value={form.source}
        data={[
          { value: 'file', label: 'A file' },
          { value: 'url', label: 'An address' },
          { value: 'none', label: 'None, as a report' },
        ]}
        onChange={(value) => set({ source: value as BuildForm['source'] })}
      />
      {form.source === 'file' ? (
        <KeptFileField
          label="Artifact of the build"
          title={`Drop the ${accepts[form.os].split(',')[0]} file here`}
          note="It is stored beside the workspace under its SHA-256. It can also come later, with a report."
          accept={accepts[form.os]}
          step={artifact.step}
          error={artifact.error}
          words={({ blob: sha256, size }) => `${formatSize(size)}, SHA-256 ${sha256.slice(0, 12)}…`}
          onFile={artifact.take}
          onForget={artifact.forget}
          {...(artifact.step.at === 'kept' ? { more: findingWords(form.os, artifact.step.kept.found) } : {})}
        />
      ) : form.source === 'url' ? (
        <div className={classes.fields}>
          <TextInput
            label="Address"
            placeholder="https://builds.example.com/storefront.aab"
            value={form.downloadUrl}
            error={faultOf('downloadUrl')}
            onChange={(event) => set({ downloadUrl: event.currentTarget.value })}
          />
          <TextInput
            label="Checksum"
            placeholder="SHA-256, if it is known"
            value={form.checksum}
            error={faultOf('checksum')}
            onChange={(event) => set({ checksum: event.currentTarget.value })}
          />
        </div>
      ) : null}
      <div className={classes.fields}>
        <Textarea
          label="Native modules"
          description="One a line: name and version"
          placeholder="react-native-maps 1.18.0"
          autosize
          minRows={1}
          maxRows={6}
          value={form.plugins}
          error={faultOf('plugins')}
          onChange={(event) => set({ plugins: event.currentTarget.value })}
        />
        <Textarea
          label="Description"
          description="At most 1,000 characters"
          autosize
          minRows={1}
          maxRows={6}
          value={form.description}
          error={faultOf('description')}
          onChange={(event) => set({ description: event.currentTarget.value })}
        />
      </div>
    </FormDialog>
  );
}

function Choice({
  label,
  value,
  data,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly data: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}) {
  return (
    <Input.Wrapper label={label} labelElement="div">
      <SegmentedControl
        className={classes.choice ?? ''}
        aria-label={label}
        data={[...data]}
        value={value}
        onChange={onChange}
      />
    </Input.Wrapper>
  );
}
