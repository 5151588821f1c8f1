import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;

/** Every entry of the main side is a file of its own: the two hosts, the threads they start, and the offline verifier. */
const mainEntries = {
  index: 'src-main/index.ts',
  web: 'src-main/web.ts',
  writer: 'src-main/writer.ts',
  gateway: 'src-main/gateway/thread.ts',
  pool: 'src-main/jobs/pool/worker.ts',
  sample: 'src-main/features/workspace/sample-thread.ts',
};

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      sourcemap: true,
      // These are on the way to the first page: a third of the start went into finding and reading their many files.
      externalizeDeps: {
        exclude: ['zod', 'fastify-type-provider-zod', 'ws', 'uuid', 'canonicalize', 'semver'],
      },
      rolldownOptions: {
        input: Object.fromEntries(
          Object.entries(mainEntries).map(([name, file]) => [name, resolve(root, file)]),
        ),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: resolve(root, 'src-main/preload.ts'),
        output: { format: 'cjs', entryFileNames: 'preload.cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'src-renderer'),
    plugins: [react()],
    // The page keeps its app:// origin in development; only the reload channel goes to the server itself.
    server: {
      host: '127.0.0.1',
      port: 7412,
      strictPort: true,
      hmr: { protocol: 'ws', host: '127.0.0.1', port: 7412 },
    },
    build: {
      outDir: resolve(root, 'out/renderer'),
      minify: true,
      rolldownOptions: { input: resolve(root, 'src-renderer/index.html') },
    },
  },
});
