import { formatSize } from '#shared/time.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { ErrorText, type SaidError } from '../../../ui/ErrorText.tsx';
import { FileDrop } from '../../../ui/FileDrop.tsx';
import { ProgressLine } from '../../../ui/ProgressLine.tsx';
import text from '../../../ui/Text.module.css';
import classes from '../Build.module.css';
import type { KeptFile } from './useKeptFile.ts';

/** Takes one file: a place to drop it, then how far it got with the way to stop it, then what came of it. */
export function KeptFileField<Kept>({
  label,
  title,
  note,
  accept,
  step,
  error,
  words,
  more,
  onFile,
  onForget,
}: {
  readonly label: string;
  readonly title: string;
  readonly note: string;
  readonly accept?: string;
  readonly step: KeptFile<Kept>;
  readonly error: SaidError | null;
  /** What was found in the file. */
  readonly words: (kept: Kept) => string;
  /** A sentence about it, on a line of its own. */
  readonly more?: string;
  readonly onFile: (file: File) => void;
  readonly onForget: () => void;
}) {
  if (step.at === 'none') {
    return (
      <div>
        <FileDrop label={label} title={title} note={note} {...(accept ? { accept } : {})} onFile={onFile} />
        <ErrorText error={error} />
      </div>
    );
  }
  const total = step.at === 'kept' ? null : step.total;
  const done = step.at === 'upload' ? step.sent : step.at === 'read' ? step.done : 0;
  return (
    <div className={classes.upload} aria-live="polite">
      <span className={classes.fileName} title={step.name}>
        {step.name}
      </span>
      <span className={text.dim}>
        {step.at === 'kept'
          ? words(step.kept)
          : `${step.at === 'upload' ? 'sent' : 'read'} ${formatSize(done)}${total === null ? '' : ` of ${formatSize(total)}`}`}
      </span>
      <ActionButton label={step.at === 'kept' ? 'Take another' : 'Cancel'} size="xs" onClick={onForget} />
      {more ? <span className={classes.kept}>{more}</span> : null}
      {step.at === 'kept' ? null : (
        <ProgressLine
          value={total === null || total === 0 ? 0 : done / total}
          label={`Upload of ${step.name}`}
        />
      )}
    </div>
  );
}
