import { formatSize } from '#shared/time.ts';
import type { OutputFor } from '../../../api/client.ts';
import { ArtifactLine, ArtifactList } from '../../../ui/ArtifactLine.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { type Fact, FactList, Section, SidePanel } from '../../../ui/Page.tsx';
import { SafeLink } from '../../../ui/SafeLink.tsx';
import { Sha } from '../../../ui/Sha.tsx';
import { Instant } from '../../../ui/time.tsx';

type Release = OutputFor<'release.get'>;

function factsOf(release: Release): Fact[] {
  const facts: (Fact | null)[] = [
    { label: 'Project', value: release.projectName },
    release.commitSha === null ? null : { label: 'Commit', value: <Sha value={release.commitSha} copy /> },
    release.branch === null ? null : { label: 'Branch', value: release.branch },
    release.channel === null ? null : { label: 'Channel', value: release.channel },
    release.author === null ? null : { label: 'Author', value: release.author },
    { label: 'Published', value: <Instant at={release.publishedAt} form="clock" /> },
    release.url === null
      ? null
      : { label: 'Link', value: <SafeLink url={release.url} label={linkWords(release.url)} /> },
  ];
  return facts.filter((fact) => fact !== null);
}

/** `github.com/…/v1.2.3`: where a link leads, without the way. */
function linkWords(url: string): string {
  const [, host = url, path = ''] = /^https?:\/\/([^/]+)(.*)$/.exec(url) ?? [];
  const last = path.split('/').filter(Boolean).at(-1);
  return last === undefined ? host : `${host}/…/${last}`;
}

/** What is known beside the candidates: facts, links, artifacts. */
export function ReleaseRail({ release }: { readonly release: Release }) {
  const { artifacts } = release;
  return (
    <SidePanel label="About this release">
      <Section title="Facts">
        <FactList facts={factsOf(release)} />
      </Section>
      {artifacts.length > 0 ? (
        <Section title="Artifacts" count={artifacts.length}>
          <ArtifactList>
            {artifacts.map(({ name, url, size, contentType }) => (
              <li key={url}>
                <ArtifactLine
                  name={name}
                  url={url}
                  facts={[contentType, size === null ? null : formatSize(size)].filter(Boolean).join(', ')}
                  tools={<CopyButton value={url} label={`Copy the address of ${name}`} />}
                />
              </li>
            ))}
          </ArtifactList>
        </Section>
      ) : null}
    </SidePanel>
  );
}
