import { AppError } from '#shared/errors.ts';
import { recordDeploymentSchema } from '#shared/features/deployment/contract.ts';
import type { Environment, Tier } from '#shared/features/environment/model.ts';
import type { ImportOptions, ImportProblem } from '#shared/features/import/model.ts';
import { tally } from '#shared/features/import/rules.ts';
import type { Project } from '#shared/features/project/model.ts';
import type { Ctx } from '../../context.ts';
import { SYSTEM } from '../../importers/github-releases.ts';
import { writeDeployment } from '../deployment/record.ts';
import { createEnvironment } from '../environment/engine.ts';
import { createProject } from '../project/engine.ts';
import { insertRelease } from '../release/engine.ts';
import { settleLine } from '../release/order.ts';
import { linkNumber, type ReleaseImage } from './images.ts';
import { planRow, projectOf, type RowPlan } from './plan.ts';
import type { StagedRow } from './staging-store.ts';

export interface RowsInput {
  readonly importId: number;
  readonly rows: readonly StagedRow[];
}

export interface RowsWritten {
  /** How long the writing took, in ms, so that the next piece can be made to fit. */
  readonly ms: number;
  readonly problems: readonly ImportProblem[];
}

/** Everything that a succeeded deployment of a release leaves unsaid, by the schema's own defaults. */
const BLANK = recordDeploymentSchema.parse({
  projectId: 0,
  environmentId: 0,
  version: '0',
  status: 'succeeded',
});

/** One piece of an import: what it makes is tagged, what it changes is kept as it was. */
interface Piece {
  readonly ctx: Ctx;
  readonly importId: number;
  readonly options: ImportOptions;
  readonly projects: Map<string, Project>;
  readonly environments: Map<string, Environment>;
  readonly people: Set<string>;
  readonly links: Set<string>;
  /** `project environment` of the cells to recompute, and the projects whose drift may differ. */
  readonly cells: Map<string, [projectId: number, environmentId: number]>;
  readonly drifted: Set<number>;
}

function ensureProject({ ctx, importId, options, projects }: Piece, repository: string): Project {
  const known = projects.get(repository);
  if (known?.versionScheme) return known;
  const place = projectOf(ctx.stores, repository, options);
  const project =
    place.project ??
    createProject(
      ctx,
      { name: place.name, kind: 'service', repository, description: null, versionScheme: null },
      importId,
    );
  projects.set(repository, project);
  return project;
}

function ensureEnvironment(
  { ctx, importId, environments }: Piece,
  wanted: { name: string; tier: Tier },
): Environment {
  const environment =
    environments.get(wanted.name) ??
    ctx.stores.environment.byName(wanted.name) ??
    createEnvironment(ctx, wanted, importId);
  environments.set(wanted.name, environment);
  return environment;
}

/** The first version decides a project's scheme; a project that was here before is remembered without one. */
function keepScheme({ ctx, importId }: Piece, project: Project): void {
  const made = ctx.stores.project.ofImport(importId).includes(project.id);
  if (!made) ctx.stores.import.keepImage(importId, 'project', project.id, { versionScheme: null });
}

function createRelease(piece: Piece, project: Project, row: StagedRow, { next, artifacts }: RowPlan): void {
  const { ctx, importId } = piece;
  const { stores } = ctx;
  if (project.versionScheme === null) keepScheme(piece, project);
  const release = insertRelease(
    ctx,
    project,
    { ...next, uid: ctx.uid(), projectId: project.id, recordedAt: ctx.now() },
    importId,
  );
  if (artifacts.length > 0) stores.parts.setReleaseArtifacts(release.id, artifacts);
  stores.alias.put(SYSTEM, 'release', row.externalId, release.id, importId);
  piece.drifted.add(project.id);
}

/** Brings a release that is here to what the source says, after keeping it as it was. */
function touchRelease(piece: Piece, row: StagedRow, plan: RowPlan): void {
  const { ctx, importId } = piece;
  const { stores } = ctx;
  const { current, next, artifacts } = plan;
  if (!current) throw new Error('a release that is not new is there');
  const known = stores.alias.find(SYSTEM, 'release', row.externalId) !== null;
  if (known && plan.release === 'unchanged') return;
  const links = stores.parts.releaseArtifacts(current.id);
  const image: ReleaseImage = {
    release: current,
    stands: stores.release.stands(current.id),
    artifacts: links,
  };
  stores.import.keepImage(importId, 'release', current.id, image);
  if (!known) stores.alias.put(SYSTEM, 'release', row.externalId, current.id, importId);
  // What was published is a stop of its own, also when only its candidates stood for it here.
  if (!image.stands) {
    stores.release.setStands(current.id, true);
    piece.drifted.add(current.projectId);
  }
  if (plan.release === 'unchanged') return;
  stores.release.update({ ...current, ...next });
  if (JSON.stringify(links.map(({ id: _id, ...link }) => link)) !== JSON.stringify(artifacts))
    stores.parts.setReleaseArtifacts(current.id, artifacts);
  const project = stores.project.get(current.projectId);
  if (project && next.publishedAt !== current.publishedAt) settleLine(ctx, project, current.version);
}

