import type { ActivityRow } from '#shared/features/activity/model.ts';
import { formatInstant } from '#shared/time.ts';
import { useCall } from '../../api/client.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { useZone } from '../../ui/time.tsx';
import classes from './Activity.module.css';
import { type FieldChange, fieldDiff, fieldWords } from './fieldDiff.ts';

/** What an entry holds beyond its row: the fields before and after, who and by which door, and its place in the chain. */
export function EntryDetail({ row }: { readonly row: ActivityRow }) {
  const zone = useZone();
  const previous = useCall(
    'activity.list',
    { cursor: row.seq, limit: 1 },
    { enabled: row.seq > 1, keepPrevious: false },
  ).data?.rows[0];
  const fields = fieldDiff(row.before, row.after);
  const changed = fields.filter((field) => field.changed);
  const same = fields.filter((field) => !field.changed);
  return (
    <div className={classes.detail}>
      {row.refused !== null ? (
        <p className={classes.refusal}>
          Refused ({row.refused.replaceAll('_', ' ')}): {row.reason} Nothing was changed.
        </p>
      ) : fields.length === 0 ? (
        <p className={classes.dim}>This entry records no fields.</p>
      ) : (
        <table className={classes.diff} aria-label="Fields before and after">
          <thead>
            <tr>
              <th>Field</th>
              <th>Before</th>
              <th>After</th>
            </tr>
          </thead>
          <tbody>
            {changed.map((field) => (
              <DiffRow key={field.field} change={field} />
            ))}
            {same.map((field) => (
              <DiffRow key={field.field} change={field} />
            ))}
          </tbody>
        </table>
      )}
      <dl className={classes.facts}>
        <dt>At</dt>
        <dd>{formatInstant(row.at, zone)}</dd>
        <dt>By</dt>
        <dd>
          {row.actor.name}
          {row.actor.email ? ` <${row.actor.email}>` : ''}, through the {row.door}
        </dd>
        {row.reason !== null && row.refused === null ? (
          <>
            <dt>Reason</dt>
            <dd>{row.reason}</dd>
          </>
        ) : null}
        <dt>Object</dt>
        <dd>
          {row.object.noun} {row.object.label}{' '}
          <a href={`#/activity?object=${encodeURIComponent(row.object.id)}`}>all its entries</a>
        </dd>
        <dt>Hash</dt>
        <dd className={classes.hash}>
          {row.hash}
          <CopyButton value={row.hash} label="Copy the hash" size={13} />
        </dd>
        <dt>Previous</dt>
        <dd className={classes.hash}>
          {row.seq === 1 ? 'none, it is the first entry' : (previous?.hash ?? '')}
        </dd>
      </dl>
    </div>
  );
}

function DiffRow({ change }: { readonly change: FieldChange }) {
  return (
    <tr data-changed={change.changed || undefined}>
      <th scope="row">{fieldWords(change.field)}</th>
      <td data-side="before">
        <Value field={change.field} value={change.before} />
      </td>
      <td data-side="after">
        <Value field={change.field} value={change.after} />
      </td>
    </tr>
  );
}

/** A value as it is read: instants as instants, lists as lists, nothing as nothing. */
function Value({ field, value }: { readonly field: string; readonly value: unknown }) {
  const zone = useZone();
  if (value === null || value === undefined) return <span className={classes.none}>none</span>;
  if (typeof value === 'number' && /(At|^at)$/.test(field)) return formatInstant(value, zone);
  if (field === 'status' && typeof value === 'string') return value.replaceAll('_', ' ');
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(', ');
  if (typeof value === 'object') return <code>{JSON.stringify(value)}</code>;
  return String(value);
}
