import { createApp } from '../../../src-main/app.ts';
import { memorySettings, testHost } from '../../support/testApp.ts';

/**
 * An application that dies by SIGKILL in the middle of a pick. Arguments: the file, the data folder, the clone, the ids
 * of the project and of the base release, and the commit.
 */
const [file = '', data = '', path = '', project = '', release = '', commit = ''] = process.argv.slice(2);
const projectId = Number(project);
const { client, ready } = createApp({
  file,
  data,
  host: testHost(),
  settings: memorySettings({ actorName: 'mira.solberg' }),
  log: (error) => console.error(error),
});
await ready;
await client.changelog.attach({ projectId, path });
await client.candidate.pick({ projectId, releaseId: Number(release), commit });
for (const end = Date.now() + 20_000; Date.now() < end; ) {
  const [pick] = await client.candidate.picks({ projectId });
  const states = (pick?.targets ?? []).map(({ state }) => state);
  if (states.includes('success') && states.includes('in_progress')) process.kill(process.pid, 'SIGKILL');
  await new Promise((done) => setTimeout(done, 2));
}
