import { useEffect } from 'react';
import { openDialog } from './dialogs.ts';

const holdsFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/** While a screen is on, a file dropped anywhere on the window is taken to the import dialog. */
export function useDroppedFiles(): void {
  useEffect(() => {
    const onOver = (event: DragEvent) => {
      if (holdsFile(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      const file = event.dataTransfer?.files[0];
      // A dialog that is open already has a place of its own to drop on.
      if (!file || event.defaultPrevented) return;
      event.preventDefault();
      openDialog({ kind: 'import', file });
    };
    addEventListener('dragover', onOver);
    addEventListener('drop', onDrop);
    return () => {
      removeEventListener('dragover', onOver);
      removeEventListener('drop', onDrop);
    };
  }, []);
}
