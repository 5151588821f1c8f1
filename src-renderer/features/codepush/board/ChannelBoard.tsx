import { TextInput } from '@mantine/core';
import { IconDeviceMobile } from '@tabler/icons-react';
import type { RefObject } from 'react';
import {
  type BuildTarget,
  buildTargets,
  type OperatingSystem,
  operatingSystems,
  osLabels,
} from '#shared/features/build/model.ts';
import type { BoardChannel } from '#shared/features/codepush/board.ts';
import { pathTo } from '../../../app/routes.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { HowComputed } from '../../../ui/HowComputed.tsx';
import { Section } from '../../../ui/Page.tsx';
import { ask } from '../act/open.ts';
import { matchingChannels } from '../matching.ts';
import classes from './Board.module.css';
import { ChannelCard } from './ChannelCard.tsx';

/** Operating system by target for each project: what is served where, how far, and how well. */
export function ChannelBoard({
  channels,
  text,
  filterRef,
  onText,
}: {
  readonly channels: readonly BoardChannel[];
  readonly text: string;
  readonly filterRef: RefObject<HTMLInputElement | null>;
  readonly onText: (text: string) => void;
}) {
  const shown = matchingChannels(channels, text);
  const projects = [...new Map(shown.map(({ projectId, project }) => [projectId, project]))];
  return (
    <Section
      title="Channels"
      count={channels.length}
      aside={
        <>
          <HowComputed about="The channel board">
            <p>
              A line is the newest release for one range of binaries; releases of older ranges stay live after
              a newer one. “Others” names what devices outside of an unfinished rollout get, “all get” a newer
              release that takes every binary of the range.
            </p>
            <p>
              Failed is the share of devices that reported a failed installation among those that reported an
              end of one, each device counted once for each release.
            </p>
          </HowComputed>
          <TextInput
            ref={filterRef}
            className={classes.filter ?? ''}
            aria-label="Filter the channels"
            placeholder="Filter  /"
            value={text}
            onChange={(event) => onText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              event.preventDefault();
              if (text === '') event.currentTarget.blur();
              else onText('');
            }}
          />
        </>
      }
    >
      {projects.length === 0 ? (
        <EmptyState
          icon={IconDeviceMobile}
          title={`No channel matches “${text}”.`}
          hint="The filter looks at project, operating system, target and name."
          primary={{ label: 'Clear the filter', onClick: () => onText('') }}
        />
      ) : (
        projects.map(([id, project]) => (
          <ProjectBoard
            key={id}
            projectId={id}
            project={project}
            channels={shown.filter(({ projectId }) => projectId === id)}
            filtered={text !== ''}
          />
        ))
      )}
    </Section>
  );
}

function ProjectBoard({
  projectId,
  project,
  channels,
  filtered,
}: {
  readonly projectId: number;
  readonly project: string;
  readonly channels: readonly BoardChannel[];
  readonly filtered: boolean;
}) {
  const systems = operatingSystems.filter((os) => channels.some((channel) => channel.os === os));
  const of = (os: OperatingSystem, target: BuildTarget) =>
    channels.filter((channel) => channel.os === os && channel.target === target);
  return (
    <table className={classes.board} aria-label={`Channels of ${project}`}>
      <thead>
        <tr>
          <th scope="col" className={classes.project}>
            <a href={`#${pathTo.projectStores(projectId)}`} title={`Credentials and delivery of ${project}`}>
              {project}
            </a>
          </th>
          {buildTargets.map((target) => (
            <th key={target} scope="col" data-tier={target}>
              <span className={classes.headWords}>
                {target}
                <small>failed</small>
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {systems.map((os) => (
          <tr key={os}>
            <th scope="row">{osLabels[os]}</th>
            {buildTargets.map((target) => (
              <td key={target}>
                {of(os, target).map((channel) => (
                  <ChannelCard key={channel.id} channel={channel} />
                ))}
                {of(os, target).length === 0 && !filtered ? (
                  <p className={classes.none}>
                    No {target} channel.{' '}
                    <button
                      type="button"
                      className={classes.open}
                      onClick={() => ask({ act: 'openChannel', projectId, os, target })}
                    >
                      Open one
                    </button>
                  </p>
                ) : null}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
