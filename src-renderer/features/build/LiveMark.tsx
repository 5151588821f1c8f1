import { IconBroadcast } from '@tabler/icons-react';
import classes from './Build.module.css';

/** The build that the store's users get. */
export function LiveMark() {
  return (
    <span className={classes.live} title="The store’s users get this build.">
      <IconBroadcast size={15} stroke={1.75} aria-hidden />
      Live
    </span>
  );
}
