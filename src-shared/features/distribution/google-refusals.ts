/** What helps after a refusal of Google Play. */
export type Remedy =
  /** Another binary: a higher version code, another package, a signature. */
  | 'rebuild'
  /** The same binary with other choices in the distribution. */
  | 'change_choices'
  /** The same again, in a new edit. */
  | 'retry'
  /** The same again without asking for review; then nothing more goes until a person has acted in the console. */
  | 'retry_unsent'
  /** A person has to act in the Play Console or the Google Cloud project first. */
  | 'act_in_console';

export interface GoogleRefusal {
  readonly reason: string;
  /** Found anywhere in Google's message, in any case of letters; the first row that fits stands. */
  readonly pattern: string;
  readonly message: string;
  readonly hint: string;
  readonly remedy: Remedy;
}

/** What Google Play refuses, in plain words (spec/mobile 2.12; the texts are the Play Developer API's own). */
export const googleRefusals: readonly GoogleRefusal[] = [
  {
    reason: 'version_code_used',
    pattern: 'version code .*already been used',
    message: 'Google Play has seen this version code before.',
    hint: 'Build again with a higher version code, or promote the build that has it.',
    remedy: 'rebuild',
  },
  {
    reason: 'version_code_too_low',
    pattern: 'does not allow any existing users to upgrade',
    message: 'Nobody could update to this build: its version code is lower than the one on the track.',
    hint: 'Build again with a version code above every one of the track.',
    remedy: 'rebuild',
  },
  {
    reason: 'unsigned_bundle',
    pattern: '(bundle|apk) was not signed',
    message: 'The bundle is not signed.',
    hint: 'Check the keystore of this target and build again.',
    remedy: 'rebuild',
  },
  {
    reason: 'wrong_package',
    pattern: 'wrong package name|package not found',
    message: 'The package name is not one of this Google Play account.',
    hint: 'Compare the package name of the build with the one of the project’s Google Play account.',
    remedy: 'rebuild',
  },
  {
    reason: 'first_release_staged',
    pattern: 'first release on a track cannot be staged',
    message: 'The first release of a track cannot be staged.',
    hint: 'Release it to everybody on the track, or leave it as a draft.',
    remedy: 'change_choices',
  },
  {
    reason: 'full_release_staged',
    pattern: 'ful(l|ly)[ -]?(released?|rolled[ -]out|rollout)\\b.*\\bstaged',
    message: 'The release is with everybody already and cannot be staged any more.',
    hint: 'Halt it, or release a higher version code in stages.',
    remedy: 'change_choices',
  },
  {
    reason: 'draft_app',
    pattern: 'only releases with status draft',
    message: 'The app was never published, so Google Play takes drafts only.',
    hint: 'Deliver it as a draft (share 0), then finish the app’s first release in the Play Console.',
    remedy: 'change_choices',
  },
  {
    reason: 'several_completed',
    pattern: 'too many completed releases|only one completed release',
    message: 'A track can have one completed release, and this would be a second.',
    hint: 'Stage this one, or complete it in place of the other.',
    remedy: 'change_choices',
  },
  {
    reason: 'fraction_misplaced',
    pattern: 'user fraction must be|must not have fraction|fractionoutofbound',
    message: 'The share of users does not fit the state of the release.',
    hint: 'A share lies between 0 and 1 and goes with a rollout that runs or is halted, never with a draft or a full release.',
    remedy: 'change_choices',
  },
  {
    reason: 'review_not_automatic',
    pattern: 'changes cannot be sent for review automatically',
    message: 'Google Play does not send these changes for review by itself.',
    hint: 'They are committed without being sent. Send them in the Play Console; until then nothing more is delivered.',
    remedy: 'retry_unsent',
  },
  {
    reason: 'edit_gone',
    pattern: 'edit has (expired|been deleted)',
    message: 'The edit ended before it was committed, because another one of the same app was begun.',
    hint: 'Try again when nothing else edits the app.',
    remedy: 'retry',
  },
  {
    reason: 'no_countries',
    pattern: 'no countries',
    message: 'The track is open in no country.',
    hint: 'Choose its countries in the Play Console, then try again.',
    remedy: 'act_in_console',
  },
  {
    reason: 'foreground_service_declaration',
    pattern: 'foreground service',
    message: 'The declaration of foreground services is missing.',
    hint: 'Fill it in under App content in the Play Console, then try again.',
    remedy: 'act_in_console',
  },
  {
    reason: 'advertising_declaration',
    pattern: 'advertising id|ad_id permission',
    message: 'The declaration of the advertising id does not fit the build.',
    hint: 'Correct it under App content in the Play Console, or build without the permission.',
    remedy: 'act_in_console',
  },
  {
    reason: 'permission_declaration',
    pattern: 'permissions? declaration|declar\\w+ .*permission',
    message: 'The declaration of a permission that the build asks for is missing.',
    hint: 'Fill it in under App content in the Play Console, then try again.',
    remedy: 'act_in_console',
  },
  {
    reason: 'not_allowed',
    pattern: 'caller does not have permission',
    message: 'The Google Play account of the project may not do this.',
    hint: 'Give its service account the right to release, in the Play Console under Users and permissions.',
    remedy: 'act_in_console',
  },
  {
    reason: 'interface_off',
    pattern: 'api has not been used in project',
    message: 'The Play Developer API is switched off in the account’s Google Cloud project.',
    hint: 'Switch it on there, wait some minutes, then try again.',
    remedy: 'act_in_console',
  },
];

/** Google's message in plain words; null when nobody has met it yet, so it is shown as it came. */
export function explainGoogleRefusal(message: string): GoogleRefusal | null {
  return googleRefusals.find(({ pattern }) => new RegExp(pattern, 'is').test(message)) ?? null;
}
