import { formatSize } from '#shared/time.ts';
import type { OutputFor } from '../../../api/client.ts';
import { pathTo } from '../../../app/routes.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { formatCount } from '../../../ui/numbers.ts';
import type { Fact } from '../../../ui/Page.tsx';
import { Instant } from '../../../ui/time.tsx';
import { shortenMiddle } from '../../../ui/Version.tsx';
import classes from './Release.module.css';

type Detail = OutputFor<'codepush.get'>;

const signatures = {
  valid: 'valid for the key of the channel',
  unverified: 'names these contents; the channel has no key to check by',
  invalid: 'does not fit its contents or key',
  none: 'not signed',
} as const;

const hash = (value: string) => (
  <span className={classes.hash}>
    <span title={value}>{shortenMiddle(value, 15)}</span>
    <CopyButton value={value} label="Copy the whole hash" />
  </span>
);

/** What a release is, one fact a line; what is not known is left out. */
export function releaseFacts({ release, package: found }: Detail): Fact[] {
  const facts: (Fact | null)[] = [
    { label: 'Tag', value: <span className={classes.mono}>{release.tag}</span> },
    release.actor === null ? null : { label: 'By', value: release.actor },
    {
      label: 'Released',
      value: (
        <>
          <Instant at={release.releasedAt} form="clock" />{' '}
          <span className={classes.dim}>
            <Instant at={release.releasedAt} />
          </span>
        </>
      ),
    },
    {
      label: 'Installs',
      value: release.isMandatory ? 'at once, mandatory' : 'with the next start, optional',
    },
    { label: 'Package', value: packageWords(release.size, found) },
    { label: 'Contents', value: hash(release.packageHash) },
    {
      label: 'Signature',
      value: found ? signatures[found.signature] : release.signed ? 'signed' : 'not signed',
    },
    found && found.bundles.length > 0
      ? {
          label: 'Bundle',
          value: (
            <span className={classes.mono} title={found.bundles.join(', ')}>
              {found.bundles.map((path) => path.split('/').at(-1)).join(', ')}
            </span>
          ),
        }
      : null,
    release.parentId === null
      ? null
      : {
          label: 'Made for',
          value: (
            <a className={classes.link} href={`#${pathTo.build(release.parentId)}`}>
              its build
            </a>
          ),
        },
  ];
  return facts.filter((fact) => fact !== null);
}

function packageWords(size: number, found: Detail['package']): string {
  if (!found) return formatSize(size);
  if (found.kind === 'bundle') return `${formatSize(size)}, a bare bundle`;
  return `${formatSize(size)}, ${formatCount(found.files)} files, ${formatSize(found.unpackedSize)} unpacked`;
}
