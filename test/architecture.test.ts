import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const roots = ['src-shared', 'src-main', 'src-renderer'];

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

const files = roots.flatMap(filesBelow);
const textOf = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const STATEMENT = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/g;

function importsOf(file: string): Import[] {
  return [...(textOf.get(file) ?? '').matchAll(STATEMENT)].flatMap(([, typeOnly, specifier = '']) => {
    const to = specifier.startsWith('#shared/')
      ? `src-shared/${specifier.slice('#shared/'.length)}`
      : specifier.startsWith('.')
        ? normalize(join(dirname(file), specifier))
        : specifier;
    return [{ from: file, to, typeOnly: typeOnly !== undefined }];
  });
}

const imports = files.flatMap(importsOf);
const ours = imports.filter(({ to }) => textOf.has(to));

const broken = (rule: (edge: Import) => boolean) =>
  imports.filter(rule).map(({ from, to }) => `${from} -> ${to}`);
const below = (folder: string) => (file: string) => file.startsWith(`${folder}/`);
const featureOf = (file: string) => /^src-[a-z]+\/features\/([^/]+)\//.exec(file)?.[1];

/** The files that hold one line per feature; nothing else lists the features. */
const registries = [
  'src-shared/contract/index.ts',
  'src-main/engine.ts',
  'src-main/chunks.ts',
  'src-main/jobs/index.ts',
  'src-main/jobs/followers.ts',
  'src-main/store/index.ts',
  'src-main/store/migrate.ts',
  'src-main/gateway/dialects/index.ts',
  'src-shared/features/activity/words.ts',
  'src-renderer/app/routes.ts',
  'src-renderer/app/Shell.tsx',
  'src-renderer/app/DialogOutlet.tsx',
];

describe('law 1: no file grows by more than one line per feature', () => {
  it('only the registries and desk.ts know many features', () => {
    const known = new Set([...registries, 'src-main/desk.ts']);
    const wide = files.filter((file) => {
      const features = new Set(
        ours
          .filter((edge) => edge.from === file && !edge.typeOnly)
          .map((edge) => featureOf(edge.to))
          .filter(Boolean),
      );
      return features.size > 6 && !known.has(file);
    });
    expect(wide).toEqual([]);
  });

  it('every registry is there', () => {
    expect(registries.filter((file) => !textOf.has(file))).toEqual([]);
  });
});

describe('law 2: the arrows', () => {
  it('shared leans on nothing but itself, zod and small pure libraries', () => {
    const allowed = new Set(['zod', 'semver', 'croner']);
    expect(
      broken(({ from, to }) => below('src-shared')(from) && !below('src-shared')(to) && !allowed.has(to)),
    ).toEqual([]);
  });

  it.each(['web', 'electron'])(
    'what the %s host serves its first page with imports no job and no server of others',
    (host) => {
      const late = ['src-main/jobs/index.ts', 'fastify', 'jose', 'pino', 'piscina', 'ws', 'yauzl', 'yazl'];
      const reached = new Set([`src-main/host/${host}/run.ts`]);
      for (const file of reached)
        for (const { from, to, typeOnly } of imports) if (from === file && !typeOnly) reached.add(to);
      expect(reached).toContain('src-main/session.ts');
      expect(late.filter((file) => reached.has(file))).toEqual([]);
    },
  );

  it('models and contracts are written with contract/schema.ts, which builds a schema when it is asked for', () => {
    expect(broken(({ from, to }) => below('src-shared/features')(from) && to === 'zod')).toEqual([]);
  });

  it('renderer and main do not know each other', () => {
    expect(broken(({ from, to }) => below('src-renderer')(from) && below('src-main')(to))).toEqual([]);
    expect(broken(({ from, to }) => below('src-main')(from) && below('src-renderer')(to))).toEqual([]);
  });

  it('electron is imported by its entry, its preload and its host only', () => {
    const homes = (file: string) =>
      ['src-main/index.ts', 'src-main/preload.ts'].includes(file) || below('src-main/host/electron')(file);
    expect(broken(({ from, to }) => (to === 'electron' || to === 'electron-store') && !homes(from))).toEqual(
      [],
    );
  });

  it('engines decide: no database, no network, no electron', () => {
    const engine = (file: string) => /^src-main\/features\/[^/]+\/engine\.ts$/.test(file);
    expect(
      broken(
        ({ from, to }) => engine(from) && ['better-sqlite3', 'electron', 'fastify', 'node:http'].includes(to),
      ),
    ).toEqual([]);
    expect(files.filter((file) => engine(file) && /\bfetch\(/.test(textOf.get(file) ?? ''))).toEqual([]);
  });

  it('SQL stands in stores, migrations and the statement builders of a store only', () => {
    const homes = (file: string) =>
      below('src-main/store')(file) ||
      /(^|[-/])(store|list|drive|selection|query|staging|staging-file)\.ts$/.test(file) ||
      /-store\.ts$/.test(file);
    const speaks = (file: string) =>
      /\b(SELECT\s+\S|INSERT\s+(OR\s+\w+\s+)?INTO|DELETE\s+FROM|UPDATE\s+\w+\s+SET)\b/.test(
        textOf.get(file) ?? '',
      );
    expect(files.filter((file) => below('src-main')(file) && speaks(file) && !homes(file))).toEqual([]);
  });

  it('ui has props only, and a renderer feature never imports another', () => {
    expect(
      broken(
        ({ from, to }) => below('src-renderer/ui')(from) && /^src-renderer\/(api|features|app)\//.test(to),
      ),
    ).toEqual([]);
    expect(
      broken(
        ({ from, to }) =>
          below('src-renderer/features')(from) &&
          below('src-renderer/features')(to) &&
          featureOf(from) !== featureOf(to),
      ),
    ).toEqual([]);
  });

  it('vendors’ names stand in systems, dialects, connections and importers only', () => {
    const homes = (file: string) =>
      file === 'src-shared/systems.ts' || /^src-main\/(gateway\/dialects|connections|importers)\//.test(file);
    const vendors = /'(akinon|aviator|mender|jfrog[^']*)'/;
    expect(files.filter((file) => !homes(file) && vendors.test(textOf.get(file) ?? ''))).toEqual([]);
  });

  it('holds no circle', () => {
    const edges = new Map<string, string[]>();
    for (const { from, to } of ours) edges.set(from, [...(edges.get(from) ?? []), to]);
    const state = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        circles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
        return;
      }
      state.set(file, 'open');
      for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
      state.set(file, 'done');
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });
});

describe('law 3: size', () => {
  const sizes = files
    .filter((file) => !file.includes('/migrations/'))
    .map((file) => ({ file, lines: (textOf.get(file) ?? '').split('\n').length - 1 }));

  it('no file over 400 lines', () => {
    expect(sizes.filter(({ lines }) => lines > 400)).toEqual([]);
  });

  it('nine in ten under 250', () => {
    expect(sizes.filter(({ lines }) => lines >= 250).length).toBeLessThanOrEqual(sizes.length / 10);
  });
});

describe('style', () => {
  it('has no default exports, no utils.ts, no TODO', () => {
    expect(files.filter((file) => /\butils?\.tsx?$/.test(file))).toEqual([]);
    expect(files.filter((file) => /^export default/m.test(textOf.get(file) ?? ''))).toEqual([]);
    expect(files.filter((file) => /\b(TODO|FIXME|XXX)\b/.test(textOf.get(file) ?? ''))).toEqual([]);
  });
});
