import { type ReactNode, useEffect, useRef } from 'react';
import classes from './OutputLog.module.css';

export interface OutputLine {
  readonly key: string;
  readonly text: string;
  /** An error stream's line, or the mark of a place where lines were left out. */
  readonly kind: 'plain' | 'error' | 'gap';
}

/** How near the end still counts as reading along. */
const NEAR = 24;

/** What a program wrote, in mono. While somebody reads the end, new lines keep it in view. */
export function OutputLog({
  label,
  lines,
  foot,
}: {
  readonly label: string;
  readonly lines: readonly OutputLine[];
  /** Stands under the last line: a way to more of them. */
  readonly foot?: ReactNode;
}) {
  const scroller = useRef<HTMLElement>(null);
  const follows = useRef(true);
  const count = lines.length;
  useEffect(() => {
    const element = scroller.current;
    if (element && follows.current && count > 0) element.scrollTop = element.scrollHeight;
  }, [count]);
  return (
    <section
      ref={scroller}
      className={classes.log}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keys
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
        follows.current = scrollTop + clientHeight >= scrollHeight - NEAR;
      }}
    >
      {lines.map(({ key, text, kind }) => (
        <div key={key} className={classes.line} data-kind={kind}>
          {text === '' ? ' ' : text}
        </div>
      ))}
      {foot}
    </section>
  );
}
