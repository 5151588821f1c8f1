import { Checkbox } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { Version } from '../../../ui/Version.tsx';
import classes from './Pick.module.css';
import { type PreviewTarget, withLeftOut } from './pickForm.ts';

/** The releases that a commit would be picked onto; those that hold it already stand grey, with the reason. */
export function PickTargets({
  targets,
  leftOut,
  onLeftOut,
}: {
  readonly targets: readonly PreviewTarget[];
  readonly leftOut: readonly number[];
  readonly onLeftOut: (leftOut: readonly number[]) => void;
}) {
  return (
    <ul className={classes.targets} aria-label="Releases that it is picked onto">
      {targets.map(({ releaseId, from, to, state, isBase, because }) => {
        const byHand = leftOut.includes(releaseId);
        const fixed = state !== 'in_progress' && !byHand;
        return (
          <li key={releaseId} className={classes.target} data-off={to === null || undefined}>
            <Checkbox
              size="xs"
              aria-label={`Pick onto ${from}`}
              checked={to !== null}
              disabled={fixed}
              onChange={(event) => onLeftOut(withLeftOut(leftOut, releaseId, event.currentTarget.checked))}
            />
            <Version value={from} max={26} />
            {to === null ? null : (
              <>
                <IconArrowRight size={14} stroke={1.75} aria-hidden />
                <span className={classes.made}>
                  <Version value={to} max={26} strong />
                </span>
              </>
            )}
            <span className={classes.because}>{because ?? (isBase ? 'the base' : null)}</span>
          </li>
        );
      })}
    </ul>
  );
}
