import { Autocomplete, Checkbox, TextInput } from '@mantine/core';
import { isLabel } from '#shared/features/codepush/labels.ts';
import { useCall } from '../../../api/client.ts';
import classes from './Explain.module.css';
import type { ExplainFields } from './fields.ts';
import { useHashOf } from './useHashOf.ts';

/** What an update check carries. Versions and labels that devices have reported are offered. */
export function ExplainFieldset({
  channelId,
  fields,
  onFields,
}: {
  readonly channelId: number;
  readonly fields: ExplainFields;
  readonly onFields: (fields: ExplainFields) => void;
}) {
  const places = useCall('codepush.metrics', { channelId }).data?.rows.map(({ place }) => place) ?? [];
  const hash = useHashOf(channelId)(fields.label.trim());
  const set = (changes: Partial<ExplainFields>) => onFields({ ...fields, ...changes });
  return (
    <div className={classes.fields}>
      <Autocomplete
        label="Version of its binary"
        placeholder="6.12.0"
        data={places.filter((place) => !isLabel(place)).toReversed()}
        value={fields.version}
        onChange={(version) => set({ version })}
      />
      <Autocomplete
        label="Label that it runs"
        placeholder="none yet"
        data={places.filter(isLabel).toReversed()}
        value={fields.label}
        onChange={(label) => set({ label })}
      />
      <TextInput
        className={classes.wide ?? ''}
        label="Client id"
        placeholder="none: no unfinished rollout reaches it"
        value={fields.client}
        onChange={(event) => set({ client: event.currentTarget.value })}
      />
      <TextInput
        className={classes.wide ?? ''}
        label="Hash of what it runs"
        placeholder={hash === null ? 'none' : `of ${fields.label.trim()}: ${hash}`}
        value={fields.hash}
        onChange={(event) => set({ hash: event.currentTarget.value })}
      />
      <Checkbox
        className={classes.wide ?? ''}
        label="A companion app: its binary’s version is not looked at"
        checked={fields.companion}
        onChange={(event) => set({ companion: event.currentTarget.checked })}
      />
    </div>
  );
}
