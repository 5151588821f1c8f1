import { useState } from 'react';
import { scopeWords, windowWords } from '#shared/features/freeze/words.ts';
import { type OutputFor, useCall } from '../../api/client.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { PlainTable } from '../../ui/PlainTable.tsx';
import { Instant } from '../../ui/time.tsx';
import classes from './Freeze.module.css';
import { useNames } from './useNames.ts';

type Listed = OutputFor<'freeze.list'>;

/** The freezes that are over, newest first, a page under the other. */
export function OverTable({ newest }: { readonly newest: Listed }) {
  const [before, setBefore] = useState<readonly number[]>([]);
  if (newest.over.length === 0) return null;
  return (
    <section className={`${classes.block} ${classes.table}`} aria-label="Freezes that are over">
      <h3 className={classes.title}>Over</h3>
      <PlainTable label="Freezes that are over" columns={['Freeze', 'Covers', 'Ended']}>
        <OverRows over={newest.over} />
        {before.map((id) => (
          <OlderRows
            key={id}
            before={id}
            onMore={id === before.at(-1) ? (next) => setBefore([...before, next]) : null}
          />
        ))}
      </PlainTable>
      {newest.nextBefore !== null && before.length === 0 ? (
        <div className={classes.more}>
          <ActionButton
            label="Show older ones"
            size="xs"
            onClick={() => setBefore([newest.nextBefore ?? 0])}
          />
        </div>
      ) : null}
    </section>
  );
}

function OlderRows({
  before,
  onMore,
}: {
  readonly before: number;
  readonly onMore: ((next: number) => void) | null;
}) {
  const { data } = useCall('freeze.list', { before });
  if (!data) return null;
  const next = data.nextBefore;
  return (
    <>
      <OverRows over={data.over} />
      {onMore && next !== null ? (
        <tr>
          <td colSpan={3}>
            <ActionButton label="Show older ones" size="xs" onClick={() => onMore(next)} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

function OverRows({ over }: Pick<Listed, 'over'>) {
  const names = useNames();
  return over.map(({ id, name, reason, window, zone, scope, removedAt }) => {
    const endedAt = removedAt ?? window.endsAt;
    return (
      <tr key={id}>
        <td>
          {name}
          <span className={classes.under}>{windowWords(window, zone)}</span>
        </td>
        <td>
          <span className={classes.over} title={scopeWords(scope, names)}>
            {scopeWords(scope, names)}
          </span>
          <span className={classes.under} title={reason}>
            {reason}
          </span>
        </td>
        <td>
          <span className={classes.dim}>
            {removedAt === null ? 'ended ' : 'removed '}
            {endedAt === null ? null : <Instant at={endedAt} />}
          </span>
        </td>
      </tr>
    );
  });
}
