import { join } from 'node:path';
import { scratch } from './copies.ts';

/** The table that a yardstick draws: as wide, as high and with as many cells a row as ours. */
export interface TableSize {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
}

export interface Yardsticks {
  /** Where a bare table of 100,000 rows is served: a pool of rows without a framework, or a window in React. */
  url(page: 'row-pool' | 'react-window', size: TableSize): string;
  close(): Promise<void>;
}

/** Builds the bare pages as the product's own page is built, and serves them on loopback. */
export async function serveYardsticks(): Promise<Yardsticks> {
  // Only here: what a bundler loads must not stand in the way of the other groups' measurements.
  const { build, preview } = await import('vite');
  const root = join(import.meta.dirname, 'yardstick');
  const outDir = join(scratch(), 'yardstick');
  const common = { root, configFile: false, logLevel: 'error' } as const;
  await build({
    ...common,
    build: {
      outDir,
      rolldownOptions: { input: ['row-pool', 'react-window'].map((name) => join(root, `${name}.html`)) },
    },
  });
  const server = await preview({ ...common, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  const origin = server.resolvedUrls?.local[0];
  if (!origin) throw new Error('the yardsticks are not served');
  return {
    url: (page, size) =>
      `${origin}${page}.html?${new URLSearchParams(Object.entries(size).map(([name, value]) => [name, String(value)]))}`,
    close: () => server.close(),
  };
}
