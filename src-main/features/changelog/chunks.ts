import type { Changes } from '#shared/features/changelog/model.ts';
import type { Ctx } from '../../context.ts';
import type { ChangelogKey } from './store.ts';

export interface ReadChangelog {
  readonly key: ChangelogKey;
  readonly changes: Changes;
}

export const changelogChunks = {
  'changelog.put'(ctx: Ctx, { key, changes }: ReadChangelog): void {
    ctx.stores.changelog.put(key, changes, ctx.now());
    ctx.changed('release', 0, null);
  },
};
