import { existsSync } from 'node:fs';
import { createApp } from '../../../src-main/app.ts';
import { memorySettings, testHost } from '../../support/testApp.ts';

/**
 * An application that dies by SIGKILL in the middle of a run, or closes itself there, or stays and says so. Arguments:
 * the file, the data folder, the ids of the project, the environment and the version to deploy, what the run stands at
 * when it dies, or `quits` or `stays`, and a file whose being there says that a command has come so far.
 */
const [file = '', data = '', project = '', environment = '', release = '', at = '', begun = ''] =
  process.argv.slice(2);
const place = { projectId: Number(project), environmentId: Number(environment) };
const { client, ready, close } = createApp({
  file,
  data,
  host: testHost(),
  settings: memorySettings({ actorName: 'mira.solberg' }),
  log: (error) => console.error(error),
});
await ready;
const { hash } = await client.workflow.trust(place);
await client.workflow.setTrust({ ...place, hash: hash ?? '', trusted: true });
const { id } = await client.environment.deploy({ ...place, releaseId: Number(release) });
const stands = async () => {
  const [run] = await client.workflow.runs({ deploymentId: id });
  if (!run || run.status !== (at === 'paused' ? at : 'running')) return false;
  if (at === 'paused') return true;
  const { pieces } = await client.workflow.output({ runId: run.id });
  const { tail } = await client.workflow.output({ runId: run.id, after: Number.MAX_SAFE_INTEGER });
  return existsSync(begun) && [...pieces, ...tail].some(({ text }) => text.includes('begun'));
};
const looking = setInterval(async () => {
  if (!(await stands())) return;
  clearInterval(looking);
  if (at === 'stays') console.log('there');
  else if (at === 'quits') await close().then(() => process.exit(0));
  else process.kill(process.pid, 'SIGKILL');
}, 20);
setTimeout(() => process.exit(3), 20_000);
