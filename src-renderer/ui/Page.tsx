import { ActionIcon } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatCount } from './numbers.ts';
import classes from './Page.module.css';

/** A whole screen: bars on top, the rest below. `production` rules its upper edge in production's colour. */
export function Page({
  children,
  production = false,
}: {
  readonly children: ReactNode;
  readonly production?: boolean;
}) {
  return (
    <div className={classes.page} data-production={production || undefined}>
      {children}
    </div>
  );
}

/** The 48 px bar: title, what it counts, actions at the right. */
export function PageHeader({
  title,
  count,
  actions,
  back,
}: {
  readonly title: string;
  /** A number, or a phrase as `402 of 1,004,318`. */
  readonly count?: ReactNode;
  readonly actions?: ReactNode;
  readonly back?: { readonly label: string; readonly onClick: () => void };
}) {
  return (
    <header className={classes.header}>
      {back ? (
        <ActionIcon aria-label={`Back to ${back.label}`} onClick={back.onClick} className={classes.back}>
          <IconChevronLeft size={16} stroke={1.75} />
        </ActionIcon>
      ) : null}
      <h1 className={classes.title}>{title}</h1>
      {count === undefined ? null : (
        <span className={classes.count}>{typeof count === 'number' ? formatCount(count) : count}</span>
      )}
      {actions ? <div className={classes.actions}>{actions}</div> : null}
    </header>
  );
}

/** The 42 px bar under the header: chips at the left, `aside` (counts, save) at the right. */
export function FilterBar({ children, aside }: { readonly children: ReactNode; readonly aside?: ReactNode }) {
  return (
    <search className={classes.filterBar}>
      <div className={classes.filters}>{children}</div>
      {aside ? <div className={classes.filterAside}>{aside}</div> : null}
    </search>
  );
}

/** The part of a page that scrolls; `flush` leaves the gutter to its content, as a grid wants it. */
export function PageBody({
  children,
  flush = false,
}: {
  readonly children: ReactNode;
  readonly flush?: boolean;
}) {
  return (
    <div className={classes.body} data-flush={flush || undefined}>
      {children}
    </div>
  );
}

/** A titled part of a page. Groups by white space; `boxed` adds a hairline box, `ruled` a line below. */
export function Section({
  title,
  count,
  aside,
  boxed = false,
  children,
}: {
  readonly title: string;
  readonly count?: ReactNode;
  /** What stands at the right end of the heading: a legend, a link. */
  readonly aside?: ReactNode;
  readonly boxed?: boolean;
  readonly children?: ReactNode;
}) {
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>{title}</h2>
        {count === undefined ? null : (
          <span className={classes.sectionCount}>
            {typeof count === 'number' ? formatCount(count) : count}
          </span>
        )}
        {aside ? <div className={classes.sectionAside}>{aside}</div> : null}
      </div>
      {boxed ? <div className={classes.box}>{children}</div> : children}
    </section>
  );
}

export interface Fact {
  readonly label: string;
  readonly value: ReactNode;
}

/** Facts as label and value, one per line; a fact without a value is left out by the caller. */
export function FactList({
  facts,
  labelWidth = 92,
}: {
  readonly facts: readonly Fact[];
  readonly labelWidth?: number;
}) {
  return (
    <dl className={classes.facts} style={{ gridTemplateColumns: `${labelWidth}px minmax(0, 1fr)` }}>
      {facts.map((fact) => (
        <div key={fact.label} className={classes.fact}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A record's content beside its rail of facts. */
export function WithSidePanel({
  panel,
  children,
}: {
  readonly panel: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className={classes.withPanel}>
      <div className={classes.main}>{children}</div>
      {panel}
    </div>
  );
}

/** The right rail of a record: its children are parts with a line between them. */
export function SidePanel({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <aside className={classes.sidePanel} aria-label={label}>
      {children}
    </aside>
  );
}
