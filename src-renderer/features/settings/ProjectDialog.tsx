import { Checkbox, Input, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { nameSchema, pathSchema, projectKinds, type VersionScheme } from '#shared/features/project/model.ts';
import { repositorySchema } from '#shared/features/project/repository.ts';
import type { OutputFor } from '../../api/client.ts';
import { useAct } from '../../api/client.ts';
import { EnvironmentLabel } from '../../ui/EnvironmentLabel.tsx';
import { FieldSet } from '../../ui/FieldSet.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';
import form from './Form.module.css';
import { VersionTester } from './VersionTester.tsx';

type Project = OutputFor<'project.list'>[number];
type Environment = OutputFor<'environment.list'>[number];

const schemes = [
  { value: 'guess', label: 'Guess it from the first version' },
  { value: 'semver', label: 'SemVer: 1.10.0 is newer than 1.9.0' },
  { value: 'calver', label: 'CalVer: 2026.11.20 is newer than 2026.9.30' },
  { value: 'free', label: 'Free: the release made later is newer' },
];

/** Makes or changes a project, and shows how its version scheme would sort versions that a person types. */
export function ProjectDialog({
  project,
  environments,
  onClose,
}: {
  readonly project: Project | null;
  readonly environments: readonly Environment[];
  readonly onClose: () => void;
}) {
  const create = useAct('project.create');
  const update = useAct('project.update');
  const kindId = useId();
  const [name, setName] = useState(project?.name ?? '');
  const [kind, setKind] = useState<(typeof projectKinds)[number]>(project?.kind ?? 'service');
  const [repository, setRepository] = useState(project?.repository ?? '');
  const [description, setDescription] = useState(project?.description ?? '');
  const [paths, setPaths] = useState(project?.paths.join('\n') ?? '');
  const [scheme, setScheme] = useState<VersionScheme | 'guess'>(project?.versionScheme ?? 'guess');
  const [linked, setLinked] = useState<readonly number[]>(
    project?.environmentIds ?? environments.map(({ id }) => id),
  );
  const parsed = nameSchema.safeParse(name);
  const globs = paths.split('\n').flatMap((line) => line.trim() || []);
  const pathFault = globs.map((glob) => pathSchema.safeParse(glob).error?.issues[0]?.message).find(Boolean);
  const nameFault = name === '' ? 'Needs a name' : (parsed.error?.issues[0]?.message ?? null);

  const repositoryFault = repositorySchema.safeParse(repository).error?.issues[0]?.message;
  const fault = nameFault ?? (repositoryFault ? 'The repository is none yet' : pathFault) ?? null;

  const save = async () => {
    const input = {
      name: name.trim(),
      kind,
      repository: repository.trim() || null,
      description: description.trim() || null,
      paths: globs,
      versionScheme: scheme === 'guess' ? null : scheme,
      environmentIds: [...linked],
    };
    try {
      await (project ? update.run({ id: project.id, ...input }) : create.run(input));
      onClose();
    } catch {
      // The form stays open and shows what was refused.
    }
  };

  return (
    <FormDialog
      title={project ? `Edit ${project.name}` : 'New project'}
      onClose={onClose}
      submitLabel={project ? 'Save project' : 'Create project'}
      onSubmit={() => void save()}
      blockedReason={fault}
      busy={create.busy || update.busy}
      error={create.error ?? update.error}
      size={640}
    >
      <TextInput
        label="Name"
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Input.Wrapper label="Kind" labelElement="div" id={kindId}>
        <SegmentedControl
          className={form.choice ?? ''}
          aria-label="Kind"
          data={[...projectKinds]}
          value={kind}
          onChange={(value) => setKind(value as typeof kind)}
        />
      </Input.Wrapper>
      <TextInput
        label="Repository"
        description="owner/name, or its address. An import finds its project by it. It stays once a candidate was cut."
        placeholder="owner/name"
        value={repository}
        error={repositoryFault}
        onChange={(event) => setRepository(event.currentTarget.value)}
      />
      <Textarea
        label="Paths"
        description="What belongs to it in the repository, one glob a line; ! leaves out. Empty for all of it."
        placeholder={'services/orders/**\n!**/*.md'}
        autosize
        minRows={1}
        maxRows={5}
        value={paths}
        error={pathFault}
        onChange={(event) => setPaths(event.currentTarget.value)}
      />
      <Textarea
        label="Description"
        autosize
        minRows={1}
        maxRows={5}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      <FieldSet legend="Environments">
        {environments.length === 0 ? (
          <p className={form.note}>There are none yet. Settings, Environments makes them.</p>
        ) : (
          <div className={form.checks}>
            {environments.map(({ id, name: label, tier }) => (
              <Checkbox
                key={id}
                label={<EnvironmentLabel name={label} tier={tier} />}
                checked={linked.includes(id)}
                onChange={(event) =>
                  setLinked(
                    event.currentTarget.checked ? [...linked, id] : linked.filter((other) => other !== id),
                  )
                }
              />
            ))}
          </div>
        )}
        {project?.environmentIds.some((id) => !linked.includes(id)) ? (
          <p className={form.note}>
            What is unticked leaves the board and the matrix, and programs that name it hear that it is
            unknown. What happened there stays in the lists and in the log.
          </p>
        ) : null}
      </FieldSet>
      <Select
        label="Version scheme"
        data={schemes}
        value={scheme}
        onChange={(value) => setScheme((value ?? 'guess') as typeof scheme)}
      />
      <VersionTester scheme={scheme === 'guess' ? null : scheme} />
    </FormDialog>
  );
}
