import type { Sql } from '../../store/sql.ts';
import { sql } from '../../store/sql.ts';
import type { Dimensions, Selection } from './selection.ts';
import { dimensionConditions } from './selection.ts';

/** One seek in an index: equality on its leading columns, time order behind them. */
export interface Branch {
  readonly index: string;
  readonly equals: Sql;
}

/** How a selection is read: seeks whose rows are merged by time, and what is judged row by row. */
export interface Drive {
  readonly branches: readonly Branch[];
  readonly rest: readonly Sql[];
}

/** More seeks than this cost more than looking at the rows. */
const MOST_BRANCHES = 48;

type Dimension = keyof Dimensions;

interface Access {
  readonly index: string;
  readonly dimensions: readonly Dimension[];
}

const columns: Readonly<Record<Dimension, string>> = {
  projects: 'd.projectId',
  environments: 'd.environmentId',
  statuses: 'd.status',
  people: 'd.personId',
};

const byCell: Access = { index: 'deployment_cell', dimensions: ['projects', 'environments'] };
const byProjectStatus: Access = { index: 'deployment_project_status', dimensions: ['projects', 'statuses'] };
const byProject: Access = { index: 'deployment_project', dimensions: ['projects'] };
const byPerson: Access = { index: 'deployment_person', dimensions: ['people'] };
const byStatus: Access = { index: 'deployment_status', dimensions: ['statuses'] };
const byEnvironment: Access = { index: 'deployment_environment', dimensions: ['environments'] };
const byTime: Access = { index: 'deployment_time', dimensions: [] };

/** The ways in, the narrowest first. Statuses without success are rare, so they come before environments. */
function accessesOf(selection: Selection): Access[] {
  const rareStatuses = selection.statuses !== null && !selection.statuses.includes('succeeded');
  const single = rareStatuses ? [byStatus, byEnvironment] : [byEnvironment, byStatus];
  return [byCell, byProjectStatus, byProject, byPerson, ...single, byTime];
}

const sizeOf = (selection: Selection, access: Access) =>
  access.dimensions.reduce((product, dimension) => product * (selection[dimension]?.length ?? 0), 1);

function branchesOf(selection: Selection, access: Access): Branch[] {
  let equals: Sql[] = [sql`1`];
  for (const dimension of access.dimensions) {
    const column = { text: columns[dimension], values: [] };
    equals = equals.flatMap((so) =>
      (selection[dimension] ?? []).map((value) => sql`${so} AND ${column} = ${value}`),
    );
  }
  return equals.map((condition) => ({ index: access.index, equals: condition }));
}

/** Chooses the index that a selection is read by. An empty dimension has no branch, so nothing is read. */
export function driveOf(selection: Selection): Drive {
  const access =
    accessesOf(selection).find(
      (candidate) =>
        candidate.dimensions.every((dimension) => selection[dimension] !== null) &&
        sizeOf(selection, candidate) <= MOST_BRANCHES,
    ) ?? byTime;
  const left: Partial<Dimensions> = Object.fromEntries(
    (Object.keys(columns) as Dimension[])
      .filter((dimension) => !access.dimensions.includes(dimension))
      .map((dimension) => [dimension, selection[dimension]]),
  );
  return {
    branches: branchesOf(selection, access),
    rest: [...dimensionConditions(left), ...selection.residual],
  };
}
