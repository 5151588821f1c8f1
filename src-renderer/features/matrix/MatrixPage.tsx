import { SegmentedControl, TextInput } from '@mantine/core';
import { IconDownload, IconRocket, IconTable } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useCall } from '../../api/client.ts';
import { openDialog } from '../../app/dialogs.ts';
import { navigate, usePlace } from '../../app/location.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { Page, PageBody, PageHeader } from '../../ui/Page.tsx';
import { WithPeek } from '../../ui/PeekDrawer.tsx';
import { RowSkeleton } from '../../ui/RowSkeleton.tsx';
import { useZone } from '../../ui/time.tsx';
import { CellTimeline, type LanePart } from './CellTimeline.tsx';
import { ChangeList } from './ChangeList.tsx';
import { ClockSlider } from './ClockSlider.tsx';
import { CompareMenu } from './CompareMenu.tsx';
import { csvOfMatrix, saveText } from './csv.ts';
import { Legend } from './Legend.tsx';
import { CompareBanner, comparisonWords, KnownSwitch, PastBanner } from './MatrixBanners.tsx';
import { GRID_ID, type GridPosition, MatrixGrid } from './MatrixGrid.tsx';
import classes from './MatrixPage.module.css';
import { type CellKey, type MatrixPlace, matrixPlaceOf, pathOfMatrix } from './place.ts';
import { freezesOf, holdOf } from './rows.ts';
import { useClock } from './useClock.ts';
import { useMatrix } from './useMatrix.ts';
import { useMatrixCommands } from './useMatrixCommands.ts';

const FILTER_ID = 'matrix-filter';
const PAST = 'You are looking at the past. Go back to now first.';

