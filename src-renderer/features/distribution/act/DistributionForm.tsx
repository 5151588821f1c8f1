import { Select } from '@mantine/core';
import { IconArrowRight, IconBan, IconBuildingStore, IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { osLabels } from '#shared/features/build/model.ts';
import type { DistributionDraft } from '#shared/features/distribution/model.ts';
import { useAct, useCall } from '../../../api/client.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionDialog, ActionLine, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import text from '../../../ui/Text.module.css';
import { numberLabel, versionOf } from '../words.ts';
import { type Check, sendable, sentLines } from './draft.ts';
import { FindingLines } from './FindingLines.tsx';
import { NotesField } from './NotesField.tsx';
import { OptionFields } from './OptionFields.tsx';
import { WayFields } from './WayFields.tsx';

/** Fields that have their own place in the form; what is refused of anything else stands under the build. */
const shownFields: ReadonlySet<string> = new Set([
  'track',
  'releaseMethod',
  'releaseNotes',
  'userFraction',
  'updatePriority',
  'uploadMetadata',
  'uploadScreenshots',
  'shouldSubmitForReview',
  'shouldAutoRelease',
]);

/** Makes a distribution: only what the store takes can be chosen, and whatever cannot be says why. */
export function DistributionForm({
  deploymentId: given,
  start,
  title,
  onClose,
}: {
  readonly deploymentId: number | null;
  readonly start: DistributionDraft;
  readonly title: string;
  readonly onClose: () => void;
}) {
  const create = useAct('distribution.create');
  const [chosen, setChosen] = useState(given);
  const [wish, setWish] = useState(start);
  const [reason, setReason] = useState('');
  const deploymentId = chosen ?? 0;
  const enabled = chosen !== null;
  const first = useCall('distribution.check', { ...wish, deploymentId }, { enabled });
  const draft = first.data ? sendable(wish, first.data) : wish;
  const second = useCall('distribution.check', { ...draft, deploymentId }, { enabled });
  const settled = second.data ? sendable(draft, second.data) : draft;
  const checked = useCall('distribution.check', { ...settled, deploymentId }, { enabled });
  const check = enabled ? checked.data : undefined;
  const build = useCall('build.get', { id: deploymentId }, { enabled }).data?.build;
  const set = (changes: Partial<DistributionDraft>) => setWish({ ...settled, ...changes });
  const [refused] = check?.refusals ?? [];

  const onConfirm = async () => {
    if (chosen === null) return;
    try {
      const { distribution } = await create.run({
        ...settled,
        deploymentId: chosen,
        reason: reason.trim() || null,
      });
      onClose();
      navigate(pathTo.distribution(distribution.id));
    } catch {
      // `create.error` says it in the dialog, and the choices stay.
      void checked.refetch();
    }
  };
  const error = create.error ?? checked.error;
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={title}
      {...(build ? { tier: build.tier } : {})}
      rows={[
        {
          label: 'Build',
          ...(build ? { note: `${osLabels[build.os]} ${build.target}` } : {}),
          content: (
            <>
              {given === null ? (
                <BuildPick value={chosen} onValue={setChosen} />
              ) : build ? (
                <span>
                  {build.project} {versionOf(build)}{' '}
                  <span className={text.dim}>
                    {numberLabel(build.number)} from {build.tag}
                  </span>
                </span>
              ) : null}
              <FindingLines
                icon={IconBan}
                tone="bad"
                findings={check?.refusals.filter(({ field }) => !shownFields.has(field)) ?? []}
              />
            </>
          ),
        },
        ...(check ? fieldRows(settled, check, set) : []),
      ]}
      reason={{ required: false, value: reason, onChange: setReason }}
      confirmLabel={check ? `Distribute to ${check.storeLabel}` : 'Distribute'}
      confirmIcon={IconBuildingStore}
      blockedReason={
        chosen === null
          ? 'Needs a build'
          : check
            ? refused
              ? 'Cannot be made like this'
              : null
            : 'Is being checked'
      }
      {...(check ? { checkedAt: check.checkedAt } : {})}
      busy={create.busy}
      error={error ? <ErrorText error={error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}

function fieldRows(
  draft: DistributionDraft,
  check: Check,
  set: (changes: Partial<DistributionDraft>) => void,
): ActionRow[] {
  return [
    {
      label: 'Where to',
      note: check.storeLabel,
      content: <WayFields draft={draft} check={check} onDraft={set} />,
    },
    { label: 'Release notes', content: <NotesField draft={draft} check={check} onDraft={set} /> },
    { label: 'How', content: <OptionFields draft={draft} check={check} onDraft={set} /> },
    {
      label: 'Is sent',
      note: 'nothing before you deliver it',
      content: sentLines(draft, check).map((line) => (
        <ActionLine key={line} icon={<IconArrowRight size={14} stroke={1.75} aria-hidden />}>
          {line}
        </ActionLine>
      )),
    },
    ...(check.warnings.length > 0
      ? [
          {
            label: 'Mind',
            content: <FindingLines icon={IconInfoCircle} tone="warn" findings={check.warnings} />,
          },
        ]
      : []),
  ];
}

/** The builds that can be delivered at all, the newest first. */
function BuildPick({
  value,
  onValue,
}: {
  readonly value: number | null;
  readonly onValue: (id: number) => void;
}) {
  const builds = useCall('build.list', { limit: 100 });
  const rows = (builds.data?.rows ?? []).filter(({ status }) => status === 'succeeded');
  return (
    <Select
      aria-label="Build"
      placeholder={
        builds.data && rows.length === 0 ? 'No build has succeeded yet' : 'Choose a build that succeeded'
      }
      searchable
      nothingFoundMessage="No succeeded build like that"
      data={rows.map((row) => ({
        value: String(row.id),
        label: `${row.project} ${versionOf(row)}, ${osLabels[row.os]} ${row.target}, ${numberLabel(row.number)}`,
      }))}
      value={value === null ? null : String(value)}
      onChange={(next) => next !== null && onValue(Number(next))}
    />
  );
}
