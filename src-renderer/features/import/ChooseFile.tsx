import { IconFileImport } from '@tabler/icons-react';
import { systems } from '#shared/systems.ts';
import { FileDrop, type FileFormat } from '../../ui/FileDrop.tsx';

const formats: readonly FileFormat[] = [
  {
    name: `${systems.github.label} releases`,
    note: (
      <>
        JSON as <code>gh api --paginate repos/OWNER/NAME/releases</code> prints it: releases, their files, and
        deployments by channel.
      </>
    ),
  },
  {
    name: `${systems.codepush.label} histories`,
    note: (
      <>
        JSON of apps with their deployments, each with its key, its releases as{' '}
        <code>code-push deployment history --format json</code> prints them, and its metrics. Installed apps
        keep their deployment keys.
      </>
    ),
  },
];

/** The first step of an import: any file of the formats that are known. Which one it is, it says itself. */
export function ChooseFile({ onFile }: { readonly onFile: (file: File) => void }) {
  return (
    <FileDrop
      label="File to import"
      look="step"
      icon={IconFileImport}
      title="Drop a file here, or choose one."
      formats={formats}
      note="The file is looked at first; nothing comes in before you say so."
      onFile={onFile}
    />
  );
}
