import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { CountReporter } from './support/reporter.ts';

const root = resolve(import.meta.dirname, '..');

export default defineConfig({
  root,
  test: {
    reporters: ['default', new CountReporter()],
    projects: [
      {
        root,
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/bench/**'],
          testTimeout: 30_000,
        },
      },
    ],
  },
});
