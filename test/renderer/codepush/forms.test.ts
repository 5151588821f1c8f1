import { describe, expect, it } from 'vitest';
import type { PackageFacts } from '#shared/features/codepush/channel-model.ts';
import {
  changedFacts,
  channelFault,
  channelFormOf,
  channelInput,
  channelWarnings,
} from '../../../src-renderer/features/codepush/act/channelForm.ts';
import { changesOf, editFormOf } from '../../../src-renderer/features/codepush/act/editForm.ts';
import {
  completed,
  releaseFault,
  releaseFormFor,
  releaseInput,
} from '../../../src-renderer/features/codepush/act/releaseForm.ts';
import {
  backFault,
  backFormFor,
  backInput,
  backToBuild,
} from '../../../src-renderer/features/codepush/act/rollbackForm.ts';
import { channel, release } from './made.ts';

const facts = { packageHash: 'abc' } as PackageFacts;

describe('the form of a new release', () => {
  const production = { target: 'production', newest: release(3, { targetBinaryRange: '6.12.x' }) } as const;
  const typed = { ...releaseFormFor(production), rollout: 20 };
  const form = completed(typed, production, []);
  const builds = [
    { id: 8, live: false, storeVersion: '6.13.0' },
    { id: 7, live: true, storeVersion: '6.12' },
    { id: 6, live: false, storeVersion: null },
  ];
  const at = { channel: production, facts };

  it('begins with everybody only in staging', () => {
    expect(releaseFormFor(production).rollout).toBeNull();
    expect(releaseFormFor({ target: 'staging' }).rollout).toBe(100);
  });

  it.each([
    ['the Live build', {}, { parentId: 7, targetBinaryRange: '6.12.0' }],
    ['another build', { parentId: 8 }, { parentId: 8, targetBinaryRange: '6.13.0' }],
    ['a build without a store version', { parentId: 6 }, { parentId: 6, targetBinaryRange: '6.12.x' }],
    ['no build', { parentId: null }, { parentId: null, targetBinaryRange: '6.12.x' }],
    ['what was typed', { targetBinaryRange: '6.x' }, { parentId: 7, targetBinaryRange: '6.x' }],
    ['an emptied field', { targetBinaryRange: '' }, { parentId: 7, targetBinaryRange: '' }],
  ])('is for exactly the binaries of %s', (_what, changes, expected) => {
    expect(completed({ ...typed, ...changes }, production, builds)).toMatchObject(expected);
  });

  it('proposes no binaries where nothing was ever released or built', () => {
    expect(completed(typed, { newest: null }, [])).toMatchObject({ parentId: null, targetBinaryRange: '' });
  });

  it('says the first thing that is missing', () => {
    expect(releaseFault(form, at)).toBeNull();
    expect(releaseFault(form, { ...at, channel: null })).toBe('Needs a channel');
    expect(releaseFault(form, { ...at, facts: null })).toBe('Needs a package');
    expect(releaseFault({ ...form, rollout: null }, at)).toBe('Choose the rollout');
    expect(releaseFault({ ...form, targetBinaryRange: ' ' }, at)).toBe('Needs the binaries it is for');
    expect(releaseFault({ ...form, targetBinaryRange: 'the newest' }, at)).toBe('Not a range of versions');
  });

  it('lets nobody wait for 0 percent', () => {
    expect(releaseFault({ ...form, rollout: 0 }, at)).toBeNull();
    expect(releaseInput({ ...form, rollout: 0 }, 1, 'abc').rollout).toBe(0);
  });

  it('sends no empty tag', () => {
    expect(releaseInput({ ...form, tag: ' ' }, 1, 'abc').tag).toBeNull();
  });
});

describe('the form of an edit', () => {
  const before = release(2, { rollout: 20, description: 'Cart' });

  it('begins with the next percentage, never with a lower one', () => {
    expect(editFormOf(before, 50).rollout).toBe(50);
    expect(editFormOf(before, 5).rollout).toBe(20);
    expect(editFormOf(before).rollout).toBe(20);
  });

  it('changes only what differs', () => {
    const form = editFormOf(before, 50);
    const nothing = { targetBinaryRange: null, description: null, isMandatory: null, isDisabled: null };
    expect(changesOf(before, form)).toEqual({ ...nothing, rollout: 50 });
    expect(changesOf(before, { ...form, rollout: 20, isDisabled: true })).toEqual({
      ...nothing,
      isDisabled: true,
      rollout: null,
    });
  });

  it('keeps the description when the field was emptied', () => {
    expect(changesOf(before, { ...editFormOf(before), description: '' }).description).toBeNull();
  });
});