const counted = (count: number, one: string, many: string) =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** What runs where: now, at any past instant on both clocks, or held against another instant or environment. */
export function MatrixPage({ lane }: { readonly lane: LanePart }) {
  const zone = useZone();
  const { search } = usePlace();
  const place = useMemo(() => matrixPlaceOf(search), [search]);
  const clock = useClock(place);
  const { matrix, view, diff, late, error, cellOf } = useMatrix(place);
  const summary = useCall('workspace.summary', undefined);
  const [pointed, setPointed] = useState<CellKey | null>(null);
  const [enterDrawer, setEnterDrawer] = useState(false);
  const { at, compare } = place;
  const pastReason = at === null ? null : PAST;
  const comparing = compare !== null;

  const put = (next: MatrixPlace, replace = true) => navigate(pathOfMatrix(next), { replace });
  const key = place.cell ?? pointed;
  const current = ((): GridPosition | null => {
    if (key === null || !view) return null;
    const row = view.rows.findIndex(({ projectId }) => projectId === key.projectId);
    const column = view.columns.findIndex(({ id }) => id === key.environmentId);
    return row < 0 || column < 0 ? null : { row, column };
  })();
  const keyAt = ({ row, column }: GridPosition): CellKey | null => {
    const projectId = view?.rows[row]?.projectId;
    const environmentId = view?.columns[column]?.id;
    return projectId === undefined || environmentId === undefined ? null : { projectId, environmentId };
  };
  const goTo = (position: GridPosition) => {
    const next = keyAt(position);
    setPointed(next);
    setEnterDrawer(false);
    if (place.cell !== null) put({ ...place, cell: next });
  };
  const peek = (position: GridPosition, how: 'key' | 'pointer') => {
    const next = keyAt(position);
    setPointed(next);
    setEnterDrawer(false);
    put({ ...place, cell: how === 'key' && place.cell !== null ? null : next });
  };
  const enter = (position: GridPosition) => {
    const next = keyAt(position);
    setPointed(next);
    setEnterDrawer(true);
    put({ ...place, cell: next });
  };
  const closeDrawer = () => {
    put({ ...place, cell: null });
    document.getElementById(GRID_ID)?.focus();
  };

  const names = useMemo(
    () => ({
      projects: new Map(matrix?.projects.map(({ id, name }) => [id, name])),
      environments: new Map(matrix?.environments.map(({ id, name }) => [id, name])),
    }),
    [matrix],
  );
  const environments = matrix?.environments ?? [];
  const nameOf = (environmentId: number) => environments.find(({ id }) => id === environmentId)?.name ?? '?';
  const save = () => {
    if (!view) return;
    const words = comparisonWords(place, nameOf, zone);
    const moment = at ?? Date.now();
    const text = csvOfMatrix(view, {
      at: moment,
      known: place.known,
      comparedWith: words && `${words.before} to ${words.after}`,
    });
    saveText(`matrix-${new Date(moment).toISOString().slice(0, 19).replaceAll(':', '')}.csv`, text);
  };
  const leave = comparing
    ? () => put({ ...place, compare: null })
    : at === null
      ? null
      : () => clock.moveTo(null);
  useMatrixCommands({
    earlier: clock.earlier === null ? null : () => clock.step('earlier'),
    later: at === null ? null : () => clock.step('later'),
    leave,
    filter: () => document.getElementById(FILTER_ID)?.focus(),
    toggleDifferences: () => put({ ...place, onlyDifferences: !place.onlyDifferences }),
    save,
  });

  const cellProject = matrix?.projects.find(({ id }) => id === place.cell?.projectId);
  const cellEnvironment = environments.find(({ id }) => id === place.cell?.environmentId);
  const drawer =
    place.cell && cellProject && cellEnvironment ? (
      <CellTimeline
        key={`${place.cell.projectId}.${place.cell.environmentId}`}
        project={cellProject.name}
        projectId={cellProject.id}
        environment={cellEnvironment}
        cell={cellOf(cellProject.id, cellEnvironment.id)}
        freezes={matrix ? freezesOf(matrix, cellProject.id, cellEnvironment) : []}
        hold={matrix ? holdOf(matrix, cellProject.id, cellEnvironment.id) : null}
        at={at}
        now={clock.now}
        pastReason={pastReason}
        takeFocus={enterDrawer}
        lane={lane}
        onMoveTo={clock.moveTo}
        onClose={closeDrawer}
      />
    ) : null;

  const empty = (
    <EmptyState
      icon={IconTable}
      title={place.text ? `No component matches “${place.text}”.` : 'Nothing differs here.'}
      hint={
        place.text
          ? 'The filter looks at the names of components.'
          : 'Every environment runs what the one to its left runs.'
      }
      primary={{
        label: place.text ? 'Clear the filter' : 'Show all cells',
        onClick: () => put({ ...place, text: '', onlyDifferences: false }),
      }}
    />
  );

  if (summary.data?.projects === 0) {
    return (
      <Page>
        <PageHeader title="Matrix" />
        <PageBody>
          <EmptyState
            icon={IconTable}
            title="Every component stands here with what runs in each environment."
            hint="Record a deployment or import history to fill it."
            primary={{ label: 'Deploy', icon: IconRocket, onClick: () => openDialog({ kind: 'record' }) }}
            others={[{ label: 'Import a file', onClick: () => openDialog({ kind: 'import' }) }]}
          />
        </PageBody>
      </Page>
    );
  }

  return (
    <Page>
      <PageHeader
        title="Matrix"
        count={
          view &&
          `${counted(view.rows.length, 'component', 'components')}, ${counted(compare?.kind === 'environments' ? 2 : view.columns.length, 'environment', 'environments')}`
        }
        actions={
          <>
            <SegmentedControl
              aria-label="Which cells"
              data={[
                { value: 'all', label: 'All cells' },
                { value: 'only', label: 'Only differences' },
              ]}
              value={place.onlyDifferences ? 'only' : 'all'}
              onChange={(value) => put({ ...place, onlyDifferences: value === 'only' })}
            />
            <CompareMenu
              key={environments.length}
              at={at}
              environments={environments}
              compare={compare}
              onCompare={(next) => put({ ...place, compare: next }, false)}
            />
            <ActionButton
              label="Export"
              icon={IconDownload}
              disabledReason={view && view.rows.length > 0 ? null : 'There is nothing to export.'}
              onClick={save}
            />
            <ActionButton
              label="Deploy"
              icon={IconRocket}
              tone={at === null ? 'primary' : 'default'}
              disabledReason={pastReason}
              onClick={() => openDialog({ kind: 'record', ...(key ?? {}) })}
            />
          </>
        }
      />
      <PastBanner place={place} onPlace={put} onBack={() => clock.moveTo(null)} />
      <CompareBanner
        place={place}
        diff={diff}
        nameOf={nameOf}
        onStop={() => put({ ...place, compare: null })}
      />
      <WithPeek peek={drawer} onClosePeek={closeDrawer}>
        <div className={classes.body} data-peeking={drawer !== null || undefined}>
          <ChangeList clock={clock} names={names} />
          <div className={classes.main}>
            <div className={classes.clock}>
              <ClockSlider clock={clock} />
              <KnownSwitch place={place} onPlace={put} />
            </div>
            {error ? (
              <ErrorState
                title={error.message}
                kept={error.details.hint ?? 'Nothing was changed.'}
                actions={[{ label: 'Show the matrix of now', onClick: () => navigate('/matrix') }]}
              />
            ) : !view ? (
              <RowSkeleton rows={10} />
            ) : (
              <MatrixGrid
                view={view}
                current={current}
                comparing={comparing}
                now={at ?? clock.now}
                dimSame={place.onlyDifferences}
                late={late}
                onCurrent={goTo}
                onOpen={enter}
                onPeek={peek}
                empty={empty}
                corner={
                  <TextInput
                    id={FILTER_ID}
                    className={classes.filter ?? ''}
                    aria-label="Filter components by name"
                    placeholder="Filter  /"
                    value={place.text}
                    onChange={(event) => put({ ...place, text: event.currentTarget.value })}
                    onKeyDown={(event) => {
                      if (event.key !== 'Escape' && event.key !== 'Enter') return;
                      event.preventDefault();
                      event.stopPropagation();
                      if (event.key === 'Escape') put({ ...place, text: '' });
                      document.getElementById(GRID_ID)?.focus();
                    }}
                  />
                }
              />
            )}
            <Legend
              comparing={comparing}
              hideEmpty={place.hideEmpty}
              onHideEmpty={(hideEmpty) => put({ ...place, hideEmpty })}
            />
          </div>
        </div>
      </WithPeek>
    </Page>
  );
}
