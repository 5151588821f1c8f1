import type { ReactNode } from 'react';
import classes from './SafeLink.module.css';

function protocolOf(url: string): string | null {
  try {
    return new URL(url).protocol;
  } catch {
    return null;
  }
}

/** The address of a file that may be fetched: https only, whatever else a report claims to be a link. */
export function httpsUrl(url: string): string | null {
  return protocolOf(url) === 'https:' ? url : null;
}

/** The address of a link that may be opened: https or mailto, as the window's `openOutside` has it. */
export function outsideUrl(url: string): string | null {
  const protocol = protocolOf(url);
  return protocol === 'https:' || protocol === 'mailto:' ? url : null;
}

/** A link that opens outside of Slipway, or its label alone when its address is none that may be opened. */
export function SafeLink({ url, label }: { readonly url: string; readonly label: ReactNode }) {
  const href = outsideUrl(url);
  if (href === null) {
    return (
      <span className={classes.noLink} title={url}>
        {label}
      </span>
    );
  }
  return (
    <a className={classes.link} href={href} target="_blank" rel="noopener noreferrer" title={url}>
      {label}
    </a>
  );
}
