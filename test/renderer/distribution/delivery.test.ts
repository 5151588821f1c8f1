import { describe, expect, it } from 'vitest';
import { dryLines } from '#shared/features/action/dry.ts';
import { deliverySettingsSchema } from '#shared/features/distribution/delivery.ts';
import {
  checkDelivery,
  type DeliveryForm,
  formOf,
  type StepForm,
} from '../../../src-renderer/features/distribution/delivery/deliveryForm.ts';
import { setSteps } from '../../../src-renderer/features/distribution/delivery/dry.ts';

const settings = deliverySettingsSchema.parse({
  upload: {
    kind: 'command',
    argv: ['fastlane', 'supply', '--track', '{{track}}', '--notes', 'two words'],
    folder: '/work/app',
    environment: [{ name: 'KEY', value: '{{secret.google}}' }],
    timeoutSeconds: 60,
  },
  halt: {
    kind: 'http',
    method: 'PUT',
    url: 'https://ci.example.com/{{track}}/{{remoteId}}',
    headers: [{ name: 'Authorization', value: 'Bearer {{secret.ci}}' }],
    body: { kind: 'text', template: '{"move":"{{move}}"}' },
    expectedStatus: [200, 204],
  },
});

const withUpload = (changes: Partial<StepForm>): DeliveryForm => {
  const form = formOf(settings);
  return { ...form, upload: { ...form.upload, ...changes } };
};

describe('the form of a delivery', () => {
  it('gives the same settings back when nothing was typed', () => {
    expect(checkDelivery(formOf(settings))).toMatchObject({ settings, faults: [] });
  });

  it('begins with a command for the upload, and says what it needs', () => {
    const form = formOf(null);
    expect(form.upload.kind).toBe('command');
    const check = checkDelivery(form);
    expect(check.settings).toBeNull();
    expect(check.faults.map(({ step }) => step)).toContain('upload');
  });

  it.each([
    ['a folder that is no whole path', { folder: 'work' }, 'folder'],
    ['a fact that is not known', { argv: 'fastlane\n{{tracks}}' }, 'argv'],
    ['a secret among the arguments', { argv: 'fastlane\n{{secret.key}}' }, 'argv'],
    ['a secret that is written out', { environment: 'API_TOKEN=hunter2' }, 'environment'],
    ['an address without a host', { kind: 'http' as const, url: 'ci.example.com' }, 'url'],
  ])('refuses %s at its field', (_what, changes, field) => {
    const check = checkDelivery(withUpload(changes));
    expect(check.settings).toBeNull();
    expect(check.faults.map((fault) => [fault.step, fault.field])).toContainEqual(['upload', field]);
    expect(check.actions.upload).toBeUndefined();
  });

  it('hands a shell its script as one text', () => {
    const check = checkDelivery(withUpload({ shell: true, argv: 'set -e\n./deliver.sh "$SLIPWAY_TRACK"' }));
    expect(check.settings?.upload).toMatchObject({ argv: ['set -e\n./deliver.sh "$SLIPWAY_TRACK"'] });
  });

  it('keeps what stands after the first sign of a pair', () => {
    const check = checkDelivery(withUpload({ environment: 'QUERY=a=b\n\nEMPTY=' }));
    expect(check.settings?.upload).toMatchObject({
      environment: [
        { name: 'QUERY', value: 'a=b' },
        { name: 'EMPTY', value: '' },
      ],
    });
  });
});

describe('a delivery shown before it runs', () => {
  it('fills in what is known and names the rest, a secret never', () => {
    expect(dryLines(settings.upload, { track: 'beta' })).toEqual([
      { label: 'Runs', text: 'fastlane supply --track beta --notes "two words"' },
      { label: 'In', text: '/work/app' },
      { label: 'With', text: 'KEY=‹secret google›' },
      { label: 'Ends after', text: '1m 00s' },
    ]);
  });

  it('shows the letters as they are written where there are no facts', () => {
    const halt = settings.halt;
    expect(halt && dryLines(halt, null).map(({ text }) => text)).toEqual([
      'PUT https://ci.example.com/{{track}}/{{remoteId}}',
      'Authorization: Bearer {{secret.ci}}',
      '{"move":"{{move}}"}',
      '200, 204',
      '1h 0m',
    ]);
  });

  it('fills nothing into a shell’s script, as the delivery does not either', () => {
    const script = { ...settings.upload, shell: true, argv: ['./deliver {{track}}'] };
    expect(script.kind === 'command' && dryLines(script, { track: 'beta' })[0]).toEqual({
      label: 'Shell runs',
      text: './deliver {{track}}',
    });
  });

  it.each([
    ['a sign that turns the reading around', 'a\u202eb', 'a\\u{202e}b'],
    ['a space of no width', 'a\u200bb', 'a\\u{200b}b'],
    ['a space that does not break', 'a\u00a0b', '"a\\u{a0}b"'],
    ['an escape', 'a\u001bb', 'a\\u{1b}b'],
  ])('shows %s by its number', (_what, argument, text) => {
    const action = { ...settings.upload, argv: ['run', argument] };
    expect(action.kind === 'command' && dryLines(action, null)[0]?.text).toBe(`run ${text}`);
  });

  it('lists the steps that were set up, in the order of a distribution’s life', () => {
    expect(setSteps(settings)).toEqual(['upload', 'halt']);
  });
});
