import { applicationRoot } from './host/place.ts';
import { canRunHere } from './host/web/node.ts';

/** The browser host: the same application under plain Node, the same page in a browser. */
if (canRunHere(applicationRoot(import.meta.dirname))) {
  const { runWebHost } = await import('./host/web/run.ts');
  await runWebHost(process.argv.slice(2));
}
