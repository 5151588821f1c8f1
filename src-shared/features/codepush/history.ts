import { AppError, type ErrorDetails } from '../../errors.ts';
import type { ChannelRelease, SelectionPolicy } from './model.ts';

/** A channel as the rules need it to decide about its releases. */
export interface ChannelHistory {
  /** What a refusal is about. */
  readonly channel: { readonly uid: string; readonly name: string; readonly project: string };
  readonly policy: SelectionPolicy;
  /** The last number that the channel ever gave, which an emptied or shortened history does not take back. */
  readonly lastNumber: number;
  /** In the order of their numbers, oldest first. */
  readonly releases: readonly ChannelRelease[];
}

export type RefusalCode = 'invalid_input' | 'conflict' | 'not_found';

/** A refusal that names the field to put right: a dialect without conflicts answers `{ field: message }` from it. */
export function refusal(
  history: ChannelHistory,
  code: RefusalCode,
  field: string,
  message: string,
  details: ErrorDetails = {},
): AppError {
  const { uid, name, project } = history.channel;
  return new AppError(code, `${message} Nothing was changed.`, {
    field,
    ...details,
    object: { noun: 'codepush', id: uid, label: name, project },
  });
}

export function newestOf({ releases }: ChannelHistory): ChannelRelease | null {
  return releases.at(-1) ?? null;
}

/**
 * A release by its label; capitals count (spec/decisions, Mobile).
 * @throws not_found when the channel has none of that label.
 */
export function releaseOf(history: ChannelHistory, label: string, field = 'label'): ChannelRelease {
  const release = history.releases.findLast((one) => one.label === label);
  if (release) return release;
  throw refusal(history, 'not_found', field, `${history.channel.name} has no release ${label}.`, {
    hint: 'Labels are v1, v2 and so on, in small letters; the history lists them.',
    label,
  });
}
