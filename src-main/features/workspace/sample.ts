import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Sources } from '../../context.ts';
import type { Shell } from '../../shell.ts';
import { callPort, threadEntry } from '../../threads/rpc.ts';
import type { Log } from '../../threads/workers.ts';
import type { SampleOptions } from './sample-make.ts';

async function buildHere(sample: SampleOptions, sources: Sources, log: Log): Promise<void> {
  const { buildSample } = await import('./sample-make.ts');
  await buildSample(sample, sources, log);
}

/** On a thread of its own: the story is a thousand commands, and the window goes on. */
async function buildInThread(sample: SampleOptions, log: Log): Promise<void> {
  const thread = new Worker(threadEntry(import.meta.url, './sample-thread.ts', './sample.js'));
  const remote = callPort(thread, log);
  thread.on('error', (error) => {
    log(error);
    remote.fail('The sample could not be made. Nothing of it was kept; try it again.');
  });
  try {
    await remote.call('build', sample);
  } finally {
    await thread.terminate();
  }
}

let building: Promise<void> | null = null;

/** Opens the sample workspace; the first time it is made, by the commands and the import that anybody would use. */
export async function openSample(shell: Shell, sources: Sources): Promise<void> {
  const { data, log, threads = true } = shell.options;
  const sample = { data, file: join(data, 'sample.slipway') };
  if (!existsSync(sample.file)) {
    building ??= (threads ? buildInThread(sample, log) : buildHere(sample, sources, log)).finally(() => {
      building = null;
    });
    await building;
  }
  await shell.open(sample.file, 'Sample');
}
