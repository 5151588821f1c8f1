import { numberOf } from '#shared/features/codepush/labels.ts';
import { DAY } from '#shared/time.ts';
import type { OutputFor } from '../../../api/client.ts';
import type { ChartSeries } from '../../../ui/SeriesChart/series.ts';

type Adoption = OutputFor<'codepush.adoption'>;

/** The end of a UTC day, in ms; today ends now. */
export function endOfDay(day: number, now: number): number {
  return Math.min((day + 1) * DAY, now);
}

/**
 * Active devices as lines: the newest release in the accent, older ones and binary versions beside it, newest first.
 * A place begins with the first day on which somebody was there.
 */
export function adoptionSeries({ days, places }: Adoption, newest: string | null): ChartSeries[] {
  return places
    .map(({ place, active }): ChartSeries => {
      const first = active.findIndex((count) => count > 0);
      // The day before stands at zero, so that a line rises from the ground.
      const from = first < 0 ? days.length : Math.max(0, first - 1);
      return {
        id: place,
        label: place,
        tone: place === newest ? 'accent' : 'dim',
        shape: 'line',
        fill: place === newest,
        points: days.slice(from).map((day, index) => ({ x: day, y: active[from + index] ?? 0 })),
      };
    })
    .filter(({ points }) => points.length > 0)
    .sort((a, b) => (numberOf(b.id) ?? -1) - (numberOf(a.id) ?? -1) || b.id.localeCompare(a.id, 'en'));
}
