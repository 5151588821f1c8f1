import { Menu } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import type { BoardEnvironment } from '#shared/features/release/contract.ts';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import type { Standing } from './openness.ts';
import classes from './Progression.module.css';
import type { PhaseDraft } from './phases.ts';
import { StandingText } from './StandingText.tsx';

/** An environment in its phase: dragged, moved by ↑ and ↓, or sent elsewhere from its menu. */
export function EnvironmentChip({
  environment: { environmentId, name, tier },
  standing,
  drafts,
  onPlace,
  onStep,
  onDrag,
}: {
  readonly environment: BoardEnvironment;
  /** Null while no candidate is ready. */
  readonly standing: Standing | null;
  readonly drafts: readonly PhaseDraft[];
  /** With null it leaves the phases. */
  readonly onPlace: (key: number | null) => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly onDrag: (isDragged: boolean) => void;
}) {
  const own = drafts.find(({ environmentIds }) => environmentIds.includes(environmentId))?.key ?? null;
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by === undefined) return;
    // The arrows would open the menu; Enter does.
    event.preventDefault();
    event.stopPropagation();
    onStep(by as 1 | -1);
  };
  return (
    <li className={classes.chip}>
      <Menu width={220} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <button
            type="button"
            className={classes.handle}
            draggable
            data-moves={`environment ${environmentId}`}
            title="Drag, or press ↑ or ↓; Enter lists the phases"
            aria-label={`${name}: move with ↑ or ↓`}
            onKeyDownCapture={onKeyDown}
            onDragStart={(event) => {
              event.stopPropagation();
              event.dataTransfer.effectAllowed = 'move';
              onDrag(true);
            }}
            onDragEnd={() => onDrag(false)}
          >
            <EnvironmentLabel name={name} tier={tier} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {drafts
            .filter(({ key }) => key !== own)
            .map((draft) => (
              <Menu.Item key={draft.key} onClick={() => onPlace(draft.key)}>
                Move to {draft.name}
              </Menu.Item>
            ))}
          {own === null ? null : <Menu.Item onClick={() => onPlace(null)}>Take out of the phases</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {standing ? <StandingText standing={standing} /> : null}
    </li>
  );
}
