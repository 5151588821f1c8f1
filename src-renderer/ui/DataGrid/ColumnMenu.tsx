import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react';
import classes from './ColumnMenu.module.css';
import { type DataGridColumn, type DataGridColumnState, orderColumns, untouchedColumns } from './columns.ts';

/** Which columns stand in the grid and in which order; the caller keeps the state and gives it to the grid as well. */
export function ColumnMenu<Row>({
  columns,
  state,
  onState,
}: {
  readonly columns: readonly DataGridColumn<Row>[];
  readonly state: DataGridColumnState;
  readonly onState: (state: DataGridColumnState) => void;
}) {
  const ordered = orderColumns(columns, state.order);
  const setShown = (id: string, shown: boolean) => {
    const rest = state.hidden.filter((other) => other !== id);
    onState({ ...state, hidden: shown ? rest : [...rest, id] });
  };
  const move = (from: number, by: 1 | -1) => {
    const order = ordered.map((column) => column.id);
    const [id] = order.splice(from, 1);
    if (id === undefined) return;
    order.splice(from + by, 0, id);
    onState({ ...state, order });
  };
  return (
    <Popover position="bottom-end" trapFocus returnFocus width={240}>
      <Popover.Target>
        <Button leftSection={<IconColumns3 size={15} stroke={1.75} aria-hidden />}>Columns</Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <ul className={classes.list}>
          {ordered.map((column, index) => (
            <li key={column.id} className={classes.item}>
              <Checkbox
                label={column.header}
                checked={!state.hidden.includes(column.id)}
                disabled={column.hideable === false}
                onChange={(event) => setShown(column.id, event.currentTarget.checked)}
                className={classes.name}
              />
              <ActionIcon
                size={20}
                aria-label={`Move ${column.header} up`}
                disabled={index === 0}
                onClick={() => move(index, -1)}
              >
                <IconArrowUp size={13} stroke={1.75} />
              </ActionIcon>
              <ActionIcon
                size={20}
                aria-label={`Move ${column.header} down`}
                disabled={index === ordered.length - 1}
                onClick={() => move(index, 1)}
              >
                <IconArrowDown size={13} stroke={1.75} />
              </ActionIcon>
            </li>
          ))}
        </ul>
        <div className={classes.foot}>
          <Button size="xs" onClick={() => onState(untouchedColumns)}>
            As they were
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
