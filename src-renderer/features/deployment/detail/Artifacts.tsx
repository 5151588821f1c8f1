import { IconFile, IconPackage } from '@tabler/icons-react';
import type { Artifact } from '#shared/features/deployment/parts.ts';
import { formatSize } from '#shared/time.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { httpsUrl, SafeLink } from '../../../ui/SafeLink.tsx';
import { shortenMiddle } from '../../../ui/Version.tsx';
import classes from './Detail.module.css';

/** What was built: name, size, checksum; opened when it is https, copied always. */
export function Artifacts({ artifacts }: { readonly artifacts: readonly Artifact[] }) {
  return (
    <ul className={classes.artifacts}>
      {artifacts.map((artifact) => {
        const facts = [
          artifact.contentType,
          artifact.size === null ? null : formatSize(artifact.size),
          artifact.checksum === null ? null : shortenMiddle(artifact.checksum, 18),
          httpsUrl(artifact.url) === null ? 'no https link' : null,
        ].filter(Boolean);
        const Icon = artifact.contentType === 'image' ? IconPackage : IconFile;
        return (
          <li key={artifact.id} className={classes.artifact}>
            <Icon size={15} stroke={1.75} aria-hidden className={classes.artifactIcon} />
            <span className={classes.artifactWhat}>
              <SafeLink url={artifact.url} label={artifact.name} />
              <span className={classes.artifactFacts} title={artifact.checksum ?? undefined}>
                {facts.join(', ')}
              </span>
            </span>
            <CopyButton value={artifact.url} label={`Copy the address of ${artifact.name}`} />
          </li>
        );
      })}
    </ul>
  );
}