function deploy(piece: Piece, project: Project, row: StagedRow, plan: RowPlan): void {
  const { ctx, importId, people, links } = piece;
  const { stores } = ctx;
  if (!plan.environment) return;
  const environment = ensureEnvironment(piece, plan.environment);
  const cell = `${project.id} ${environment.id}`;
  if (!links.has(cell)) {
    links.add(cell);
    if (!stores.importUndo.isLinked(project.id, environment.id)) {
      const image = { projectId: project.id, environmentId: environment.id };
      stores.import.keepImage(importId, 'link', linkNumber(image), image);
    }
  }
  const actor = row.author ?? ctx.caller.name;
  const isNew = !people.has(actor) && stores.person.find(actor) === null;
  people.add(actor);
  const { id } = writeDeployment(
    ctx,
    { project, environment },
    {
      ...BLANK,
      projectId: project.id,
      environmentId: environment.id,
      version: row.version,
      commitSha: plan.next.commitSha,
      actor,
      occurredAt: row.publishedAt,
    },
    { importId, rawSystem: SYSTEM, raw: row.raw },
  );
  if (isNew) stores.import.keepImage(importId, 'person', stores.person.find(actor) ?? 0, null);
  stores.alias.put(SYSTEM, 'deployment', row.externalId, id, importId);
  piece.cells.set(cell, [project.id, environment.id]);
  piece.drifted.add(project.id);
}

/**
 * Writes one piece of an import in one transaction: rows, sums, cells, and how far it got. Pieces come in time order,
 * so that each deployment finds the one it follows. @throws conflict when the import is not running any more.
 */
export function writeRows(ctx: Ctx, { importId, rows }: RowsInput): RowsWritten {
  const started = performance.now();
  const { stores } = ctx;
  stores.import.inBulk(true);
  const record = stores.import.get(importId);
  if (record?.status !== 'running')
    throw new AppError('conflict', 'This import is over. Nothing more was written.');
  // The person imports; the deployments say that they came in by an import.
  const importing: Ctx = { ...ctx, caller: { ...ctx.caller, door: 'import' } };
  const piece: Piece = {
    ctx: importing,
    importId,
    options: record.options,
    projects: new Map(),
    environments: new Map(),
    people: new Set(),
    links: new Set(),
    cells: new Map(),
    drifted: new Set(),
  };
  const problems: ImportProblem[] = [];
  const counts = { ...record.counts };
  const done = stores.import.position(importId);
  for (const row of rows) {
    // Invariant: a row is written once; a piece that was sent again after a crash is passed over.
    if (row.position <= done) continue;
    const place =
      piece.projects.get(row.repository) ?? projectOf(stores, row.repository, record.options).project ?? null;
    const plan = planRow(stores, record.options, row, place);
    tally(counts, plan);
    if (plan.release === 'renamed') {
      const message = `${row.version} is known here as ${plan.current?.version}: its tag was renamed. It was left as it is.`;
      problems.push({ record: row.record, line: row.line, message });
      continue;
    }
    const project =
      (plan.current && stores.project.get(plan.current.projectId)) ?? ensureProject(piece, row.repository);
    if (plan.current) touchRelease(piece, row, plan);
    else createRelease(piece, project, row, plan);
    if (plan.deployment) deploy(piece, project, row, plan);
  }
  for (const [projectId, environmentId] of piece.cells.values())
    stores.matrix.recompute(projectId, environmentId);
  for (const projectId of piece.drifted) stores.matrix.refreshDrift(projectId);
  stores.import.advance(importId, rows.at(-1)?.position ?? done, counts);
  ctx.changed('import', importId, null);
  if (counts.newReleases + counts.changed > 0) ctx.changed('release', 0, null);
  if (piece.cells.size > 0) ctx.changed('deployment', 0, null);
  return { ms: performance.now() - started, problems };
}
