import { ActionIcon, Modal, Textarea } from '@mantine/core';
import { IconAlertCircle, IconArrowRight, IconInfoCircle, IconX, type TablerIcon } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { formatClock } from '#shared/time.ts';
import { ActionButton } from './ActionButton.tsx';
import classes from './ActionDialog.module.css';
import { KeyHint } from './KeyHint.tsx';
import { type Tier, TierTag } from './TierTag.tsx';
import { useTime } from './time.tsx';
import { useFocusBack } from './useFocusBack.ts';
import { Version } from './Version.tsx';

/** What runs now, or what will: a word, a version, and what is known about it. */
export interface ActionState {
  readonly label: string;
  readonly version: ReactNode;
  readonly note?: ReactNode;
}

/** One line of the plan: a name with a small word under it, and what it says. */
export interface ActionRow {
  readonly label: string;
  readonly note?: string;
  readonly content: ReactNode;
}

export interface ActionDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Names the action and its object: "Roll back payments in prod-us". */
  readonly title: string;
  readonly tier?: Tier;
  readonly now?: ActionState;
  readonly next?: ActionState;
  readonly rows: readonly ActionRow[];
  readonly reason?: {
    readonly required: boolean;
    readonly value: string;
    readonly onChange: (value: string) => void;
  };
  /** Names the environment: "Roll back prod-us". */
  readonly confirmLabel: string;
  readonly confirmIcon?: TablerIcon;
  readonly destructive?: boolean;
  /** Why it cannot be confirmed yet; it stands beside the button. A missing required reason is said without it. */
  readonly blockedReason?: string | null;
  /** When the plan was made; it is made again on confirm. */
  readonly checkedAt?: number;
  readonly busy?: boolean;
  /** Why the last try was refused: shown here, where it was asked. */
  readonly error?: ReactNode;
  readonly onConfirm: () => void;
}

/** The one shape of every action: what is, what will be, why, what it costs, and a reason. Cancel has the focus. */
export function ActionDialog(props: ActionDialogProps) {
  const { opened, onClose, title, tier, now, next, rows, reason, error, busy = false } = props;
  const reasonId = useId();
  const production = tier === 'production';
  const missing = reason?.required && reason.value.trim() === '' ? 'Needs a reason' : null;
  useFocusBack();
  const blocked = props.blockedReason ?? missing;
  const filled = production ? 'prod-filled' : props.destructive ? 'bad-filled' : 'primary';

  return (
    <Modal.Root opened={opened} onClose={onClose} size={740} closeOnClickOutside={!busy}>
      <Modal.Overlay color="var(--sl-scrim)" backgroundOpacity={1} />
      <Modal.Content classNames={{ content: classes.dialog ?? '' }} data-production={production || undefined}>
        <header className={classes.head}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          {tier ? <TierTag tier={tier} /> : null}
          <ActionIcon className={classes.close} aria-label="Close" onClick={onClose}>
            <IconX size={16} stroke={1.75} />
          </ActionIcon>
        </header>
        <div className={classes.scroll}>
          {now && next ? (
            <div className={classes.states}>
              <StateBox state={now} />
              <IconArrowRight size={16} stroke={1.75} className={classes.arrow} aria-hidden />
              <StateBox state={next} next />
            </div>
          ) : null}
          {rows.map((row) => (
            <section key={row.label} className={classes.row} aria-label={row.label}>
              <div className={classes.label}>
                {row.label}
                {row.note ? <small>{row.note}</small> : null}
              </div>
              <div className={classes.content}>{row.content}</div>
            </section>
          ))}
          {reason ? (
            <div className={classes.row}>
              <label className={classes.label} htmlFor={reasonId}>
                Reason<small>{reason.required ? 'required' : 'if there is one'}</small>
              </label>
              <Textarea
                id={reasonId}
                autosize
                minRows={2}
                maxRows={6}
                placeholder="Why now? It stands in the log, for good."
                required={reason.required}
                value={reason.value}
                onChange={(event) => reason.onChange(event.currentTarget.value)}
              />
            </div>
          ) : null}
        </div>
        <footer className={classes.foot}>
          {error ? (
            <div className={classes.error} role="alert">
              <IconAlertCircle size={15} stroke={1.75} aria-hidden />
              <div>{error}</div>
            </div>
          ) : null}
          <div className={classes.footLine}>
            {props.checkedAt === undefined ? null : <Checked at={props.checkedAt} />}
            <div className={classes.buttons}>
              {blocked ? (
                <span className={classes.blocked}>
                  <IconInfoCircle size={14} stroke={1.75} aria-hidden />
                  {blocked}
                </span>
              ) : null}
              <ActionButton label="Cancel" autoFocus after={<KeyHint keys="Esc" />} onClick={onClose} />
              <ActionButton
                label={props.confirmLabel}
                {...(props.confirmIcon ? { icon: props.confirmIcon } : {})}
                tone={blocked ? 'default' : filled}
                disabledReason={blocked}
                busy={busy}
                onClick={props.onConfirm}
              />
            </div>
          </div>
        </footer>
      </Modal.Content>
    </Modal.Root>
  );
}

/** So many letters of a version stand in a box; a longer one loses its middle. */
const LONGEST = 34;

function StateBox({ state, next = false }: { readonly state: ActionState; readonly next?: boolean }) {
  return (
    <div className={classes.state} data-next={next || undefined}>
      <span className={classes.stateLabel}>{state.label}</span>
      <span className={classes.stateVersion}>
        {typeof state.version === 'string' ? (
          <Version value={state.version} size="header" max={LONGEST} strong />
        ) : (
          state.version
        )}
      </span>
      {state.note ? <span className={classes.stateNote}>{state.note}</span> : null}
    </div>
  );
}

function Checked({ at }: { readonly at: number }) {
  const { zone, now } = useTime();
  return (
    <span className={classes.checked}>Checked {formatClock(at, now, zone)}, again when you confirm</span>
  );
}

/** One line inside a row of the plan: an icon, a text, and what belongs at the right end. */
export function ActionLine({
  icon,
  children,
  aside,
}: {
  readonly icon?: ReactNode;
  readonly children: ReactNode;
  readonly aside?: ReactNode;
}) {
  return (
    <div className={classes.line}>
      <span className={classes.lineIcon}>{icon}</span>
      <span className={classes.lineText}>{children}</span>
      {aside ? <span className={classes.lineAside}>{aside}</span> : null}
    </div>
  );
}
