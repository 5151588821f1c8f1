import { findingWords } from '#shared/features/build/baseline.ts';
import { formatSize } from '#shared/time.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ArtifactLine } from '../../../ui/ArtifactLine.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { formatCount } from '../../../ui/numbers.ts';
import { RelatedRow } from '../../../ui/RelatedRow.tsx';
import text from '../../../ui/Text.module.css';
import { Instant } from '../../../ui/time.tsx';
import { shortenMiddle, Version } from '../../../ui/Version.tsx';
import type { BuildRecord } from '../words.ts';

/** The package that the binary starts with: what it is, where it is from, and whether any device ever got it. */
export function BaselineFacts({ record }: { readonly record: BuildRecord }) {
  const { build, baseline, artifact, baselineReleases } = record;
  if (baseline === null) return <p className={text.quiet}>{missingWords(record)}</p>;
  const { packageHash, size, files, source, isBundleOnly } = baseline;
  const facts = [
    formatSize(size),
    files === 0 ? 'a bare bundle' : `${formatCount(files)} ${files === 1 ? 'file' : 'files'}`,
    source === 'artifact' ? 'from the stored artifact' : 'handed in by the pipeline',
  ];
  return (
    <>
      <ArtifactLine
        name={
          <span title={packageHash}>
            contents <span className={text.mono}>{shortenMiddle(packageHash, 14)}</span>
          </span>
        }
        url={null}
        kind="package"
        facts={facts.join(', ')}
        tools={<CopyButton value={packageHash} label="Copy the hash of the baseline" />}
      >
        {source === 'artifact' && isBundleOnly && artifact ? (
          <span className={text.dim}>{findingWords(build.os, artifact)}</span>
        ) : null}
        {baselineReleases.length === 0 ? (
          <span className={text.dim}>Not delivered: no device gets it until somebody rolls back to it.</span>
        ) : null}
      </ArtifactLine>
      {baselineReleases.map(({ deploymentId, label, channelName, releasedAt }) => (
        <RelatedRow
          key={deploymentId}
          label="Delivered"
          note={channelName}
          trailing={<Instant at={releasedAt} />}
          onOpen={() => navigate(pathTo.codePush(deploymentId))}
        >
          <Version value={label} />
        </RelatedRow>
      ))}
    </>
  );
}

function missingWords({ build, artifact }: BuildRecord): string {
  if (artifact) return findingWords(build.os, artifact);
  return build.blob === null
    ? 'None: the artifact is not stored here, and the pipeline has handed in no bundle output.'
    : 'None: nobody has looked into this artifact yet. Upload the same file again, and Slipway does.';
}
