import { IconArrowBarToDown } from '@tabler/icons-react';
import { ActionButton } from '../ActionButton.tsx';
import classes from './OutputLog.module.css';

/** Says that more was written than is shown, because the lines that are read would be replaced by it. */
export function StandsStill({ onGoOn }: { readonly onGoOn: () => void }) {
  return (
    <div className={classes.still} role="status">
      <span>These lines stand still while you read them. More was written since.</span>
      <ActionButton label="Read along" icon={IconArrowBarToDown} size="xs" onClick={onGoOn} />
    </div>
  );
}
