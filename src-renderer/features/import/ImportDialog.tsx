import { ActionIcon, Modal } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { assertNever } from '#shared/assert.ts';
import { formatSize } from '#shared/time.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { JobLine } from '../../ui/JobLine.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import { useFocusBack } from '../../ui/useFocusBack.ts';
import { ChooseFile } from './ChooseFile.tsx';
import classes from './Import.module.css';
import { ImportOutcome } from './ImportOutcome.tsx';
import { ImportPreview } from './ImportPreview.tsx';
import { choiceFault, importLabel, nothingNew } from './mapping.ts';
import { useImport } from './useImport.ts';

/** One dialog for the whole way of a file: choose, look at it, decide where it goes, run, undo. */
export function ImportDialog({
  file,
  onClose,
}: {
  readonly file: File | null;
  readonly onClose: () => void;
}) {
  useFocusBack();
  const flow = useImport(file);
  const { step } = flow;
  const close = () => {
    flow.leave();
    onClose();
  };
  const cancel = (
    <ActionButton
      label="Cancel"
      autoFocus={step.at !== 'choose'}
      after={<KeyHint keys="Esc" />}
      onClick={close}
    />
  );

  switch (step.at) {
    case 'choose':
      return (
        <Frame step={step.at} title="Import a file" onClose={close} footer={cancel}>
          <div className={classes.pad}>
            <ErrorText error={step.error} />
            <ChooseFile onFile={flow.take} />
          </div>
        </Frame>
      );
    case 'upload':
      return (
        <Frame step={step.at} title={`Import ${step.name}`} onClose={close} footer={cancel}>
          <div className={classes.pad} aria-live="polite">
            <p className={classes.line}>
              Reading {step.name}: {formatSize(step.sent)} of {formatSize(step.total)}
            </p>
            <ProgressLine
              value={step.total === 0 ? 0 : step.sent / step.total}
              label={`Upload of ${step.name}`}
            />
          </div>
        </Frame>
      );
    case 'inspect':
      return (
        <Frame step={step.at} title={`Import ${step.name}`} onClose={close} footer={cancel}>
          <div className={classes.pad}>
            {step.job ? <JobLine job={step.job} /> : <p className={classes.line}>Looking at {step.name}</p>}
          </div>
        </Frame>
      );
    case 'preview': {
      const { fileName } = step.inspection;
      const blocked = choiceFault(step.choice) ?? (flow.counting ? null : nothingNew(step.inspection));
      return (
        <Frame
          step={step.at}
          title={`Import ${fileName}`}
          onClose={close}
          footer={
            <>
              <span className={classes.aside}>
                {flow.startError ? (
                  <ErrorText error={flow.startError} />
                ) : (
                  (blocked ?? 'Until you import, nothing is changed.')
                )}
              </span>
              <ActionButton label="Another file" onClick={flow.again} />
              {cancel}
              <ActionButton
                label={importLabel(step.inspection)}
                tone={blocked ? 'default' : 'primary'}
                disabledReason={blocked}
                busy={flow.counting}
                onClick={flow.start}
              />
            </>
          }
        >
          <ImportPreview inspection={step.inspection} choice={step.choice} onChoice={flow.setChoice} />
        </Frame>
      );
    }
    case 'run':
      return (
        <ImportOutcome
          job={step.job}
          inspection={step.inspection}
          onCancel={flow.cancelRun}
          onAgain={flow.again}
          onClose={close}
          frame={(title, children, footer) => (
            <Frame step={title} title={title} onClose={close} footer={footer}>
              {children}
            </Frame>
          )}
        />
      );
    default:
      return assertNever(step);
  }
}

function Frame({
  step,
  title,
  onClose,
  footer,
  children,
}: {
  /** What tells one step from the next: an import that has ended is another one than while it ran. */
  readonly step: string;
  readonly title: string;
  readonly onClose: () => void;
  readonly footer: ReactNode;
  readonly children: ReactNode;
}) {
  const scroll = useRef<HTMLElement>(null);
  const foot = useRef<HTMLDivElement>(null);
  // Each step begins where its own way on is; a button of the step before may stand under the focus.
  useEffect(() => {
    const inside = step === 'choose' ? scroll : foot;
    inside.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  }, [step]);
  // A step takes the button away that led to it; the focus must not fall out of the dialog with it.
  useEffect(() => {
    if (document.activeElement !== document.body) return;
    foot.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  });
  return (
    <Modal.Root opened onClose={onClose} size={860} closeOnClickOutside={false}>
      <Modal.Overlay color="var(--sl-scrim)" backgroundOpacity={1} />
      <Modal.Content classNames={{ content: classes.dialog ?? '' }}>
        <div className={classes.head}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          <ActionIcon className={classes.close} aria-label="Close" onClick={onClose}>
            <IconX size={16} stroke={1.75} />
          </ActionIcon>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keys */}
        <section ref={scroll} className={classes.scroll} tabIndex={0} aria-label={title}>
          {children}
        </section>
        <div ref={foot} className={classes.foot}>
          {footer}
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}
