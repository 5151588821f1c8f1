import { describe, expect, it } from 'vitest';
import {
  type BuildForm,
  checkBuild,
  draftOf,
  emptyBuild,
  pluginsOf,
} from '../../../src-renderer/features/build/act/buildForm.ts';

const filled: BuildForm = { ...emptyBuild, projectId: 3, tag: 'release/6.12', envVersion: '6.12.0' };

describe('the form of a new build', () => {
  it.each([
    ['a project', { ...filled, projectId: null }, 'Needs a project'],
    ['a tag', { ...filled, tag: ' ' }, 'Needs the tag it was built from'],
    ['an environment version', { ...filled, envVersion: '' }, 'Needs an environment version'],
  ] as const)('names %s that nobody has given at its button, not at the field', (_what, form, fault) => {
    const check = checkBuild(form, null, false);
    expect(check.fault).toBe(fault);
    expect(check.input).toBeNull();
    expect(check.faults).toEqual({});
  });

  it('says beside the field what is wrong with it', () => {
    const check = checkBuild({ ...filled, envVersion: '6.1' }, null, false);
    expect(check.faults).toEqual({ envVersion: 'An environment version has at least 5 characters.' });
    expect(check.fault).toBe('An environment version has at least 5 characters.');
  });

  it('waits for a file that is still coming in', () => {
    expect(checkBuild(filled, null, true).fault).toBe('The file is still coming in');
    expect(checkBuild(filled, null, false).fault).toBeNull();
  });

  it.each([
    ['android', { versionCode: 6120, javaVersion: '17' }, ['xcodeVersion', 'extensions']],
    ['huawei', { versionCode: 6120, javaVersion: '17' }, ['xcodeVersion', 'extensions']],
    ['ios', { xcodeVersion: '26.1', extensions: ['a.b', 'c.d'] }, ['versionCode', 'javaVersion']],
  ] as const)('sends the facts of %s alone', (os, sent, left) => {
    const draft = draftOf(
      { ...filled, os, versionCode: '6120', javaVersion: '17', xcodeVersion: '26.1', extensions: 'a.b, c.d' },
      null,
    );
    expect(draft).toMatchObject(sent);
    for (const field of left) expect(draft).not.toHaveProperty(field);
  });

  it('sends the file or the address, whichever was chosen', () => {
    const form = { ...filled, downloadUrl: 'https://example.com/a.aab', checksum: 'abc' };
    expect(draftOf({ ...form, source: 'file' }, 'f00d')).toMatchObject({ blob: 'f00d' });
    expect(draftOf({ ...form, source: 'file' }, 'f00d')).not.toHaveProperty('downloadUrl');
    expect(draftOf({ ...form, source: 'url' }, 'f00d')).toMatchObject({
      downloadUrl: 'https://example.com/a.aab',
      checksum: 'abc',
    });
    expect(draftOf({ ...form, source: 'url' }, 'f00d')).not.toHaveProperty('blob');
    expect(draftOf({ ...form, source: 'none' }, 'f00d')).not.toHaveProperty('blob');
  });

  it.each([
    [
      'react-native-maps 1.18.0 AIRMap',
      { name: 'react-native-maps', version: '1.18.0', moduleName: 'AIRMap' },
    ],
    ['react-native-svg@15.8.0', { name: 'react-native-svg', version: '15.8.0', moduleName: null }],
    ['@scope/app@2.0.0 RNApp', { name: '@scope/app', version: '2.0.0', moduleName: 'RNApp' }],
    ['@scope/app', { name: '@scope/app', version: null, moduleName: null }],
  ])('reads the module %s', (line, plugin) => {
    expect(pluginsOf(`\n  ${line}  \n\n`)).toEqual([plugin]);
  });

  it('refuses a version code that is no whole number', () => {
    expect(checkBuild({ ...filled, versionCode: '6.5' }, null, false).faults).toHaveProperty('versionCode');
    expect(checkBuild({ ...filled, versionCode: 'six' }, null, false).faults).toHaveProperty('versionCode');
  });
});
