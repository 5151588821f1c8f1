import { TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useLayoutEffect, useRef, useState } from 'react';
import type { BoardEnvironment } from '#shared/features/release/contract.ts';
import { useAct } from '../../../api/client.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Section } from '../../../ui/Page.tsx';
import { EnvironmentChip } from './EnvironmentChip.tsx';
import { type Steering, standingOf } from './openness.ts';
import { PhaseCard } from './PhaseCard.tsx';
import classes from './Progression.module.css';
import {
  addedPhase,
  draftsOf,
  movedPhase,
  neighbourOf,
  type PhaseDraft,
  phasesFault,
  phasesOf,
  placedIn,
} from './phases.ts';

/** What is being dragged: a phase, or an environment. */
export type Dragged =
  | { readonly kind: 'phase'; readonly key: number }
  | { readonly kind: 'environment'; readonly id: number }
  | null;

/** The ordered phases of a project while they are written, with what they would mean for the candidate of now. */
export function PhaseEditor({
  projectId,
  steering: { phases, current },
  environments,
}: {
  readonly projectId: number;
  readonly steering: Steering;
  readonly environments: readonly BoardEnvironment[];
}) {
  const save = useAct('environment.setPhases');
  const [drafts, setDrafts] = useState<readonly PhaseDraft[]>(() => draftsOf(phases));
  const [reason, setReason] = useState('');
  const [dragged, setDragged] = useState<Dragged>(null);
  const [said, setSaid] = useState('');
  const isChanged = JSON.stringify(phasesOf(drafts)) !== JSON.stringify(phases);
  const fault = phasesFault(drafts);
  const nameOf = (id: number) =>
    environments.find(({ environmentId }) => environmentId === id)?.name ?? `#${id}`;
  const placed = new Set(drafts.flatMap(({ environmentIds }) => environmentIds));
  const outside = environments.filter(({ environmentId }) => !placed.has(environmentId));

  // What was moved keeps the focus wherever it went, so that the next key moves it on.
  const own = useRef<HTMLDivElement>(null);
  const moved = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the phases that moved something
  useLayoutEffect(() => {
    if (moved.current === null) return;
    own.current?.querySelector<HTMLElement>(`[data-moves="${moved.current}"]`)?.focus();
    moved.current = null;
  }, [drafts]);

  const movePhase = (key: number, to: number) => {
    const next = movedPhase(drafts, key, to);
    if (!next) return;
    setDrafts(next);
    moved.current = `phase ${key}`;
    setSaid(`${next[to]?.name ?? 'The phase'} is now ${to + 1} of ${next.length}.`);
  };
  const place = (id: number, key: number | null | undefined) => {
    if (key === undefined) return;
    setDrafts(placedIn(drafts, id, key));
    moved.current = `environment ${id}`;
    const name = drafts.find((draft) => draft.key === key)?.name;
    setSaid(`${nameOf(id)} is now in ${name ?? 'no phase'}.`);
  };
  const drop = (target: number | null) => {
    if (dragged?.kind === 'environment') place(dragged.id, target);
    else if (dragged?.kind === 'phase' && target !== null)
      movePhase(
        dragged.key,
        drafts.findIndex(({ key }) => key === target),
      );
    setDragged(null);
  };
  const chip = (environment: BoardEnvironment) => (
    <EnvironmentChip
      key={environment.environmentId}
      environment={environment}
      standing={standingOf(current, phasesOf(drafts), environment.environmentId, nameOf)}
      drafts={drafts}
      onPlace={(key) => place(environment.environmentId, key)}
      onStep={(by) => place(environment.environmentId, neighbourOf(drafts, environment.environmentId, by))}
      onDrag={(is) => setDragged(is ? { kind: 'environment', id: environment.environmentId } : null)}
    />
  );
  const onSave = () =>
    void save.run({ projectId, phases: phasesOf(drafts), reason: reason.trim() || null }).catch(() => {});

  return (
    <Section
      title="Phases"
      count={drafts.length}
      aside={
        <ActionButton
          label="Add a phase"
          icon={IconPlus}
          size="xs"
          onClick={() => setDrafts(addedPhase(drafts))}
        />
      }
    >
      <p className={classes.note}>
        A candidate enters a phase once enough of each phase before it has succeeded.{' '}
        {current ? (
          <>
            The words beside an environment say what that means now for <code>{current.version}</code>.
          </>
        ) : (
          'No candidate is ready now.'
        )}
      </p>
      <div ref={own}>
        {drafts.length === 0 ? (
          <p className={classes.none}>There are no phases: every environment is open to every candidate.</p>
        ) : (
          <ol className={classes.phases}>
            {drafts.map((draft, index) => (
              <PhaseCard
                key={draft.key}
                draft={draft}
                index={index}
                count={drafts.length}
                takes={dragged !== null}
                onChange={setDrafts}
                drafts={drafts}
                onMove={(to) => movePhase(draft.key, to)}
                onDrag={(is) => setDragged(is ? { kind: 'phase', key: draft.key } : null)}
                onDrop={() => drop(draft.key)}
              >
                {draft.environmentIds.flatMap((id) => {
                  const environment = environments.find(({ environmentId }) => environmentId === id);
                  return environment ? chip(environment) : [];
                })}
              </PhaseCard>
            ))}
          </ol>
        )}
        {outside.length > 0 && drafts.length > 0 ? (
          // biome-ignore lint/a11y/noStaticElementInteractions: what is dropped here is moved by keys as well
          <div
            className={classes.outside}
            data-takes={dragged?.kind === 'environment' || undefined}
            onDragOver={(event) => dragged?.kind === 'environment' && event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault();
              drop(null);
            }}
          >
            <h3 className={classes.outsideTitle}>In no phase</h3>
            <ul className={classes.chips}>{outside.map(chip)}</ul>
          </div>
        ) : null}
      </div>
      <p className={classes.said} aria-live="polite">
        {said}
      </p>
      <ErrorText error={save.error} />
      {isChanged ? (
        <div className={classes.save}>
          <TextInput
            className={classes.reason ?? ''}
            aria-label="Reason for the change, if there is one"
            placeholder="Why, if there is a reason. It stands in the log."
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {fault ? <span className={classes.fault}>{fault}</span> : null}
          <ActionButton
            label="Discard"
            onClick={() => {
              setDrafts(draftsOf(phases));
              setSaid('');
            }}
          />
          <ActionButton
            label="Save the phases"
            tone={fault ? 'default' : 'primary'}
            disabledReason={fault}
            busy={save.busy}
            onClick={onSave}
          />
        </div>
      ) : null}
    </Section>
  );
}
