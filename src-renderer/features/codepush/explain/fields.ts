import type { OutputFor } from '../../../api/client.ts';
import type { NumberedLine } from '../../../ui/NumberedLines.tsx';

/** What a device says of itself, as typed. */
export interface ExplainFields {
  readonly version: string;
  readonly label: string;
  readonly hash: string;
  readonly client: string;
  readonly companion: boolean;
}

const texts = ['version', 'label', 'hash', 'client'] as const;

/** Reads the fields out of a place's search: `version=6.12.0&label=v3&client=device-001&companion=1`. */
export function fieldsOf(search: URLSearchParams): ExplainFields {
  const [version = '', label = '', hash = '', client = ''] = texts.map((name) => search.get(name) ?? '');
  return { version, label, hash, client, companion: search.get('companion') === '1' };
}

/** Writes them back; what else stands in the search is kept. */
export function searchOfFields(fields: ExplainFields, rest: URLSearchParams): URLSearchParams {
  const search = new URLSearchParams(rest);
  for (const name of texts) {
    if (fields[name] === '') search.delete(name);
    else search.set(name, fields[name]);
  }
  if (fields.companion) search.set('companion', '1');
  else search.delete('companion');
  return search;
}

/**
 * The fields as an update check; null while there is no version to ask with. A client that sends a label sends the
 * hash of its contents too, so that one is filled in where it is known. Another empty field is not sent.
 */
export function checkOf(
  fields: ExplainFields,
  channelId: number,
  hashOf: (label: string) => string | null = () => null,
) {
  const given = (text: string) => text.trim() || null;
  const appVersion = fields.version.trim();
  if (appVersion === '') return null;
  return {
    channelId,
    appVersion,
    label: given(fields.label),
    packageHash: given(fields.hash) ?? hashOf(fields.label.trim()),
    clientId: given(fields.client),
    isCompanion: fields.companion,
  };
}

type Explanation = OutputFor<'codepush.explain'>;

const yes: ReadonlySet<string> = new Set(['taken', 'offered', 'running']);
const no: ReadonlySet<string> = new Set([
  'disabled',
  'not_for_forced',
  'outside',
  'no_contents',
  'withheld',
  'no_update',
]);

/** The walk as numbered lines; the last one is what came of it. */
export function linesOf({ lines }: Pick<Explanation, 'lines'>): NumberedLine[] {
  return lines.map(({ step, text }, index) => ({
    key: `${index} ${step}`,
    tone: yes.has(step) ? 'yes' : no.has(step) ? 'no' : 'note',
    text,
    strong: index === lines.length - 1,
  }));
}

/** What the device gets, in a sentence. `label` is what it says that it runs. */
export function answerWords({ answer }: Pick<Explanation, 'answer'>, label: string): string {
  const { available, isMandatory, shouldRunBinaryVersion, updateAppVersion, appVersion } = answer;
  if (available) return `Update to ${answer.label}, ${isMandatory ? 'mandatory' : 'optional'}.`;
  const keeps = label === '' ? 'keeps what it has' : `keeps ${label}`;
  if (updateAppVersion) return `No update, ${keeps}; it is told of a newer binary, ${appVersion}.`;
  if (shouldRunBinaryVersion) {
    return label === ''
      ? 'No update, it runs what it was built with.'
      : `No update. It is told to run its own binary; stock clients ignore that and keep ${label}.`;
  }
  return `No update, ${keeps}.`;
}
