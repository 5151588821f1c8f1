import { allCommands, useCommandStore } from './commands.ts';
import { navigate } from './location.ts';
import { readDeepLink } from './routes.ts';

/**
 * Goes where the host asks: a path, a `slipway://` link, or `command:<id>` of the one registry (the application menu).
 * `command:export` is the shown screen's own export; where the screen has none, the list that can be exported.
 */
export function follow(wanted: string): void {
  const id = /^command:(.+)$/.exec(wanted)?.[1];
  if (id === undefined) {
    navigate(readDeepLink(wanted)?.path ?? (wanted.startsWith('/') ? wanted : '/'));
    return;
  }
  const found = allCommands(useCommandStore.getState().sets).find(
    (command) => command.id === id || command.id.endsWith(`.${id}`),
  );
  if (found) found.run();
  else if (id === 'export') navigate('/deployments');
}
