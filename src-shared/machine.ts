/**
 * A lifecycle as one serializable table. The same table draws the badge, decides which buttons exist, refuses
 * illegal moves, gives the store its CHECK list and prints itself as a diagram.
 */
export type Tone = 'ok' | 'bad' | 'err' | 'warn' | 'rb' | 'accent' | 'dim' | 'ice';

export interface MachineState<State extends string, Event extends string> {
  readonly label: string;
  readonly tone: Tone;
  readonly on: Readonly<Partial<Record<Event, State>>>;
}

export interface Machine<State extends string, Event extends string> {
  readonly name: string;
  /** The states a new record may be created in. */
  readonly initial: readonly State[];
  readonly states: Readonly<Record<State, MachineState<State, Event>>>;
}

export interface Move<State extends string, Event extends string> {
  readonly event: Event;
  readonly to: State;
}

/** Every move that the machine allows from a state, in the table's order. */
export function movesFrom<S extends string, E extends string>(machine: Machine<S, E>, from: S): Move<S, E>[] {
  const state = machine.states[from];
  if (!state) return [];
  return (Object.entries(state.on) as [E, S][]).map(([event, to]) => ({ event, to }));
}

/** The event that leads from one state to another, or null when the machine has no such edge. */
export function eventBetween<S extends string, E extends string>(
  machine: Machine<S, E>,
  from: S,
  to: S,
): E | null {
  return movesFrom(machine, from).find((move) => move.to === to)?.event ?? null;
}

export function statesOf<S extends string, E extends string>(machine: Machine<S, E>): S[] {
  return Object.keys(machine.states) as S[];
}

/** The machine as a Mermaid state diagram, for the documentation and for people. */
export function toDiagram<S extends string, E extends string>(machine: Machine<S, E>): string {
  const lines = ['stateDiagram-v2', ...machine.initial.map((state) => `  [*] --> ${state}`)];
  for (const from of statesOf(machine)) {
    for (const { event, to } of movesFrom(machine, from)) lines.push(`  ${from} --> ${to}: ${event}`);
  }
  return lines.join('\n');
}
