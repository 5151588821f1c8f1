import classes from './SafeLink.module.css';

/** The address of a link that may be opened: https only, whatever else a report claims to be a link. */
export function httpsUrl(url: string): string | null {
  try {
    return new URL(url).protocol === 'https:' ? url : null;
  } catch {
    return null;
  }
}

/** A link that opens outside of Slipway, or its text alone when it is no https address. */
export function SafeLink({ url, label }: { readonly url: string; readonly label: string }) {
  const href = httpsUrl(url);
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
