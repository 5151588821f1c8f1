import { Select } from '@mantine/core';
import { useCall } from '../../../api/client.ts';
import classes from './Act.module.css';

/** The project that an action is about, where the screen does not say it. */
export function ProjectSelect({
  value,
  onValue,
}: {
  readonly value: number | null;
  readonly onValue: (id: number) => void;
}) {
  const projects = useCall('project.list', undefined).data ?? [];
  return (
    <Select
      className={classes.wide ?? ''}
      label="Project"
      placeholder="Choose the project"
      searchable
      nothingFoundMessage="No project of that name"
      limit={200}
      data={projects.map(({ id, name }) => ({ value: String(id), label: name }))}
      value={value === null ? null : String(value)}
      onChange={(next) => next !== null && onValue(Number(next))}
    />
  );
}
