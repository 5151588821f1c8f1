import { invalidField } from '../../errors.ts';
import { recurrenceFault } from '../../recurrence.ts';
import { isZone, noZone } from '../../zone.ts';
import type { Freeze } from './model.ts';
import { isOver } from './rules.ts';

export interface FreezeFault {
  readonly field: 'zone' | 'cron' | 'endsAt';
  readonly message: string;
}

/** Why a freeze cannot be drawn like this: its zone, its pattern or its bounds; null when it can. */
export function freezeFault(
  { zone, window }: Pick<Freeze, 'zone' | 'window'>,
  now: number,
): FreezeFault | null {
  if (!isZone(zone)) return { field: 'zone', message: noZone(zone) };
  const recurs = window.kind === 'recurring' ? recurrenceFault({ zone, cron: window.cron }, now) : null;
  if (recurs) return recurs;
  if (window.endsAt !== null && window.endsAt <= window.startsAt) {
    return { field: 'endsAt', message: 'It ends before it begins.' };
  }
  if (window.endsAt !== null && window.endsAt <= now) {
    return { field: 'endsAt', message: 'It lies in the past, where nothing can be frozen any more.' };
  }
  if (isOver({ zone, window, removedAt: null }, now)) {
    return { field: 'endsAt', message: 'Between its bounds it never freezes.' };
  }
  return null;
}

/** @throws invalid_input naming the field. */
export function checkFreeze(freeze: Pick<Freeze, 'zone' | 'window'>, now: number): void {
  const fault = freezeFault(freeze, now);
  if (fault) throw invalidField(fault);
}
