import { pathTo } from '../../app/routes.ts';

export const channelTabs = ['releases', 'metrics', 'adoption', 'explain'] as const;
export type ChannelTab = (typeof channelTabs)[number];

export const adoptionSpans = [14, 30, 90, 365] as const;

/** What the place of a channel says: `/rollouts/channels/3?tab=metrics`, `…?q=hotfix&peek=42`. */
export interface ChannelPlace {
  readonly tab: ChannelTab;
  readonly text: string;
  /** The release beside the list. */
  readonly peek: number | null;
  /** Days of the adoption chart. */
  readonly days: number;
}

const number = (text: string | null) =>
  text !== null && /^\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : null;

/** Reads the place; what it does not understand it leaves out. */
export function channelPlaceOf(search: URLSearchParams): ChannelPlace {
  const days = number(search.get('days'));
  return {
    tab: channelTabs.find((tab) => tab === search.get('tab')) ?? 'releases',
    text: search.get('q') ?? '',
    peek: number(search.get('peek')),
    days: adoptionSpans.find((span) => span === days) ?? 30,
  };
}

/** Writes it; the fields of the explain panel stand beside it and are kept. */
export function pathOfChannel(id: number, place: ChannelPlace, rest: URLSearchParams): string {
  const search = new URLSearchParams(rest);
  const put = (name: string, value: string | null) => {
    if (value === null || value === '') search.delete(name);
    else search.set(name, value);
  };
  put('tab', place.tab === 'releases' ? null : place.tab);
  put('q', place.text);
  put('peek', place.peek === null ? null : String(place.peek));
  put('days', place.days === 30 ? null : String(place.days));
  return pathTo.channel(id, search);
}
