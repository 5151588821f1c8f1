import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleXFilled,
  IconHourglass,
  type TablerIcon,
} from '@tabler/icons-react';
import { PlainTable } from '../../../ui/PlainTable.tsx';
import type { GateRow, GateTone } from '../gate.ts';
import classes from '../Rollout.module.css';

const icons: Readonly<Record<GateTone, TablerIcon>> = {
  ok: IconCircleCheck,
  wait: IconHourglass,
  warn: IconAlertTriangle,
  bad: IconCircleXFilled,
};

/** Each number beside its rule, with what is behind it and what it comes to. */
export function GateTable({ rows }: { readonly rows: readonly GateRow[] }) {
  return (
    <PlainTable
      label="The gate"
      columns={[
        'Measure',
        { label: 'Value', end: true },
        { label: 'Rule', end: true },
        { label: 'Count', end: true },
        'Verdict',
      ]}
    >
      {rows.map(({ measure, value, rule, count, tone, word }) => {
        const Icon = icons[tone];
        return (
          <tr key={measure}>
            <td>{measure}</td>
            <td data-end className={classes.value} data-tone={tone}>
              {value}
            </td>
            <td data-end className={classes.dim}>
              {rule}
            </td>
            <td data-end className={classes.dim}>
              {count}
            </td>
            <td>
              <span className={classes.verdict} data-tone={tone}>
                <Icon size={15} stroke={1.75} aria-hidden />
                {word}
              </span>
            </td>
          </tr>
        );
      })}
    </PlainTable>
  );
}
