import { createApp } from '../../src-main/app.ts';
import { memorySettings, testHost } from '../support/testApp.ts';

/**
 * A process that dies in the middle of an import or of its undoing: it kills itself with SIGKILL at the first piece
 * that was written. Arguments: the file, the data folder, the uploaded file's id, `import` or `undo`.
 */
const [file = '', data = '', fileId = '', what = 'import'] = process.argv.slice(2);
const app = createApp({
  file,
  data,
  host: testHost(),
  settings: memorySettings({ actorName: 'mira.solberg' }),
  log: (error) => console.error(error),
});
await app.ready;
app.subscribe((event) => {
  if (event.type !== 'changed') return;
  if (event.changes.some(({ noun }) => noun === 'deployment')) process.kill(process.pid, 'SIGKILL');
});
if (what === 'import') {
  await app.client.import.start({ fileId, fileName: 'releases.json', options: { channels: [] } });
} else {
  await app.client.import.undo({ id: 1, reason: 'the wrong file' });
}
setTimeout(() => process.exit(3), 20_000);
