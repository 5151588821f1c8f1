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
 * Active devices as parts of all: binary versions at the bottom, then release by release, the newest on top in the
 * accent. A place where nobody was on these days is left out.
 */
export function adoptionSeries({ days, places }: Adoption, newest: string | null): ChartSeries[] {
  const rank = (place: string) => numberOf(place) ?? -1;
  return places
    .filter(({ active }) => active.some((count) => count > 0))
    .toSorted(
      (a, b) => rank(a.place) - rank(b.place) || a.place.localeCompare(b.place, 'en', { numeric: true }),
    )
    .map(({ place, active }) => ({
      id: place,
      label: place,
      tone: place === newest ? ('accent' as const) : ('dim' as const),
      shape: 'line' as const,
      points: days.map((day, index) => ({ x: day, y: active[index] ?? 0 })),
    }));
}
