import { IconFile, IconPackage } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './ArtifactLine.module.css';
import { SafeLink } from './SafeLink.tsx';

/** What was built, a file or a package: its name, a link when it may be opened, and below it what is known of it. */
export function ArtifactLine({
  name,
  url,
  kind = 'file',
  facts,
  checksum = null,
  children,
  tools,
}: {
  readonly name: ReactNode;
  /** Where it lies; null when it has no address. */
  readonly url: string | null;
  readonly kind?: 'file' | 'package';
  readonly facts: string;
  /** The whole of a checksum that the facts shorten. */
  readonly checksum?: string | null;
  /** More lines of what is known of it. */
  readonly children?: ReactNode;
  /** What can be copied of it. */
  readonly tools: ReactNode;
}) {
  const Icon = kind === 'package' ? IconPackage : IconFile;
  return (
    <div className={classes.artifact}>
      <Icon size={15} stroke={1.75} aria-hidden className={classes.icon} />
      <span className={classes.what}>
        {url === null ? <span>{name}</span> : <SafeLink url={url} label={name} />}
        <span className={classes.facts} title={checksum ?? undefined}>
          {facts}
        </span>
        {children}
      </span>
      <span className={classes.tools}>{tools}</span>
    </div>
  );
}

/** Several of them, one under the other. */
export function ArtifactList({ children }: { readonly children: ReactNode }) {
  return <ul className={classes.list}>{children}</ul>;
}
