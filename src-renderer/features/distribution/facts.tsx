import { osLabels } from '#shared/features/build/model.ts';
import { pathTo } from '../../app/routes.ts';
import type { Fact } from '../../ui/Page.tsx';
import text from '../../ui/Text.module.css';
import { Instant } from '../../ui/time.tsx';
import { type DistributionRecord, methodLabels, numberLabel, shareText } from './words.ts';

const clock = (at: number) => <Instant at={at} form="clock" />;

const yes = (label: string, on: boolean): Fact | null => (on ? { label, value: 'yes' } : null);

/** What is known of a distribution, one fact a line; what is not asked for is left out. */
export function factsOf({ distribution: row }: DistributionRecord): Fact[] {
  const facts: (Fact | null)[] = [
    {
      label: 'Build',
      value: (
        <a className={text.link} href={`#${pathTo.build(row.deploymentId)}`}>
          {numberLabel(row.deploymentNumber)}, {osLabels[row.os]} {row.target}
        </a>
      ),
    },
    { label: 'Tag', value: <span className={text.mono}>{row.tag}</span> },
    row.versionCode === null ? null : { label: 'Version code', value: row.versionCode },
    { label: 'Method', value: methodLabels[row.releaseMethod] },
    row.userFraction === 1
      ? null
      : {
          label: 'Asked for',
          value: row.userFraction === 0 ? 'a draft, nobody gets it' : shareText(row.userFraction),
        },
    row.updatePriority === 0 ? null : { label: 'Priority', value: `${row.updatePriority} of 5` },
    yes('Listing texts', row.uploadMetadata),
    yes('Screenshots', row.uploadScreenshots),
    yes('Review', row.shouldSubmitForReview),
    yes('Auto release', row.shouldAutoRelease),
    row.remoteId === null
      ? null
      : { label: 'Store’s id', value: <span className={text.mono}>{row.remoteId}</span> },
    row.actor === null ? null : { label: 'Actor', value: row.actor },
    { label: 'Made', value: clock(row.createdAt) },
    row.startedAt === null ? null : { label: 'Started', value: clock(row.startedAt) },
    row.finishedAt === null ? null : { label: 'Finished', value: clock(row.finishedAt) },
    row.canceledBy === null ? null : { label: 'Canceled by', value: row.canceledBy },
  ];
  return facts.filter((fact) => fact !== null);
}
