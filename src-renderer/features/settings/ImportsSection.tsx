import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import type { Import } from '#shared/features/import/model.ts';
import { useCall } from '../../api/client.ts';
import { openDialog } from '../../app/dialogs.ts';
import { useDroppedFiles } from '../../app/droppedFiles.ts';
import { pathTo } from '../../app/routes.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { ACTIONS, PlainTable } from '../../ui/PlainTable.tsx';
import { RowSkeleton } from '../../ui/RowSkeleton.tsx';
import { Instant } from '../../ui/time.tsx';
import { SectionHead } from './SettingRow.tsx';
import classes from './Settings.module.css';
import { UndoImportDialog } from './UndoImportDialog.tsx';

const looks: Readonly<Record<Import['status'], { readonly tone: string; readonly word: string }>> = {
  running: { tone: 'accent', word: 'running' },
  finished: { tone: 'ok', word: 'finished' },
  failed: { tone: 'bad', word: 'failed' },
  canceled: { tone: 'dim', word: 'canceled' },
  undoing: { tone: 'accent', word: 'being undone' },
  undone: { tone: 'dim', word: 'undone' },
};

/** What came in from files, and the way to take it out again. A file dropped here is taken up. */
export function ImportsSection() {
  const { data } = useCall('import.list', undefined);
  const [undoing, setUndoing] = useState<Import | null>(null);
  useDroppedFiles();
  const add = { label: 'Import a file', icon: IconFileImport, onClick: () => openDialog({ kind: 'import' }) };
  return (
    <>
      <SectionHead
        title="Imports"
        note="Every record that came from a file carries its import, so that undoing it removes and restores exactly. Drop a file here to import it."
      >
        <ActionButton {...add} tone="primary" />
      </SectionHead>
      {data === undefined ? (
        <RowSkeleton rows={3} label="Loading the imports" />
      ) : data.length === 0 ? (
        <EmptyState
          icon={IconFileImport}
          title="The files that were imported would be listed here."
          hint="Drop one anywhere on this screen, or choose it."
          primary={add}
        />
      ) : (
        <PlainTable
          columns={[
            'Status',
            'File',
            { label: 'Releases', end: true },
            { label: 'Deployments', end: true },
            { label: 'Changed', end: true },
            { label: 'Problems', end: true },
            'When',
            ACTIONS,
          ]}
        >
          {data.map((row) => (
            <ImportRow key={row.id} row={row} onUndo={() => setUndoing(row)} />
          ))}
        </PlainTable>
      )}
      {undoing ? <UndoImportDialog row={undoing} onClose={() => setUndoing(null)} /> : null}
    </>
  );
}

function ImportRow({ row, onUndo }: { readonly row: Import; readonly onUndo: () => void }) {
  const { tone, word } = looks[row.status];
  const { counts } = row;
  return (
    <tr data-off={row.status === 'undone' || undefined}>
      <td style={{ color: `var(--sl-${tone})`, fontWeight: 500 }}>{word}</td>
      <td data-wrap>
        {row.fileName}
        {row.note ? <span className={classes.rowNote}>{row.note}</span> : null}
      </td>
      <td data-end>{formatCount(counts.newReleases)}</td>
      <td data-end>
        {row.status === 'undone' || counts.newDeployments === 0 ? (
          formatCount(counts.newDeployments)
        ) : (
          <a href={`#${pathTo.deployments(`import=${row.id}`)}`}>{formatCount(counts.newDeployments)}</a>
        )}
      </td>
      <td data-end>{formatCount(counts.changed)}</td>
      <td data-end>{formatCount(counts.problems)}</td>
      <td className={classes.dim}>
        <Instant at={row.startedAt} />
      </td>
      <td data-end>
        {row.status === 'finished' || row.status === 'failed' ? (
          <ActionButton label="Undo" size="xs" onClick={onUndo} />
        ) : null}
      </td>
    </tr>
  );
}
