import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operatingSystems } from '#shared/features/build/model.ts';
import { derivedAppName, readAppName, targetOfName } from '#shared/features/codepush/app.ts';

const os = fc.constantFrom(...operatingSystems);
const project = fc
  .string({ minLength: 1, maxLength: 40 })
  .map((text) => text.trim())
  .filter((text) => text !== '');

describe('the name of an app', () => {
  it('that was made of a project and an operating system is read as these', () => {
    fc.assert(
      fc.property(project, os, (name, system) => {
        expect(readAppName(derivedAppName(name, system), system)).toEqual({ project: name, os: system });
        expect(readAppName(derivedAppName(name, system), null)).toEqual({ project: name, os: system });
      }),
    );
  });

  it.each([
    ['Payments-Android', 'android', 'Payments', 'android'],
    ['Payments-ios', null, 'Payments', 'ios'],
    ['Payments-IOS', 'ios', 'Payments', 'ios'],
    ['Payments - Huawei', null, 'Payments', 'huawei'],
    ['Payments-Android-iOS', null, 'Payments-Android', 'ios'],
    // The name says another system than the maker: then it is only a name.
    ['Payments-iOS', 'android', 'Payments-iOS', 'android'],
    ['Payments', 'huawei', 'Payments', 'huawei'],
    ['PaymentsAndroid', 'android', 'PaymentsAndroid', 'android'],
    ['-Android', 'android', '-Android', 'android'],
  ] as const)('%s with %s is %s for %s', (name, given, expected, system) => {
    expect(readAppName(name, given)).toEqual({ project: expected, os: system });
  });

  it.each(['Payments', 'Payments-Windows', 'Android', '-iOS'])('%s alone says no system', (name) => {
    expect(readAppName(name, null)).toBeNull();
  });
});

describe('the name of a deployment', () => {
  it.each([
    ['Production', 'production'],
    ['production-eu', 'production'],
    ['Prod', 'production'],
    ['Staging', 'staging'],
    ['QA', 'staging'],
    ['Release candidates', 'staging'],
  ])('%s is for %s', (name, target) => {
    expect(targetOfName(name)).toBe(target);
  });
});
