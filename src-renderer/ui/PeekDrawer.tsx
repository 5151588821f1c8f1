import { ActionIcon } from '@mantine/core';
import { IconExternalLink, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import classes from './PeekDrawer.module.css';

/**
 * A grid beside its peek: the drawer pushes the grid, it never covers it. An Escape that nothing inside has used
 * closes the peek, so the chain is selection first, then peek, then whatever stands above.
 */
export function WithPeek({
  children,
  peek,
  onClosePeek,
}: {
  readonly children: ReactNode;
  readonly peek: ReactNode;
  readonly onClosePeek: () => void;
}) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !peek || event.defaultPrevented) return;
    // A menu of the drawer is drawn elsewhere on the page: its Escape closes the menu alone.
    if (!event.currentTarget.contains(event.target as Node)) return;
    event.preventDefault();
    event.stopPropagation();
    onClosePeek();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens to the Escape that its children let through
    <div className={classes.pair} onKeyDown={onKeyDown}>
      <div className={classes.main}>{children}</div>
      {peek}
    </div>
  );
}

/**
 * The 372 px drawer at the right. The focus stays in the grid, so that the arrows keep walking the rows; Tab leads
 * into the drawer, and when it closes with the focus inside, the focus goes back to where it came from.
 */
export function PeekDrawer({
  label,
  production = false,
  header,
  children,
  footer,
  onClose,
  onOpen,
}: {
  /** What is being looked at, for screen readers: "Deployment 318,442". */
  readonly label: string;
  readonly production?: boolean;
  /** The lines on top; the buttons to open and to close stand at the right of the first one. */
  readonly header: ReactNode;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly onClose: () => void;
  readonly onOpen?: () => void;
}) {
  const drawer = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const element = drawer.current;
    return () => {
      const hadFocus = element?.contains(document.activeElement) || document.activeElement === document.body;
      if (hadFocus && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <aside
      ref={drawer}
      className={classes.drawer}
      aria-label={label}
      data-production={production || undefined}
    >
      <div className={classes.head}>
        <div className={classes.headContent}>{header}</div>
        <div className={classes.tools}>
          {onOpen ? (
            <ActionIcon size={22} aria-label="Open the whole record" onClick={onOpen}>
              <IconExternalLink size={15} stroke={1.75} />
            </ActionIcon>
          ) : null}
          <ActionIcon size={22} aria-label="Close the peek" onClick={onClose}>
            <IconX size={15} stroke={1.75} />
          </ActionIcon>
        </div>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keys */}
      <section className={classes.body} tabIndex={0} aria-label={`${label}, details`}>
        {children}
      </section>
      {footer ? <div className={classes.foot}>{footer}</div> : null}
    </aside>
  );
}

/** One line of the drawer's head: what it is at the left, what belongs to it at the right. */
export function PeekLine({ children, aside }: { readonly children: ReactNode; readonly aside?: ReactNode }) {
  return (
    <div className={classes.line}>
      <span className={classes.lineMain}>{children}</span>
      {aside ? <span className={classes.lineAside}>{aside}</span> : null}
    </div>
  );
}

/** A part of the drawer's body; parts have a line between them. */
export function PeekPart({ title, children }: { readonly title?: string; readonly children: ReactNode }) {
  return (
    <div className={classes.part}>
      {title ? <h2 className={classes.partTitle}>{title}</h2> : null}
      {children}
    </div>
  );
}
