import { Checkbox, TextInput } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ImportInspection } from '#shared/features/import/contract.ts';
import { formatSize } from '#shared/time.ts';
import { useCall } from '../../api/client.ts';
import { formatCount } from '../../ui/numbers.ts';
import { PlainTable } from '../../ui/PlainTable.tsx';
import { Instant } from '../../ui/time.tsx';
import { Version } from '../../ui/Version.tsx';
import { ChannelTable } from './ChannelTable.tsx';
import { HistoryTable } from './HistoryTable.tsx';
import classes from './Import.module.css';
import type { ImportChoice } from './mapping.ts';

const SHOWN_PROBLEMS = 200;

/** What a file is, what would come in from it, where to, and what is wrong with it. */
export function ImportPreview({
  inspection,
  choice,
  onChoice,
}: {
  readonly inspection: ImportInspection;
  readonly choice: ImportChoice;
  readonly onChoice: (choice: ImportChoice) => void;
}) {
  const { counts, deployments } = inspection;
  const isHistory = deployments.length > 0;
  // Why a deployment is refused stands beside it.
  const refused = deployments.flatMap(({ why }) => why ?? []);
  const problems = inspection.problems.filter(({ message }) => !refused.some((why) => message.endsWith(why)));
  const more = counts.problems - refused.length - Math.min(problems.length, SHOWN_PROBLEMS);
  return (
    <>
      <Part label="The file" note={formatSize(inspection.size)}>
        <p className={classes.line}>{inspection.description}</p>
        <p className={classes.mono} title="SHA-256 of the file">
          {inspection.sha256}
        </p>
        <SameFile id={inspection.sameAs} />
      </Part>
      <Part label="Comes in" note={`${formatCount(counts.records)} records`}>
        <dl className={classes.counts}>
          {isHistory ? <Count value={counts.newChannels} label="new channels" /> : null}
          <Count value={counts.newReleases} label="new releases" />
          {isHistory ? null : <Count value={counts.newDeployments} label="new deployments" />}
          <Count value={counts.changed} label="changed" />
          <Count value={counts.unchanged} label="unchanged" />
          {isHistory ? (
            <Count value={counts.leftOut} label="left out" />
          ) : (
            <Count value={counts.drafts} label="drafts, skipped" />
          )}
          <Count
            value={counts.problems}
            label="problems, left out"
            tone={counts.problems > 0 ? 'warn' : null}
          />
        </dl>
      </Part>
      {isHistory ? (
        <Part label="Channels" note="what each deployment becomes" wide>
          <HistoryTable
            deployments={deployments}
            apps={choice.apps}
            onApps={(apps) => onChoice({ ...choice, apps })}
          />
        </Part>
      ) : null}
      {inspection.projects.length > 0 ? (
        <Part label="Projects" note="by repository">
          <div className={classes.short}>
            {inspection.projects.map(({ repository, name, exists }) => (
              <div key={repository} className={classes.project}>
                <span>{repository}</span>
                {exists ? (
                  <span className={classes.note}>goes into {name}</span>
                ) : (
                  <TextInput
                    aria-label={`Name of the new project for ${repository}`}
                    leftSection={<span className={classes.note}>new</span>}
                    leftSectionWidth={40}
                    placeholder={name}
                    value={choice.projectNames[repository] ?? name}
                    onChange={(event) =>
                      onChoice({
                        ...choice,
                        projectNames: { ...choice.projectNames, [repository]: event.currentTarget.value },
                      })
                    }
                  />
                )}
              </div>
            ))}
          </div>
        </Part>
      ) : null}
      {inspection.channels.length > 0 ? (
        <Part label="Channels" note="where each is deployed to">
          <ChannelTable channels={inspection.channels} choice={choice} onChoice={onChoice} />
          <Checkbox
            label="One environment for each major line of a channel, as stable-21"
            checked={choice.byMajorLine}
            onChange={(event) => onChoice({ ...choice, byMajorLine: event.currentTarget.checked })}
          />
        </Part>
      ) : null}
      {inspection.firstRows.length > 0 ? (
        <Part label="First rows" note={`${inspection.firstRows.length} of ${formatCount(counts.records)}`}>
          <PlainTable
            columns={[
              { label: 'Record', end: true },
              isHistory ? 'Label' : 'Version',
              isHistory ? 'Deployment' : 'Channel',
              isHistory ? 'App' : 'Repository',
              isHistory ? 'Released' : 'Published',
              ...(isHistory ? [] : [{ label: 'Files', end: true }]),
            ]}
          >
            {inspection.firstRows.map((row) => (
              <tr key={row.record}>
                <td data-end className={classes.faint}>
                  {formatCount(row.record)}
                </td>
                <td>
                  <Version value={row.version} />
                </td>
                <td>{row.channel}</td>
                <td className={classes.dim}>{row.repository}</td>
                <td className={classes.dim}>
                  <Instant at={row.publishedAt} form="clock" />
                </td>
                {isHistory ? null : <td data-end>{formatCount(row.artifacts)}</td>}
              </tr>
            ))}
          </PlainTable>
        </Part>
      ) : null}
      {problems.length > 0 ? (
        <Part label="Problems" note={formatCount(counts.problems - refused.length)}>
          <ol className={classes.problems}>
            {problems.slice(0, SHOWN_PROBLEMS).map((problem) => (
              <li key={`${problem.record} ${problem.line} ${problem.message}`}>
                <span className={classes.where}>
                  Record {formatCount(problem.record)}
                  {problem.line === null ? '' : `, line ${formatCount(problem.line)}`}
                </span>
                {problem.message}
              </li>
            ))}
          </ol>
          {more > 0 ? <p className={classes.note}>and {formatCount(more)} more of them</p> : null}
        </Part>
      ) : null}
    </>
  );
}

function Part({
  label,
  note,
  wide = false,
  children,
}: {
  readonly label: string;
  readonly note?: string;
  /** Its content needs the whole width, so the label stands above it. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <section className={classes.part} data-wide={wide || undefined} aria-label={label}>
      <div className={classes.partLabel}>
        {label}
        {note ? <small>{note}</small> : null}
      </div>
      <div className={classes.partContent}>{children}</div>
    </section>
  );
}

function Count({
  value,
  label,
  tone = null,
}: {
  readonly value: number;
  readonly label: string;
  readonly tone?: 'warn' | null;
}) {
  return (
    <div className={classes.count} data-zero={value === 0 || undefined}>
      <dt>{label}</dt>
      <dd style={tone ? { color: `var(--sl-${tone})` } : undefined}>{formatCount(value)}</dd>
    </div>
  );
}

/** Says that the very same bytes came in before. */
function SameFile({ id }: { readonly id: number | null }) {
  const { data } = useCall('import.list', undefined, { enabled: id !== null });
  const earlier = data?.find((row) => row.id === id);
  if (!earlier) return null;
  return (
    <p className={classes.same} role="status">
      <IconInfoCircle size={15} stroke={1.75} aria-hidden />
      <span>
        This very file was imported <Instant at={earlier.startedAt} />. What came in then is not brought in
        twice.
      </span>
    </p>
  );
}
