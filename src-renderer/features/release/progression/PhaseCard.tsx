import { ActionIcon, NumberInput, Select, TextInput } from '@mantine/core';
import { IconGripVertical, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import classes from './Progression.module.css';
import { changedPhase, type PhaseDraft } from './phases.ts';

const RULES = [
  { value: 'all', label: 'all must succeed' },
  { value: 'at_least', label: 'at least' },
  { value: 'optional', label: 'none has to: it is optional' },
] as const satisfies readonly { readonly value: PhaseDraft['rule']; readonly label: string }[];

/** One phase: its place, its name, its environments, and how many of these must succeed before the next one opens. */
export function PhaseCard({
  draft: { key, name, environmentIds, rule, count: asked },
  index,
  count,
  takes,
  drafts,
  onChange,
  onMove,
  onDrag,
  onDrop,
  children,
}: {
  readonly draft: PhaseDraft;
  readonly index: number;
  /** How many phases there are. */
  readonly count: number;
  /** Something is dragged that can be dropped here. */
  readonly takes: boolean;
  readonly drafts: readonly PhaseDraft[];
  readonly onChange: (drafts: readonly PhaseDraft[]) => void;
  readonly onMove: (to: number) => void;
  readonly onDrag: (isDragged: boolean) => void;
  readonly onDrop: () => void;
  /** Its environments. */
  readonly children: ReactNode;
}) {
  const [over, setOver] = useState(false);
  const set = (changes: Partial<PhaseDraft>) => onChange(changedPhase(drafts, key, changes));
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    onMove(index + by);
  };
  return (
    <li
      className={classes.phase}
      aria-label={name}
      data-over={(takes && over) || undefined}
      onDragOver={(event) => {
        if (!takes) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onDrop();
      }}
    >
      <div className={classes.phaseHead}>
        <ActionIcon
          className={classes.grip ?? ''}
          draggable
          data-moves={`phase ${key}`}
          aria-label={`Move ${name}, ${index + 1} of ${count}: ↑ or ↓`}
          title="Drag, or press ↑ or ↓"
          onKeyDown={onKeyDown}
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = 'move';
            onDrag(true);
          }}
          onDragEnd={() => onDrag(false)}
        >
          <IconGripVertical size={15} stroke={1.75} />
        </ActionIcon>
        <span className={classes.number}>{index + 1}</span>
        <TextInput
          className={classes.name ?? ''}
          aria-label={`Name of phase ${index + 1}`}
          value={name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <Select
          className={classes.rule ?? ''}
          aria-label={`How ${name} is passed`}
          data={[...RULES]}
          allowDeselect={false}
          value={rule}
          onChange={(value) => value !== null && set({ rule: value as PhaseDraft['rule'] })}
        />
        {rule === 'at_least' ? (
          <>
            <NumberInput
              className={classes.asked ?? ''}
              aria-label={`How many of ${name} must succeed`}
              min={1}
              max={Math.max(1, environmentIds.length)}
              allowDecimal={false}
              value={asked}
              onChange={(value) => set({ count: typeof value === 'number' ? value : 1 })}
            />
            <span className={classes.of}>of {environmentIds.length}</span>
          </>
        ) : null}
        <ActionIcon
          className={classes.remove ?? ''}
          aria-label={`Remove ${name}`}
          title="Remove the phase; its environments stay, in no phase"
          onClick={() => onChange(drafts.filter((draft) => draft.key !== key))}
        >
          <IconTrash size={15} stroke={1.75} />
        </ActionIcon>
      </div>
      {environmentIds.length === 0 ? (
        <p className={classes.none}>Bring an environment here, from another phase or from none.</p>
      ) : (
        <ul className={classes.chips}>{children}</ul>
      )}
    </li>
  );
}
