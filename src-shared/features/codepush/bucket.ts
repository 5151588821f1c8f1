import { isUnfinished, type SelectionPolicy } from './model.ts';

/** SHA-256 of a text's UTF-8 bytes, in lower-case hex. Each side brings its own. */
export type Sha256 = (text: string) => string;

/** How a channel selects: `shuffled` needs the channel's deployment key and a hash. */
export type Selection =
  | { readonly policy: 'codepush' }
  | { readonly policy: 'shuffled'; readonly channelKey: string; readonly sha256: Sha256 };

/** Into how many buckets the devices fall: whole percents, or hundredths of one. */
export function bucketCount(policy: SelectionPolicy): number {
  return policy === 'codepush' ? 100 : 10_000;
}

/** How many buckets, from the first, a rollout opens. */
export function openBuckets(policy: SelectionPolicy, rollout: number): number {
  // 0.29 x 100 is 28.999…: the product is rounded. A fraction under whole percents opens the bucket that it cuts.
  return policy === 'codepush' ? Math.ceil(rollout) : Math.round(rollout * 100);
}

/** One step for each UTF-16 unit. The shift wraps to 32 bits; the rest does not, and stays exact in a double. */
function fold(hash: number, text: string): number {
  let folded = hash;
  for (let index = 0; index < text.length; index += 1) {
    folded = (folded << 5) - folded + text.charCodeAt(index);
  }
  return folded;
}

/** The bucket 0..99 of a client for a label, to the unit as the CodePush server has it (spec/mobile 2.5). */
export function codepushBucket(clientId: string, label: string): number {
  return Math.abs(fold(fold(fold(0, clientId), '-'), label)) % 100;
}

/**
 * The bucket 0..9999 of a client for a label, another one for every label. Hashed is the UTF-8 text
 * `<channel key>:<label>:<client id>`; the first 12 hex digits of its SHA-256, read as one number, modulo 10 000.
 * Neither key nor label can hold a colon, so no two devices share a text.
 */
export function shuffledBucket(channelKey: string, label: string, clientId: string, sha256: Sha256): number {
  return Number.parseInt(sha256(`${channelKey}:${label}:${clientId}`).slice(0, 12), 16) % 10_000;
}

export function bucketOf(selection: Selection, label: string, clientId: string): number {
  return selection.policy === 'codepush'
    ? codepushBucket(clientId, label)
    : shuffledBucket(selection.channelKey, label, clientId, selection.sha256);
}

/**
 * Whether a rollout reaches a client. A complete one reaches everybody; an unfinished one never reaches a client
 * without an id (spec/mobile 2.5, 2.14 D2).
 */
export function isSelected(
  selection: Selection,
  { label, rollout }: { readonly label: string; readonly rollout: number },
  clientId: string | null,
): boolean {
  if (!isUnfinished({ rollout })) return true;
  if (clientId === null) return false;
  return bucketOf(selection, label, clientId) < openBuckets(selection.policy, rollout);
}
