import type { Build } from '#shared/features/build/record.ts';
import { formatDuration, formatSize } from '#shared/time.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ArtifactLine } from '../../../ui/ArtifactLine.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { type Fact, FactList, Section, SidePanel } from '../../../ui/Page.tsx';
import { RelatedRow } from '../../../ui/RelatedRow.tsx';
import { Sha } from '../../../ui/Sha.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import text from '../../../ui/Text.module.css';
import { Instant } from '../../../ui/time.tsx';
import { shortenMiddle, Version } from '../../../ui/Version.tsx';
import { LiveMark } from '../LiveMark.tsx';
import { type BuildRecord, numberLabel } from '../words.ts';
import { BaselineFacts } from './BaselineFacts.tsx';

/** What is known beside its life in the store: facts, artifact, what is Live, other tries. */
export function BuildRail({ record }: { readonly record: BuildRecord }) {
  const { build, deployment, appStatus, retryOf, retries } = record;
  const tries = [
    ...(retryOf ? [{ label: 'Tries again', row: retryOf }] : []),
    ...retries.map((row) => ({ label: 'Tried again', row })),
  ];
  return (
    <SidePanel label="About this build">
      <Section title="Facts">
        {deployment.description ? <p className={text.description}>{deployment.description}</p> : null}
        <FactList facts={factsOf(build)} />
      </Section>
      <Section title="Artifact">
        <ArtifactOf build={build} />
      </Section>
      <Section title="Baseline">
        <BaselineFacts record={record} />
      </Section>
      <Section title="With the users">
        {appStatus?.live ? (
          appStatus.deploymentId === build.id ? (
            <p className={text.quiet}>
              <LiveMark /> This build, since <Instant at={appStatus.publishedAt} form="clock" />
            </p>
          ) : (
            <RelatedRow
              label="Live build"
              trailing={<Instant at={appStatus.publishedAt} />}
              onOpen={() => navigate(pathTo.build(appStatus.deploymentId))}
            >
              <Version value={appStatus.storeVersion ?? appStatus.envVersion} max={14} />
            </RelatedRow>
          )
        ) : (
          <p className={text.quiet}>No build of {build.environment} is Live.</p>
        )}
      </Section>
      {tries.length > 0 ? (
        <Section title="Tries">
          {tries.map(({ label, row }) => (
            <RelatedRow
              key={row.id}
              label={label}
              note={numberLabel(row.number)}
              trailing={<StatusBadge status={row.status} size={14} iconOnly />}
              onOpen={() => navigate(pathTo.build(row.id))}
            >
              <Version value={row.storeVersion ?? row.envVersion} max={14} />
            </RelatedRow>
          ))}
        </Section>
      ) : null}
    </SidePanel>
  );
}

const clock = (at: number) => <Instant at={at} form="clock" />;

function factsOf(build: Build): Fact[] {
  const facts: (Fact | null)[] = [
    { label: 'Tag', value: <span className={text.mono}>{build.tag}</span> },
    { label: 'Environment', value: <Version value={build.envVersion} /> },
    build.storeVersion === null
      ? { label: 'Store version', value: <span className={text.dim}>not known</span> }
      : { label: 'Store version', value: <Version value={build.storeVersion} /> },
    build.versionCode === null ? null : { label: 'Version code', value: build.versionCode },
    build.javaVersion === null ? null : { label: 'Java', value: build.javaVersion },
    build.xcodeVersion === null ? null : { label: 'Xcode', value: build.xcodeVersion },
    build.extensions.length === 0
      ? null
      : { label: 'Extensions', value: <span className={text.mono}>{build.extensions.join(', ')}</span> },
    build.commitSha === null ? null : { label: 'Commit', value: <Sha value={build.commitSha} copy /> },
    build.actor === null ? null : { label: 'Actor', value: build.actor },
    {
      label: build.startedAt === null ? 'Triggered' : 'Started',
      value: clock(build.startedAt ?? build.triggeredAt),
    },
    build.finishedAt === null ? null : { label: 'Finished', value: clock(build.finishedAt) },
    build.liveFrom === null || build.live ? null : { label: 'Live from', value: clock(build.liveFrom) },
    build.liveUntil === null ? null : { label: 'Live until', value: clock(build.liveUntil) },
    build.remoteId === null
      ? null
      : { label: 'Build service', value: <span className={text.mono}>{build.remoteId}</span> },
  ];
  return facts.filter((fact) => fact !== null);
}

/** What an address calls its file; the whole of it when it names none. */
const fileNameOf = (url: string) => shortenMiddle(/([^/?#]+)[?#]?[^/]*$/.exec(url)?.[1] ?? url, 26);

function ArtifactOf({ build }: { readonly build: Build }) {
  const { blob, downloadUrl, checksum, size, uploadDuration } = build;
  if (blob === null && downloadUrl === null && checksum === null && size === null) {
    return <p className={text.quiet}>Nothing is known of it: no file, no address, no checksum.</p>;
  }
  const facts = [
    size === null ? null : formatSize(size),
    uploadDuration === null ? null : `uploaded in ${formatDuration(uploadDuration)}`,
    blob === null ? 'not stored here' : 'stored here',
  ].filter(Boolean);
  return (
    <ArtifactLine
      name={downloadUrl === null ? 'file' : fileNameOf(downloadUrl)}
      url={downloadUrl}
      facts={facts.join(', ')}
      tools={
        <>
          {downloadUrl === null ? null : (
            <CopyButton value={downloadUrl} label="Copy the address of the artifact" />
          )}
          {checksum === null ? null : <CopyButton value={checksum} label="Copy the checksum" />}
        </>
      }
    >
      {checksum === null ? null : (
        <span className={text.dim} title={checksum}>
          SHA-256 <span className={text.mono}>{shortenMiddle(checksum, 14)}</span>
        </span>
      )}
    </ArtifactLine>
  );
}
