import {
  IconAlertTriangle,
  IconCircleCheck,
  IconPackage,
  IconShieldCheck,
  IconShieldX,
} from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { OperatingSystem } from '#shared/features/build/model.ts';
import type { PackageFacts } from '#shared/features/codepush/channel-model.ts';
import { formatSize } from '#shared/time.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { ActionLine } from '../../../ui/ActionDialog.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { FileDrop } from '../../../ui/FileDrop.tsx';
import { JobLine } from '../../../ui/JobLine.tsx';
import { ProgressLine } from '../../../ui/ProgressLine.tsx';
import { shortenMiddle } from '../../../ui/Version.tsx';
import { filesWords } from '../words.ts';
import classes from './Act.module.css';
import type { PackageStep } from './usePackage.ts';

interface PackageFieldProps {
  readonly step: PackageStep;
  /** Whose reader of zips has to manage; null while no channel is chosen. */
  readonly os: OperatingSystem | null;
  readonly title: string;
  readonly note: string;
  readonly onFile: (file: File) => void;
  readonly onStop: () => void;
  readonly onAgain: () => void;
}

/** The package of a release: chosen or dropped, sent, read, and then what it is. */
export function PackageField(props: PackageFieldProps) {
  const box = useRef<HTMLDivElement>(null);
  // A step takes the button away that led to it; the focus must not fall out of the dialog with it.
  useEffect(() => {
    if (document.activeElement === document.body) box.current?.querySelector('button')?.focus();
  });
  return (
    <div ref={box}>
      <Step {...props} />
    </div>
  );
}

function Step({ step, os, title, note, onFile, onStop, onAgain }: PackageFieldProps) {
  switch (step.at) {
    case 'choose':
      return (
        <div className={classes.upload}>
          <FileDrop label="Package to release" title={title} note={note} onFile={onFile} />
          <ErrorText error={step.error} />
        </div>
      );
    case 'upload':
      return (
        <div className={classes.upload} aria-live="polite">
          <ActionLine aside={<ActionButton label="Stop" size="xs" onClick={onStop} />}>
            Sending {step.name}: {formatSize(step.sent)} of {formatSize(step.total)}
          </ActionLine>
          <ProgressLine
            value={step.total === 0 ? 0 : step.sent / step.total}
            label={`Upload of ${step.name}`}
          />
        </div>
      );
    case 'inspect':
      return step.job ? (
        <JobLine job={step.job} onCancel={onStop} />
      ) : (
        <p className={classes.said}>Reading {step.name}</p>
      );
    case 'ready':
      return <Facts facts={step.facts} os={os} onAgain={onAgain} />;
  }
}

const signatures = {
  valid: {
    icon: IconShieldCheck,
    tone: 'ok',
    words: 'Signed, and the signature fits the key of the channel.',
  },
  unverified: {
    icon: IconShieldCheck,
    tone: 'dim',
    words: 'Signed for these contents; the channel has no public key to check by.',
  },
  invalid: {
    icon: IconShieldX,
    tone: 'bad',
    words: 'The signature does not fit the contents or the key of the channel.',
  },
  none: { icon: IconShieldX, tone: 'dim', words: 'Not signed. Apps with a public key refuse it.' },
} as const;

const warn = <IconAlertTriangle size={15} stroke={1.75} color="var(--sl-warn)" aria-hidden />;

/** What came in: its contents' hash, its files, the bundles that an app may look for, its signature. */
function Facts({
  facts,
  os,
  onAgain,
}: {
  readonly facts: PackageFacts;
  readonly os: OperatingSystem | null;
  readonly onAgain: () => void;
}) {
  const { icon: Shield, tone, words } = signatures[facts.signature];
  const unreadable = os === 'ios' ? [] : facts.unreadableOnAndroid;
  return (
    <>
      <div className={classes.package}>
        <IconPackage size={16} stroke={1.75} aria-hidden className={classes.packageIcon} />
        <div className={classes.packageWords}>
          <div className={classes.packageName}>{facts.fileName ?? 'The package'}</div>
          <div className={classes.dim}>
            {facts.kind === 'bundle'
              ? `${formatSize(facts.size)}, a bare bundle`
              : `${formatSize(facts.size)}, ${filesWords(facts.files)}, ${formatSize(facts.unpackedSize)} unpacked`}
            , contents{' '}
            <span className={classes.mono} title={facts.packageHash}>
              {shortenMiddle(facts.packageHash, 15)}
            </span>{' '}
            <CopyButton value={facts.packageHash} label="Copy the whole hash" />
          </div>
        </div>
        <ActionButton label="Another file" size="xs" onClick={onAgain} />
      </div>
      <ActionLine
        icon={
          facts.bundles.length > 0 ? (
            <IconCircleCheck size={15} stroke={1.75} color="var(--sl-ok)" aria-hidden />
          ) : (
            warn
          )
        }
      >
        {facts.bundles.length > 0 ? (
          <>
            Bundle <span className={classes.mono}>{facts.bundles.join(', ')}</span>; the app must have this
            name compiled in.
          </>
        ) : (
          'No file in it has the name of a bundle that an app would look for.'
        )}
      </ActionLine>
      <ActionLine icon={<Shield size={15} stroke={1.75} color={`var(--sl-${tone})`} aria-hidden />}>
        {words}
      </ActionLine>
      {unreadable.length > 0 ? (
        <ActionLine icon={warn}>
          Android cannot unpack {filesWords(unreadable.length)} of it:{' '}
          <span className={classes.mono}>{unreadable.slice(0, 3).join(', ')}</span>
          {unreadable.length > 3 ? ' and more' : ''}. Pack it again with plain Deflate.
        </ActionLine>
      ) : null}
    </>
  );
}
