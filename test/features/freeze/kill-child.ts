import { isAppError } from '#shared/errors.ts';
import { createApp } from '../../../src-main/app.ts';
import { memorySettings, testHost } from '../../support/testApp.ts';

/**
 * An application that a test kills while freezes begin and end: deploys a version over and over through the real threads
 * and prints what was made. Arguments: the file, the data folder, the ids of the project, the
 * environment and the version.
 */
const [file = '', data = '', project = '', environment = '', release = ''] = process.argv.slice(2);
const { client, ready } = createApp({
  file,
  data,
  host: testHost(),
  settings: memorySettings({ actorName: 'mira.solberg' }),
  log: (error) => console.error(error),
});
await ready;
process.stdout.write('ready\n');
const input = {
  projectId: Number(project),
  environmentId: Number(environment),
  releaseId: Number(release),
};
for (;;) {
  try {
    const { number } = await client.environment.deploy(input);
    process.stdout.write(`made ${number}\n`);
  } catch (error) {
    if (!isAppError(error) || error.details.refusal !== 'frozen') throw error;
  }
  await new Promise((done) => setTimeout(done, 5));
}
