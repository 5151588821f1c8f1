import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconAlertCircle,
  IconArrowDown,
  IconArrowUp,
  IconCopyPlus,
  IconHourglass,
  IconTerminal2,
  IconTrash,
  IconUserCheck,
  IconWorld,
  type TablerIcon,
} from '@tabler/icons-react';
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { StepKind } from '#shared/features/workflow/model.ts';
import { stepKindWords } from '#shared/features/workflow/rules.ts';
import { AddFilterChip } from '../../../ui/FilterChip.tsx';
import classes from './Editor.module.css';
import {
  duplicateStep,
  type Edited,
  moveStep,
  removeStep,
  type StepFault,
  type StepForm,
  stepSummary,
} from './workflowForm.ts';

export const kindIcons: Readonly<Record<StepKind, TablerIcon>> = {
  command: IconTerminal2,
  http: IconWorld,
  wait: IconHourglass,
  approval: IconUserCheck,
};

export const addLabels: Readonly<Record<StepKind, string>> = {
  command: 'A command',
  http: 'An HTTP call',
  wait: 'A wait',
  approval: 'An approval',
};

export const stepKinds = Object.keys(addLabels) as StepKind[];

/** The steps in order: chosen, added, doubled, moved and taken out by keys and by the pointer. */
export function StepList({
  forms,
  faults,
  chosen,
  adding,
  onAdding,
  onChoose,
  onEdit,
  onAdd,
}: {
  readonly forms: readonly StepForm[];
  readonly faults: readonly StepFault[];
  readonly chosen: number | null;
  /** Whether the menu that adds a step is open. */
  readonly adding: boolean;
  readonly onAdding: (open: boolean) => void;
  readonly onChoose: (key: number) => void;
  readonly onEdit: (edited: Edited) => void;
  readonly onAdd: (kind: StepKind) => void;
}) {
  const list = useRef<HTMLOListElement>(null);
  const follows = useRef<number | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  // Whoever works in the list by keys stays in it, at the step that was moved, doubled or comes next.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a step that is put elsewhere in the page loses the focus
  useEffect(() => {
    if (follows.current === null || follows.current !== chosen) return;
    list.current?.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
  }, [forms, chosen]);
  const edit = (edited: Edited) => {
    follows.current = edited.key;
    onEdit(edited);
  };
  const onKeyDown = (event: KeyboardEvent, at: number, key: number) => {
    const by = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
    const mod = event.ctrlKey || event.metaKey;
    if (by !== undefined && event.altKey) edit(moveStep(forms, key, at + by));
    else if (by !== undefined && !mod) {
      const next = forms[at + by];
      if (next) {
        follows.current = next.key;
        onChoose(next.key);
      }
    } else if (mod && event.key === 'd') edit(duplicateStep(forms, key));
    else if ((mod && event.key === 'Backspace') || event.key === 'Delete') edit(removeStep(forms, key));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onDrop = (event: DragEvent, at: number) => {
    event.preventDefault();
    if (dragged !== null) {
      const from = forms.findIndex(({ key }) => key === dragged);
      onEdit(moveStep(forms, dragged, from < at ? at - 1 : at));
    }
    setDragged(null);
    setOver(null);
  };
  const dropAt = (at: number) => ({
    onDragOver: (event: DragEvent) => {
      if (dragged === null) return;
      event.preventDefault();
      setOver(at);
    },
    onDrop: (event: DragEvent) => onDrop(event, at),
  });
  return (
    <nav className={classes.list} aria-label="Steps of the workflow">
      <ol
        ref={list}
        className={classes.steps}
        onBlur={({ relatedTarget }) => {
          if (relatedTarget && !list.current?.contains(relatedTarget)) follows.current = null;
        }}
      >
        {forms.map((form, at) => {
          const Icon = kindIcons[form.kind];
          const fault = faults.find(({ key }) => key === form.key);
          const pressed = form.key === chosen;
          return (
            <li
              key={form.key}
              className={classes.item}
              draggable
              data-over={over === at && dragged !== form.key ? true : undefined}
              data-dragged={dragged === form.key || undefined}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move';
                setDragged(form.key);
              }}
              onDragEnd={() => {
                setDragged(null);
                setOver(null);
              }}
              {...dropAt(at)}
            >
              <button
                type="button"
                className={classes.step}
                aria-pressed={pressed}
                tabIndex={pressed || (chosen === null && at === 0) ? 0 : -1}
                onClick={() => onChoose(form.key)}
                onKeyDown={(event) => onKeyDown(event, at, form.key)}
              >
                <span className={classes.number}>{at + 1}</span>
                <Icon size={15} stroke={1.75} role="img" aria-label={stepKindWords[form.kind]} />
                <span className={classes.what}>
                  <span className={classes.name}>{form.name.trim() || 'without a name'}</span>
                  <span className={classes.summary}>{stepSummary(form)}</span>
                </span>
                {fault ? (
                  <IconAlertCircle
                    size={15}
                    stroke={1.75}
                    color="var(--sl-bad)"
                    role="img"
                    aria-label={`Not right yet: ${fault.message}`}
                  />
                ) : null}
              </button>
              {pressed ? (
                <StepTools
                  at={at}
                  last={forms.length - 1}
                  onMove={(to) => edit(moveStep(forms, form.key, to))}
                  onDuplicate={() => edit(duplicateStep(forms, form.key))}
                  onRemove={() => edit(removeStep(forms, form.key))}
                />
              ) : null}
            </li>
          );
        })}
        <li
          className={classes.end}
          data-over={over === forms.length || undefined}
          {...dropAt(forms.length)}
          aria-hidden
        />
      </ol>
      <div className={classes.add}>
        <Menu opened={adding} onChange={onAdding} position="bottom-start" width={200}>
          <Menu.Target>
            <AddFilterChip label="Add a step" keys="c" />
          </Menu.Target>
          <Menu.Dropdown>
            {stepKinds.map((kind) => {
              const Icon = kindIcons[kind];
              return (
                <Menu.Item
                  key={kind}
                  leftSection={<Icon size={15} stroke={1.75} />}
                  onClick={() => onAdd(kind)}
                >
                  {addLabels[kind]}
                </Menu.Item>
              );
            })}
          </Menu.Dropdown>
        </Menu>
      </div>
      <p className={classes.hint}>Alt ↑ ↓ moves, Ctrl D doubles, Ctrl ⌫ removes. Or drag.</p>
    </nav>
  );
}

function StepTools({
  at,
  last,
  onMove,
  onDuplicate,
  onRemove,
}: {
  readonly at: number;
  readonly last: number;
  readonly onMove: (to: number) => void;
  readonly onDuplicate: () => void;
  readonly onRemove: () => void;
}) {
  const tools: readonly [string, TablerIcon, () => void, boolean][] = [
    ['Move up', IconArrowUp, () => onMove(at - 1), at === 0],
    ['Move down', IconArrowDown, () => onMove(at + 1), at === last],
    ['Duplicate', IconCopyPlus, onDuplicate, false],
    ['Remove', IconTrash, onRemove, false],
  ];
  return (
    <span className={classes.tools}>
      {tools.map(([label, Icon, onClick, off]) => (
        <Tooltip key={label} label={label}>
          <ActionIcon size={22} aria-label={`${label}, step ${at + 1}`} disabled={off} onClick={onClick}>
            <Icon size={14} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      ))}
    </span>
  );
}