describe('the form of a rollback', () => {
  const history = [
    release(4, { targetBinaryRange: '6.12.x' }),
    release(3, { targetBinaryRange: '6.11.x' }),
    release(2, { targetBinaryRange: '6.12.x' }),
  ];

  it('begins with the newest older release for the same binaries', () => {
    expect(backFormFor(history, [], null, 'rollback')).toMatchObject({
      label: 'v2',
      targetBinaryRange: '6.12.x',
    });
    expect(backFormFor(history, [], 'v3', 'rerelease').label).toBe('v3');
    expect(backFormFor(history.slice(0, 1), [], null, 'rollback').label).toBeNull();
  });

  it('asks each way back for what that one needs', () => {
    const form = backFormFor(history, [], null, 'rollback');
    expect(backFault(form, null)).toBeNull();
    expect(backFault({ ...form, label: null }, null)).toBe('Needs a release');
    expect(backFault({ ...form, how: 'rerelease' }, null)).toBe('Choose the rollout');
    expect(backFault({ ...form, how: 'baseline' }, null)).toBe('Needs the bundle');
    const toBinary = { ...form, how: 'baseline' as const, binaries: '' };
    expect(backFault(toBinary, facts)).toBe('Needs the binaries it is for');
    expect(backFault({ ...toBinary, buildId: 7, binaries: '6.12.0' }, null)).toBeNull();
  });

  it('sends each way back what that one takes', () => {
    const form = { ...backFormFor(history, [], 'v2', 'rollback'), rollout: 5 };
    expect(backInput(form, 1, null)).toEqual({ how: 'rollback', channelId: 1, label: 'v2' });
    expect(backInput({ ...form, how: 'rerelease' }, 1, null)).toEqual({
      how: 'rerelease',
      channelId: 1,
      label: 'v2',
      targetBinaryRange: '6.12.x',
      rollout: 5,
    });
    expect(backInput({ ...form, how: 'baseline' }, 1, facts)).toEqual({
      how: 'baseline',
      channelId: 1,
      packageHash: 'abc',
      targetBinaryRange: '6.12.x',
      isMandatory: true,
    });
    const built = { ...form, how: 'baseline' as const, ...backToBuild({ id: 7, storeVersion: '6.11' }) };
    expect(backInput(built, 1, null)).toEqual({
      how: 'baseline',
      channelId: 1,
      buildId: 7,
      targetBinaryRange: '6.11.0',
      isMandatory: true,
    });
  });

  it('begins at the first build that has a baseline', () => {
    const builds = [
      { id: 7, storeVersion: '6.12.0' },
      { id: 6, storeVersion: '6.11.0' },
    ];
    expect(backFormFor(history, builds, null, 'baseline')).toMatchObject({ buildId: 7, binaries: '6.12.0' });
  });
});

describe('the form of a channel', () => {
  const own = channel();
  const form = channelFormOf(null, { projectId: 1, os: 'ios', target: 'production' });

  it('takes a name and a key only once', () => {
    expect(channelFault(form, [own], null)).toBeNull();
    expect(channelFault({ ...form, projectId: null }, [own], null)).toBe('Needs a project');
    expect(channelFault({ ...form, os: 'android' }, [own], null)).toBe('This name is taken');
    expect(channelFault({ ...form, key: own.key }, [own], null)).toBe('This key belongs to another channel');
    expect(channelFault(channelFormOf(own), [own], own.id)).toBeNull();
  });

  it('takes a key as clients send it, and none only for a new channel', () => {
    expect(channelFault({ ...form, key: 'too short' }, [], null)).toMatch(/^A key has 10 to 100/);
    expect(channelFault({ ...channelFormOf(own), key: '' }, [own], own.id)).toBe('Needs a deployment key');
    expect(channelInput({ ...form, key: ' ' }).key).toBeNull();
  });

  it('changes only what differs', () => {
    expect(changedFacts(own, channelFormOf(own))).toEqual({});
    expect(changedFacts(own, { ...channelFormOf(own), selection: 'shuffled', name: ' Beta ' })).toEqual({
      selection: 'shuffled',
      name: 'Beta',
    });
  });

  it('warns of what a change does to devices', () => {
    const warned = (changes: ReturnType<typeof changedFacts>, unfinished: string[] = []) =>
      channelWarnings({ devices: 12 }, changes, unfinished).join(' ');
    expect(warned({ name: 'Beta' }, ['v2'])).toBe('');
    expect(warned({ key: 'another-key' })).toContain('12 devices are known by it');
    expect(warned({ selection: 'shuffled' })).toBe('');
    expect(warned({ selection: 'shuffled' }, ['v2'])).toContain('drawn anew for v2');
    expect(warned({ publicKey: null })).toContain('not checked again');
  });
});
