import { IconAlertTriangle } from '@tabler/icons-react';
import { ActionLine } from '../../../ui/ActionDialog.tsx';

/** What a person should know before going on; it stops nothing. */
export function Warnings({ warnings }: { readonly warnings: readonly string[] }) {
  return warnings.map((warning) => (
    <ActionLine
      key={warning}
      icon={<IconAlertTriangle size={15} stroke={1.75} color="var(--sl-warn)" aria-hidden />}
    >
      {warning}
    </ActionLine>
  ));
}
