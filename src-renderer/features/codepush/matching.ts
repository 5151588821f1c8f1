import type { Channel, ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import { channelTitle } from './words.ts';

const wordsOf = (text: string) => text.toLowerCase().split(/\s+/).filter(Boolean);

type Named = Pick<Channel, 'project' | 'os' | 'name' | 'target'>;

/** The channels whose project, operating system, name or target has all the words of a filter. */
export function matchingChannels<One extends Named>(channels: readonly One[], text: string): One[] {
  const words = wordsOf(text);
  return channels.filter((channel) => {
    const title = `${channelTitle(channel)} ${channel.target}`.toLowerCase();
    return words.every((word) => title.includes(word));
  });
}

type Said = Pick<ReleaseRow, 'label' | 'tag' | 'targetBinaryRange' | 'description' | 'releaseMethod'>;

/** The releases in which all the words stand: in label, tag, range, description or method. */
export function matchingReleases<One extends Said>(rows: readonly One[], text: string): One[] {
  const words = wordsOf(text);
  return rows.filter(({ label, tag, targetBinaryRange, description, releaseMethod }) => {
    const all = [label, tag, targetBinaryRange, description, releaseMethod].join(' ').toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
