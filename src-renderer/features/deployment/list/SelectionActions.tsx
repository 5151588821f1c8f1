import { IconDownload, IconGitCompare } from '@tabler/icons-react';
import { useState } from 'react';
import type { DeploymentFilter, Sort } from '#shared/features/deployment/filter.ts';
import type { DeploymentStatus } from '#shared/features/deployment/machine.ts';
import { useCall } from '../../../api/client.ts';
import { openDialog } from '../../../app/dialogs.ts';
import { type SelectionAction, SelectionBar } from '../../../ui/SelectionBar.tsx';
import { CompareDialog } from '../act/CompareDialog.tsx';
import { moveIcons } from '../moves.ts';
import { moveLabels } from '../words.ts';
import { useExport } from './ExportMenu.tsx';

/** A move of many asks about so many at once; the contract's own limit. */
const MOST = 200;

const offered = [
  { event: 'roll_back', to: 'rolled_back' },
  { event: 'retry', to: 'pending' },
  { event: 'cancel', to: 'canceled' },
] as const;

/** Which of the selected can take a move, by the same rules that would carry it out. */
function useEligible(ids: readonly number[], event: (typeof offered)[number]['event'], to: DeploymentStatus) {
  const { data } = useCall('deployment.previewMove', { ids: [...ids], to }, { enabled: ids.length > 0 });
  const items = data?.items.filter((item) => item.event === event && item.refusal === null) ?? [];
  return {
    known: data !== undefined,
    rows: items.map(({ deployment }) => deployment),
    all: data?.items ?? [],
  };
}

/** What can be done with the selected rows, and with how many of them. */
export function SelectionActions({
  ids,
  filter,
  sort,
  onClear,
}: {
  readonly ids: readonly number[];
  readonly filter: DeploymentFilter;
  readonly sort: Sort;
  readonly onClear: () => void;
}) {
  const [comparing, setComparing] = useState<readonly [number, number] | null>(null);
  const run = useExport();
  const asked = ids.length > MOST ? [] : ids;
  const eligible = [
    useEligible(asked, offered[0].event, offered[0].to),
    useEligible(asked, offered[1].event, offered[1].to),
    useEligible(asked, offered[2].event, offered[2].to),
  ] as const;
  const tooMany = ids.length > MOST ? `At most ${MOST} at once. Select fewer.` : null;
  const moves = offered.flatMap(({ event, to }, index): SelectionAction[] => {
    const { rows = [] } = eligible[index] ?? {};
    // Rolling back and retrying keep their place; canceling is for what still runs.
    if (event === 'cancel' && rows.length === 0) return [];
    const production = rows.some(({ tier }) => tier === 'production');
    const action: SelectionAction = {
      label: event === 'cancel' ? 'Cancel' : moveLabels[event],
      icon: moveIcons[event],
      ...(tooMany ? {} : { eligible: rows.length, of: ids.length }),
      tone: event === 'roll_back' && production ? 'prod' : 'default',
      disabledReason: tooMany,
      onClick: () => openDialog({ kind: 'move', ids: rows.map(({ id }) => id), to }),
    };
    return [action];
  });
  const [first, second] = ids;
  const pair =
    ids.length === 2 && first !== undefined && second !== undefined ? ([first, second] as const) : null;
  const places = new Set(eligible[0].all.map(({ deployment }) => deployment.environment));
  const [place] = places;
  return (
    <>
      <SelectionBar
        count={ids.length}
        {...(places.size === 1 && ids.length > 1 ? { note: `all in ${place}` } : {})}
        actions={[
          ...moves,
          {
            label: 'Compare',
            icon: IconGitCompare,
            disabledReason: pair ? null : 'Select two to compare them.',
            onClick: () => setComparing(pair),
          },
          {
            label: run.busy ? 'Exporting' : 'Export',
            icon: IconDownload,
            disabledReason: run.error?.message ?? null,
            onClick: () => void run.start({ format: 'csv', filter, sort, ids: [...ids] }),
          },
        ]}
        onClear={onClear}
      />
      {comparing ? <CompareDialog ids={comparing} onClose={() => setComparing(null)} /> : null}
    </>
  );
}
