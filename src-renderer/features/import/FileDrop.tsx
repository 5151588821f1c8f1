import { IconFileImport } from '@tabler/icons-react';
import { type DragEvent, useRef, useState } from 'react';
import { systems } from '#shared/systems.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import classes from './Import.module.css';

/** A place to drop a file on, and the button that chooses one. */
export function FileDrop({ onFile }: { readonly onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  };
  return (
    <div className={classes.pad}>
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
        <IconFileImport size={24} stroke={1.5} aria-hidden className={classes.dropIcon} />
        <p className={classes.line}>
          <strong>Drop a file here, or choose one.</strong>
        </p>
        <p className={classes.note}>
          {systems.github.label} releases as JSON, as its command line prints them page by page. The file is
          looked at first; nothing comes in before you say so.
        </p>
        <ActionButton label="Choose a file" tone="primary" autoFocus onClick={() => input.current?.click()} />
        <input
          ref={input}
          type="file"
          hidden
          aria-label="File to import"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) onFile(file);
          }}
        />
      </section>
    </div>
  );
}
