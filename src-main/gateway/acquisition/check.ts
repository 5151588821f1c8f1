import { deploymentKeySchema } from '#shared/features/codepush/channel-model.ts';
import { padVersion } from '#shared/features/codepush/range.ts';
import { decideUpdate } from '#shared/features/codepush/serve.ts';
import { GatewayProblem } from '../problems.ts';
import { answerText, type Spelling } from './answer.ts';
import type { Snapshots } from './snapshots.ts';

export type Query = Readonly<Record<string, unknown>>;

/** A parameter in either spelling. Older clients send what they do not know as an empty text: that is none. */
function parameter(query: Query, name: string, olderName: string): string | null {
  const given = query[name] || query[olderName];
  const value = Array.isArray(given) ? given[0] : given;
  return typeof value === 'string' && value !== '' ? value : null;
}

const malformed = (message: string, hint: string) =>
  new GatewayProblem(400, 'invalid_input', message, { reason: 'invalid', hint });

function noVersion(): GatewayProblem {
  return malformed(
    'An update check needs the version of the binary, such as 1.2.3.',
    'The app sends the version that its store shows.',
  );
}

/** Why nothing is known of a key: it is no key, the rest of the request is wrong as well, or no channel has it. */
function unknownKey(key: string, appVersion: string): GatewayProblem {
  if (!deploymentKeySchema.safeParse(key).success) {
    return malformed(
      'An update check needs a deployment key of 10 to 100 letters, digits, - or _.',
      'Set the key of the channel in the app.',
    );
  }
  if (padVersion(appVersion) === null) return noVersion();
  return new GatewayProblem(404, 'not_found', 'No channel here has this deployment key.', {
    hint: 'Compare the key in the app with that of the channel.',
  });
}

/**
 * Answers an update check in the spelling that was asked for (spec/mobile 3.1): from memory alone while nothing of the
 * channel changed. @throws 400 for a key or version that is none, 404 for a key that no channel has.
 */
export function checkUpdate(snapshots: Snapshots, query: Query, spelling: Spelling, base: string): string {
  const key = parameter(query, 'deployment_key', 'deploymentKey')?.trim() ?? '';
  const appVersion = parameter(query, 'app_version', 'appVersion');
  const snapshot = snapshots.find(key);
  if (!snapshot) throw unknownKey(key, appVersion ?? '');
  if (appVersion === null) throw noVersion();
  const answer = decideUpdate(snapshot.prepared, {
    appVersion,
    packageHash: parameter(query, 'package_hash', 'packageHash'),
    label: parameter(query, 'label', 'label'),
    clientId: parameter(query, 'client_unique_id', 'clientUniqueId'),
    isCompanion: parameter(query, 'is_companion', 'isCompanion')?.toLowerCase() === 'true',
  });
  return answerText(snapshot, spelling, base, answer);
}
