import { describe, expect, it } from 'vitest';
import { explainGoogleRefusal, googleRefusals } from '#shared/features/distribution/google-refusals.ts';

/** The Play Developer API's sentences as people have met them. */
const sentences: readonly (readonly [string, string, string])[] = [
  ['APK specifies a version code that has already been used.', 'version_code_used', 'rebuild'],
  ['Version code 42 has already been used. Try another version code.', 'version_code_used', 'rebuild'],
  [
    'You cannot rollout this release because it does not allow any existing users to upgrade to the newly added APKs.',
    'version_code_too_low',
    'rebuild',
  ],
  ['The Android App Bundle was not signed.', 'unsigned_bundle', 'rebuild'],
  ['Package not found: com.shop.', 'wrong_package', 'rebuild'],
  ['APK has the wrong package name.', 'wrong_package', 'rebuild'],
  ['The first release on a track cannot be staged.', 'first_release_staged', 'change_choices'],
  ['A release that was fully rolled out cannot be staged.', 'full_release_staged', 'change_choices'],
  ['Only releases with status draft may be created on draft app.', 'draft_app', 'change_choices'],
  ['Too many completed releases specified.', 'several_completed', 'change_choices'],
  ['User fraction must be lower than one.', 'fraction_misplaced', 'change_choices'],
  ['COMPLETED release must not have fraction', 'fraction_misplaced', 'change_choices'],
  [
    'Changes cannot be sent for review automatically. Please set the query parameter changesNotSentForReview to true. Once committed, the changes in this edit can be sent for review from the Google Play Console UI',
    'review_not_automatic',
    'retry_unsent',
  ],
  ['This edit has expired, please create a new Edit.', 'edit_gone', 'retry'],
  ['This Edit has been deleted.', 'edit_gone', 'retry'],
  ['Your release is targeting no countries.', 'no_countries', 'act_in_console'],
  ['No countries or regions have been selected for this track', 'no_countries', 'act_in_console'],
  [
    'You must let us know whether your app uses any Foreground Service permissions.',
    'foreground_service_declaration',
    'act_in_console',
  ],
  [
    "This release includes the com.google.android.gms.permission.AD_ID permission but your declaration on Play Console says your app doesn't use advertising ID.",
    'advertising_declaration',
    'act_in_console',
  ],
  [
    'Your scoped storage permission declaration needs to be updated',
    'permission_declaration',
    'act_in_console',
  ],
  ['The caller does not have permission', 'not_allowed', 'act_in_console'],
  [
    'Google Play Android Developer API has not been used in project 7 before or it is disabled.',
    'interface_off',
    'act_in_console',
  ],
];

describe('a refusal of Google Play', () => {
  it.each(sentences)('%s', (message, reason, remedy) => {
    expect(explainGoogleRefusal(`Google Api Error: ${message}`)).toMatchObject({ reason, remedy });
  });

  it('has a sentence here for every row of the table', () => {
    const met = new Set(sentences.map(([, reason]) => reason));
    expect(googleRefusals.map(({ reason }) => reason).filter((reason) => !met.has(reason))).toEqual([]);
  });

  it('that nobody has met is left as it came', () => {
    expect(explainGoogleRefusal('Internal error encountered.')).toBeNull();
    expect(explainGoogleRefusal('')).toBeNull();
  });

  it('is data: every row survives JSON, says what happened and what to do', () => {
    expect(JSON.parse(JSON.stringify(googleRefusals))).toEqual(googleRefusals);
    for (const { message, hint } of googleRefusals)
      expect(`${message} ${hint}`).toMatch(/^[A-Z].*\. [A-Z].*\.$/);
  });
});
