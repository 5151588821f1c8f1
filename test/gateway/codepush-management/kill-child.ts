import { createApp } from '../../../src-main/app.ts';
import { memorySettings, testHost } from '../../support/testApp.ts';

/**
 * A process with a gateway on its real threads that dies by SIGKILL: when a package was noted and nothing released of
 * it (`kept`), when the release was committed and nobody told (`released`), or when its parent kills it (`never`).
 * It prints the gateway's address. Arguments: the file, the data folder, when.
 */
const [file = '', data = '', when = 'never'] = process.argv.slice(2);
const app = createApp({
  file,
  data,
  host: testHost(),
  settings: memorySettings({ actorName: 'mira.solberg' }),
  log: (error) => console.error(error),
  gatewayPort: 0,
});
await app.ready;
app.subscribe((event) => {
  if (event.type !== 'changed') return;
  // A package that came in concerns every channel, a release its own.
  const isKept = event.changes.some(({ noun, id }) => noun === 'codepush' && id === 0);
  const isReleased = event.changes.some(({ noun }) => noun === 'deployment');
  if ((when === 'kept' && isKept) || (when === 'released' && isReleased))
    process.kill(process.pid, 'SIGKILL');
});
process.stdout.write(`${await app.gatewayUrl()}\n`);
setTimeout(() => process.exit(3), 30_000);
