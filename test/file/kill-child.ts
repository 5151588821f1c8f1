import { createApp } from '../../src-main/app.ts';
import { memorySettings, testHost } from '../support/testApp.ts';

/**
 * A process under load that a test kills: records and moves deployments through the real threads, and prints each
 * acknowledged one. Arguments: the file, the data folder.
 */
const [file = '', data = ''] = process.argv.slice(2);
const app = createApp({
  file,
  data,
  host: testHost(),
  settings: memorySettings({ actorName: 'load' }),
  log: (error) => console.error(error),
});
await app.ready;
const { client } = app;
const [environment] = await client.environment.list();
const [project] = await client.project.list();
const environmentId =
  environment?.id ?? (await client.environment.create({ name: 'prod', tier: 'production' })).id;
const projectId =
  project?.id ?? (await client.project.create({ name: 'api', environmentIds: [environmentId] })).id;

async function one(worker: number): Promise<void> {
  for (let n = 0; ; n += 1) {
    const made = await client.deployment.record({
      projectId,
      environmentId,
      version: `1.${worker}.${n}`,
      status: 'pending',
    });
    process.stdout.write(`recorded ${made.number}\n`);
    await client.deployment.move({ ids: [made.id], to: n % 3 === 0 ? 'failed' : 'succeeded' });
    process.stdout.write(`moved ${made.number}\n`);
  }
}

process.stdout.write('ready\n');
await Promise.all([one(1), one(2), one(3)]);
