import { Checkbox } from '@mantine/core';
import type { Store, Track } from '#shared/features/distribution/stores.ts';
import { storeRules } from '#shared/features/distribution/stores.ts';
import { useAct, useCall } from '../../../api/client.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import classes from '../Distribution.module.css';

/** What a person saw in the store that no distribution here brought there: the rules of a rollout depend on it. */
export function SeenLine({ projectId, store }: { readonly projectId: number; readonly store: Store }) {
  const seen = useCall('distribution.seen', { projectId, store });
  const set = useAct('distribution.setSeen');
  if (!seen.data) return <ErrorText error={seen.error} />;
  const { released, waitsForConsole } = seen.data;
  const save = (changes: { released?: Track[]; waitsForConsole?: boolean }) =>
    // `set.error` says it below.
    void set.run({ projectId, store, ...changes }).catch(() => {});
  return (
    <fieldset className={classes.seen} disabled={set.busy}>
      <legend>Has releases from before on</legend>
      {storeRules[store].tracks.map(({ track, label }) => (
        <Checkbox
          key={track}
          label={label}
          checked={released.includes(track)}
          onChange={(event) =>
            save({
              released: event.currentTarget.checked
                ? [...released, track]
                : released.filter((one) => one !== track),
            })
          }
        />
      ))}
      {store === 'google' ? (
        <Checkbox
          label="waits for a person in the Play Console"
          checked={waitsForConsole}
          onChange={(event) => save({ waitsForConsole: event.currentTarget.checked })}
        />
      ) : null}
      <ErrorText error={set.error} />
    </fieldset>
  );
}
