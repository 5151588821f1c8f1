import { ActionIcon, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';

/** Copies `value`; `label` names what is copied, as in "Copy commit". */
export function CopyButton({
  value,
  label,
  size = 14,
}: {
  readonly value: string;
  readonly label: string;
  readonly size?: number;
}) {
  const clipboard = useClipboard({ timeout: 1500 });
  const text = clipboard.copied ? 'Copied' : label;
  return (
    <Tooltip label={text}>
      <ActionIcon size={20} aria-label={text} onClick={() => clipboard.copy(value)}>
        {clipboard.copied ? <IconCheck size={size} stroke={1.75} /> : <IconCopy size={size} stroke={1.75} />}
      </ActionIcon>
    </Tooltip>
  );
}
