import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { z } from 'zod';
import { formatSize } from '#shared/time.ts';
import { useAct, useCall } from '../../api/client.ts';
import { useJobRun } from '../../api/jobs.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { JobLine } from '../../ui/JobLine.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { SettingRow } from './SettingRow.tsx';
import classes from './Settings.module.css';

const GIGABYTE = 1000 ** 3;

const sweptSchema = z.object({ removed: z.number(), bytes: z.number() });
const reportSchema = z.object({
  checked: z.number(),
  damaged: z.array(z.object({ sha256: z.string() })),
  missing: z.array(z.string()),
});

const files = (count: number) => `${formatCount(count)} ${count === 1 ? 'file' : 'files'}`;

function Swept({ result }: { readonly result: unknown }) {
  const parsed = sweptSchema.safeParse(result);
  if (!parsed.success) return null;
  const { removed, bytes } = parsed.data;
  return (
    <p className={classes.note}>
      {removed === 0 ? 'Nothing to remove.' : `Removed ${files(removed)}, ${formatSize(bytes)}.`} What is
      needed stayed, and so did what came in within the last day.
    </p>
  );
}

function Report({ result }: { readonly result: unknown }) {
  const parsed = reportSchema.safeParse(result);
  if (!parsed.success) return null;
  const { checked, damaged, missing } = parsed.data;
  const sound = damaged.length + missing.length === 0;
  const named = [...damaged.map(({ sha256 }) => sha256), ...missing].slice(0, 3).join(', ');
  return (
    <p className={classes.note}>
      <strong style={{ color: sound ? 'var(--sl-ok)' : 'var(--sl-bad)' }}>
        {sound ? 'Every stored file is what it was.' : 'Stored files are damaged.'}
      </strong>{' '}
      {sound
        ? `${files(checked)} hashed.`
        : `${files(damaged.length)} changed, ${files(missing.length)} missing: ${named}. Nothing was changed; put them back from a copy of the folder.`}
    </p>
  );
}

/** The quota is applied as a whole: half a number must not refuse a package. */
function QuotaForm({ quota }: { readonly quota: number | null }) {
  const set = useAct('storage.setQuota');
  const [given, setGiven] = useState<number | string>(quota === null ? '' : quota / GIGABYTE);
  const wanted = given === '' ? null : Math.round(Number(given) * GIGABYTE);
  return (
    <>
      <div className={classes.pair}>
        <NumberInput
          aria-label="Quota in gigabytes"
          placeholder="no limit"
          suffix=" GB"
          min={0}
          max={1_000_000}
          decimalScale={3}
          w={140}
          value={given}
          onChange={setGiven}
        />
        <ActionButton
          label="Apply"
          busy={set.busy}
          disabledReason={wanted === quota ? 'The quota is set to this.' : null}
          onClick={() => void set.run({ quota: wanted }).catch(() => {})}
        />
      </div>
      <ErrorText error={set.error} />
    </>
  );
}

/** The packages and artifacts beside the workspace: how much room they take, and what may go. */
export function StoredFiles() {
  const { data } = useCall('storage.usage', undefined);
  const cleanUp = useJobRun('storage.cleanUp');
  const verify = useJobRun('storage.verify');
  if (!data) return null;
  return (
    <>
      <SettingRow
        label="Stored files"
        note="Packages and artifacts lie in a folder beside the workspace, each under its hash. What a record refers to is never removed. The bundles of picked commits beside them go once the clone holds the commit."
      >
        <span>
          {files(data.files)}, {formatSize(data.used)}
          {data.unreferenced > 0 ? `, of which ${formatSize(data.unreferenced)} is needed by nobody` : ''}
        </span>
        <div className={classes.pair}>
          <ActionButton label="Clean up" busy={cleanUp.busy} onClick={() => void cleanUp.start(undefined)} />
          <ActionButton
            label="Verify files"
            busy={verify.busy}
            onClick={() => void verify.start(undefined)}
          />
        </div>
        <ErrorText error={cleanUp.error ?? verify.error} />
        {cleanUp.job ? (
          <div className={classes.wide}>
            <JobLine job={cleanUp.job} onCancel={cleanUp.cancel}>
              <Swept result={cleanUp.job.result} />
            </JobLine>
          </div>
        ) : null}
        {verify.job ? (
          <div className={classes.wide}>
            <JobLine job={verify.job} onCancel={verify.cancel}>
              <Report result={verify.job.result} />
            </JobLine>
          </div>
        ) : null}
      </SettingRow>
      <SettingRow label="Quota" note="How much room stored files may take together; empty is no limit.">
        <QuotaForm key={data.quota} quota={data.quota} />
      </SettingRow>
    </>
  );
}
