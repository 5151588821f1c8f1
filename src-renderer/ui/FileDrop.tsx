import { IconPackageImport, type TablerIcon } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { ActionButton } from './ActionButton.tsx';
import classes from './FileDrop.module.css';

/** A kind of file that can be dropped: what it is called, and how one comes by it. */
export interface FileFormat {
  readonly name: string;
  readonly note: ReactNode;
}

/** A place to drop a file on, and the button that chooses one. */
export function FileDrop({
  label,
  look = 'field',
  icon: Icon = IconPackageImport,
  title,
  formats = [],
  note,
  buttonLabel = 'Choose a file',
  accept,
  onFile,
}: {
  /** What the file is, for screen readers: "Package to release". */
  readonly label: string;
  /** A field among others, or the whole step of a dialog: then its button is the one to press, and has the focus. */
  readonly look?: 'field' | 'step';
  readonly icon?: TablerIcon;
  readonly title: string;
  readonly formats?: readonly FileFormat[];
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
      data-look={look}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <Icon size={24} stroke={1.5} aria-hidden className={classes.icon} />
      <div className={classes.words}>
        <strong>{title}</strong>
        {formats.length > 0 ? (
          <dl className={classes.formats}>
            {formats.map((format) => (
              <div key={format.name}>
                <dt>{format.name}</dt>
                <dd>{format.note}</dd>
              </div>
            ))}
          </dl>
        ) : null}
        {note ? <span className={classes.note}>{note}</span> : null}
      </div>
      <ActionButton
        label={buttonLabel}
        tone={look === 'step' ? 'primary' : 'default'}
        autoFocus={look === 'step'}
        onClick={() => input.current?.click()}
      />
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
