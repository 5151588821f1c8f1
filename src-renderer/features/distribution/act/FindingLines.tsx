import type { TablerIcon } from '@tabler/icons-react';
import { ActionLine } from '../../../ui/ActionDialog.tsx';

interface Said {
  readonly field: string;
  readonly message: string;
}

/** What a rule says, a line each. */
export function FindingLines({
  icon: Icon,
  tone,
  findings,
}: {
  readonly icon: TablerIcon;
  readonly tone: 'bad' | 'warn';
  readonly findings: readonly Said[];
}) {
  return findings.map(({ field, message }) => (
    <ActionLine
      key={`${field} ${message}`}
      icon={<Icon size={15} stroke={1.75} color={`var(--sl-${tone})`} aria-hidden />}
    >
      {message}
    </ActionLine>
  ));
}
