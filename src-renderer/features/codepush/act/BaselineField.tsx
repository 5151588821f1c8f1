import { Checkbox, Select, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconPackage } from '@tabler/icons-react';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import { formatSize } from '#shared/time.ts';
import type { OutputFor } from '../../../api/client.ts';
import { ActionLine } from '../../../ui/ActionDialog.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { shortenMiddle } from '../../../ui/Version.tsx';
import { liveWords, useLiveBuild } from '../useLiveBuild.ts';
import { buildChoice, filesWords } from '../words.ts';
import classes from './Act.module.css';
import { PackageField } from './PackageField.tsx';
import { type BackForm, backToBuild } from './rollbackForm.ts';
import type { usePackage } from './usePackage.ts';

export type BaselineChoice = OutputFor<'build.ofChannel'>[number];

const UPLOAD = 'upload';

/** The bundle of a store binary: of a build that is known to have one, else uploaded; and who gets it. */
export function BaselineField({
  form,
  choices,
  found,
  channel,
  onForm,
}: {
  readonly form: BackForm;
  /** The builds with a baseline, the Live one first. */
  readonly choices: readonly BaselineChoice[];
  readonly found: ReturnType<typeof usePackage>;
  readonly channel: Channel;
  readonly onForm: (changes: Partial<BackForm>) => void;
}) {
  const live = useLiveBuild(channel);
  const isLiveWithout = live !== null && !choices.some(({ build }) => build.id === live.deploymentId);
  const chosen = choices.find(({ build }) => build.id === form.buildId);
  const options = choices.map(({ build }) => ({ value: String(build.id), label: buildChoice(build) }));
  return (
    <>
      {choices.length === 0 ? (
        <p className={`${classes.said} ${classes.above}`}>
          No build of this channel has its bundle on record: none came in as a file that holds one, and no
          pipeline has handed one in.
        </p>
      ) : (
        <Select
          label="Of build"
          searchable
          openOnFocus={false}
          nothingFoundMessage="No such build"
          data={
            isLiveWithout ? [...options, { value: UPLOAD, label: 'Another bundle, uploaded now' }] : options
          }
          value={form.buildId === null ? UPLOAD : String(form.buildId)}
          onChange={(value) => {
            const next = choices.find(({ build }) => String(build.id) === value);
            if (next) onForm(backToBuild(next.build));
            else if (value === UPLOAD) onForm({ buildId: null, binaries: live?.storeVersion ?? '' });
          }}
        />
      )}
      {isLiveWithout && choices.length > 0 ? (
        <ActionLine icon={<IconAlertTriangle size={15} stroke={1.75} color="var(--sl-warn)" aria-hidden />}>
          The bundle of the Live build {liveWords(live)} is not on record; its page says why.
        </ActionLine>
      ) : null}
      {chosen?.baseline ? (
        <Facts baseline={chosen.baseline} />
      ) : (
        <div className={classes.below}>
          <PackageField
            step={found.step}
            os={channel.os}
            title="Drop the bundle here, or choose it."
            note="The bundle that the binary in the store was built with, as a zip of its folder or by itself."
            onFile={(file) => found.take(file, channel.id)}
            onStop={found.stop}
            onAgain={found.again}
          />
        </div>
      )}
      <div className={`${classes.fields} ${classes.below}`}>
        <TextInput
          label="For binaries"
          required
          placeholder="exactly the version in the store"
          value={form.binaries}
          onChange={(event) => onForm({ binaries: event.currentTarget.value })}
        />
        <div className={`${classes.checks} ${classes.besideField}`}>
          <Checkbox
            label="Mandatory: back at once"
            checked={form.isMandatory}
            onChange={(event) => onForm({ isMandatory: event.currentTarget.checked })}
          />
        </div>
      </div>
    </>
  );
}

function Facts({ baseline }: { readonly baseline: NonNullable<BaselineChoice['baseline']> }) {
  const { packageHash, size, files, source } = baseline;
  return (
    <div className={`${classes.package} ${classes.below}`}>
      <IconPackage size={16} stroke={1.75} aria-hidden className={classes.packageIcon} />
      <div className={classes.packageWords}>
        <div>{source === 'artifact' ? 'Taken from the stored artifact' : 'Handed in by the pipeline'}</div>
        <div className={classes.dim}>
          {formatSize(size)}, {files === 0 ? 'a bare bundle' : filesWords(files)}, contents{' '}
          <span className={classes.mono} title={packageHash}>
            {shortenMiddle(packageHash, 15)}
          </span>{' '}
          <CopyButton value={packageHash} label="Copy the whole hash" />
        </div>
      </div>
    </div>
  );
}
