import { z } from 'zod';
import { chainReportSchema } from '#shared/features/activity/model.ts';
import { formatCount } from '../../ui/numbers.ts';
import classes from './Settings.module.css';

const checkResultSchema = z.object({
  sound: z.boolean(),
  integrity: z.array(z.string()),
  foreignKeys: z.number(),
  chain: chainReportSchema,
});

/** What an integrity check found, as sentences: one for each of the three things that it looked at. */
export function CheckResult({ result }: { readonly result: unknown }) {
  const parsed = checkResultSchema.safeParse(result);
  if (!parsed.success) return null;
  const { sound, integrity, foreignKeys, chain } = parsed.data;
  return (
    <div className={classes.note}>
      <strong style={{ color: sound ? 'var(--sl-ok)' : 'var(--sl-bad)' }}>
        {sound ? 'The workspace is sound.' : 'The workspace is damaged.'}
      </strong>{' '}
      {integrity.length === 0
        ? 'SQLite found nothing wrong. '
        : `SQLite found ${formatCount(integrity.length)} faults: ${integrity.slice(0, 3).join('; ')}. `}
      {foreignKeys === 0
        ? 'Every reference leads to a record. '
        : `${formatCount(foreignKeys)} references lead nowhere. `}
      {chain.firstBroken
        ? `The audit chain breaks at #${formatCount(chain.firstBroken.seq)}: ${chain.firstBroken.why} `
        : `All ${formatCount(chain.entries)} entries of the audit chain fit. `}
      {sound ? '' : 'Nothing was changed. Restore a backup from before the damage.'}
    </div>
  );
}
