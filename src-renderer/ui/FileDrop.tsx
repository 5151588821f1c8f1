import { IconPackageImport, type TablerIcon } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { ActionButton } from './ActionButton.tsx';
import classes from './FileDrop.module.css';

/** A place to drop a file on, and the button that chooses one. */
export function FileDrop({
  label,
  icon: Icon = IconPackageImport,
  title,
  note,
  buttonLabel = 'Choose a file',
  accept,
  onFile,
}: {
  /** What the file is, for screen readers: "Package to release". */
  readonly label: string;
  readonly icon?: TablerIcon;
  readonly title: string;
  readonly note?: ReactNode;
  readonly buttonLabel?: string;
  readonly accept?: string;
  readonly onFile: (file: File) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  };
  return (
    <section
      className={classes.drop}
      aria-label="Drop a file here"
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <Icon size={24} stroke={1.5} aria-hidden className={classes.icon} />
      <span className={classes.words}>
        <strong>{title}</strong>
        {note ? <span className={classes.note}>{note}</span> : null}
      </span>
      <ActionButton label={buttonLabel} onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          // The same file can be chosen again after it was refused.
          event.currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
    </section>
  );
}
