import { Popover } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './HowComputed.module.css';

/** The way to the rule behind a number: a quiet button that opens its sentences. */
export function HowComputed({
  label = 'How computed',
  about,
  children,
}: {
  readonly label?: string;
  /** What the rule is about, for screen readers: "Adoption". */
  readonly about: string;
  readonly children: ReactNode;
}) {
  return (
    <Popover position="bottom-end" trapFocus returnFocus width={380}>
      <Popover.Target>
        <button type="button" className={classes.open}>
          {label}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={`${about}: ${label.toLowerCase()}`}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the focus goes to the text that was asked for */}
        <div className={classes.text} tabIndex={0} data-autofocus>
          {children}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
