import type { Artifact } from '#shared/features/deployment/parts.ts';
import { formatSize } from '#shared/time.ts';
import { ArtifactLine, ArtifactList } from '../../../ui/ArtifactLine.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { httpsUrl } from '../../../ui/SafeLink.tsx';
import { shortenMiddle } from '../../../ui/Version.tsx';

/** What was built: name, size, checksum; opened when it is https, copied always. */
export function Artifacts({ artifacts }: { readonly artifacts: readonly Artifact[] }) {
  return (
    <ArtifactList>
      {artifacts.map(({ id, name, url, contentType, size, checksum }) => (
        <li key={id}>
          <ArtifactLine
            name={name}
            url={url}
            kind={contentType === 'image' ? 'package' : 'file'}
            facts={[
              contentType,
              size === null ? null : formatSize(size),
              checksum === null ? null : shortenMiddle(checksum, 18),
              httpsUrl(url) === null ? 'no https link' : null,
            ]
              .filter(Boolean)
              .join(', ')}
            checksum={checksum}
            tools={<CopyButton value={url} label={`Copy the address of ${name}`} />}
          />
        </li>
      ))}
    </ArtifactList>
  );
}
