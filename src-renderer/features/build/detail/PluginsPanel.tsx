import { Select } from '@mantine/core';
import { IconMinus, IconPlugConnected, IconPlus, IconReplace } from '@tabler/icons-react';
import type { Build } from '#shared/features/build/record.ts';
import { useCall } from '../../../api/client.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { PlainTable } from '../../../ui/PlainTable.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import text from '../../../ui/Text.module.css';
import classes from '../Build.module.css';
import { type PluginLine, pluginLines, verdictWords } from '../plugins.ts';
import { buildLabel, numberLabel } from '../words.ts';

const changes = {
  added: { icon: IconPlus, tone: 'ok', word: 'only here' },
  removed: { icon: IconMinus, tone: 'bad', word: 'gone here' },
  changed: { icon: IconReplace, tone: 'warn', word: 'another version' },
} as const;

function Change({ change }: { readonly change: PluginLine['change'] }) {
  if (change === 'same') return null;
  const { icon: Icon, tone, word } = changes[change];
  return (
    <span className={classes.change} style={{ color: `var(--sl-${tone})` }}>
      <Icon size={14} stroke={1.75} aria-hidden />
      {word}
    </span>
  );
}

/** The native modules inside the binary; held against another build's, what content made for that one would meet. */
export function PluginsPanel({
  build,
  against,
  onAgainst,
}: {
  readonly build: Build;
  readonly against: number | null;
  readonly onAgainst: (id: number | null) => void;
}) {
  const { projectId, os } = build;
  const builds = useCall('build.list', { projectId, os, limit: 100 });
  const other = useCall(
    'build.get',
    { id: against ?? 0 },
    { enabled: against !== null, keepPrevious: false },
  );
  const before = against === null ? undefined : other.data?.build;
  const lines = pluginLines(build.plugins, before?.plugins ?? null);
  const verdict = before ? verdictWords(build.plugins, before.plugins, numberLabel(before.number)) : null;
  return (
    <>
      <div className={classes.against}>
        <Select
          aria-label="Compare with another build"
          placeholder="Compare with another build"
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'Compare with nothing' }}
          nothingFoundMessage="No such build"
          data={(builds.data?.rows ?? [])
            .filter(({ id }) => id !== build.id)
            .map((row) => ({
              value: String(row.id),
              label: `${buildLabel(row)}${row.live ? ', Live' : ''}`,
            }))}
          value={against === null ? null : String(against)}
          onChange={(value) => onAgainst(value === null ? null : Number(value))}
        />
        {verdict ? (
          <>
            <StateBadge tone={verdict.tone} label={verdict.label} />
            <span className={text.dim}>{verdict.sentence}</span>
          </>
        ) : null}
      </div>
      <ErrorText error={against === null ? null : other.error} />
      {lines.length === 0 ? (
        <EmptyState
          icon={IconPlugConnected}
          title="The native modules inside this build would stand here."
          hint="A pipeline reports them with the build; with them Slipway tells whether a release is safe on it."
        />
      ) : (
        <PlainTable
          label="Native modules"
          columns={[
            'Module',
            'Version',
            'Native name',
            ...(before ? [`Against ${numberLabel(before.number)}`, 'There'] : []),
          ]}
        >
          {lines.map((line) => (
            <tr key={line.name} data-off={line.change === 'removed' || undefined}>
              <td className={text.mono}>{line.name}</td>
              <td className={text.mono}>{line.version}</td>
              <td className={text.mono}>{line.moduleName}</td>
              {before ? (
                <>
                  <td>
                    <Change change={line.change} />
                  </td>
                  <td className={text.mono}>{line.before}</td>
                </>
              ) : null}
            </tr>
          ))}
        </PlainTable>
      )}
    </>
  );
}
