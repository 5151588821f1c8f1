import { existsSync } from 'node:fs';
import { createApp } from '../../../src-main/app.ts';
import { memorySettings, testHost } from '../../support/testApp.ts';

/**
 * An application that dies by SIGKILL in the middle of a delivery. Arguments: the file, the data folder, the
 * distribution's id, its project's id, and a file whose being there says that the command has begun.
 */
const [file = '', data = '', id = '', project = '', begun = ''] = process.argv.slice(2);
const projectId = Number(project);
const { client, ready } = createApp({
  file,
  data,
  host: testHost(),
  settings: memorySettings({ actorName: 'mira.solberg' }),
  log: (error) => console.error(error),
});
await ready;
const { hash } = await client.distribution.deliveryTrust({ projectId, store: 'google' });
await client.distribution.trustDelivery({ projectId, store: 'google', hash: hash ?? '' });
await client.distribution.deliver({ act: 'deliver', id: Number(id) });
setInterval(async () => {
  const { events, outputRows } = await client.distribution.get({ id: Number(id) });
  const isUnderWay = events.some(({ kind }) => kind === 'step') && outputRows > 0;
  if (isUnderWay && existsSync(begun)) process.kill(process.pid, 'SIGKILL');
}, 50);
setTimeout(() => process.exit(3), 20_000);
