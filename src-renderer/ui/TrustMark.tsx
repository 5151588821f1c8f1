import { IconShieldCheck, IconShieldQuestion } from '@tabler/icons-react';
import { ActionButton } from './ActionButton.tsx';
import { StatusBadge } from './StatusBadge.tsx';
import classes from './TrustMark.module.css';

/** Whether this machine may run what somebody set up here, and the way to let it. */
export function TrustMark({
  trusted,
  blockedReason = null,
  onTrust,
}: {
  readonly trusted: boolean;
  /** Why it cannot be trusted now. */
  readonly blockedReason?: string | null;
  readonly onTrust: () => void;
}) {
  if (trusted) {
    return (
      <span className={classes.trusted}>
        <IconShieldCheck size={15} stroke={1.75} aria-hidden />
        This machine may run it
      </span>
    );
  }
  return (
    <span className={classes.untrusted}>
      <span className={classes.words}>
        <IconShieldQuestion size={15} stroke={1.75} aria-hidden />
        Not trusted on this machine: nothing of it runs
      </span>
      <ActionButton label="Read and trust" size="xs" disabledReason={blockedReason} onClick={onTrust} />
    </span>
  );
}

/** The same in a row of a list, whose record has the way to let it. */
export function TrustWord({ trusted }: { readonly trusted: boolean }) {
  const Icon = trusted ? IconShieldCheck : IconShieldQuestion;
  return (
    <span className={trusted ? classes.trusted : classes.untrusted}>
      <Icon size={15} stroke={1.75} aria-hidden />
      {trusted ? 'may run it' : 'not trusted: nothing runs'}
    </span>
  );
}

/** A secret by its name, and whether this machine keeps it; never its value. */
export function SecretMark({
  slot,
  kept,
  onSet,
  onForget,
}: {
  readonly slot: string;
  readonly kept: boolean;
  readonly onSet: () => void;
  readonly onForget?: () => void;
}) {
  return (
    <span className={classes.secret}>
      <span className={classes.name}>
        <StatusBadge status={kept ? 'succeeded' : 'partial'} label={kept ? 'kept' : 'missing'} />
        secret <code>{slot}</code>
      </span>
      <span className={classes.buttons}>
        <ActionButton label={kept ? 'Replace' : 'Set'} size="xs" onClick={onSet} />
        {kept && onForget ? <ActionButton label="Forget" size="xs" onClick={onForget} /> : null}
      </span>
    </span>
  );
}
