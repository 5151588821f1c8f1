import { describe, expect, it } from 'vitest';
import {
  changed,
  choiceFault,
  countsKey,
  importLabel,
  nothingNew,
  optionsOf,
  proposedChoice,
} from '../../../src-renderer/features/import/mapping.ts';
import type { ImportInspection, InspectedDeployment } from '../../../src-shared/features/import/contract.ts';
import { noCounts } from '../../../src-shared/features/import/rules.ts';

const channel = (name: string, environment: string | null) => ({
  channel: name,
  environment,
  tier: 'production' as const,
  count: 3,
  first: 1,
  last: 2,
});

const inspection = {
  channels: [channel('stable', 'prod-eu'), channel('beta', 'beta'), channel('nightly', null)],
  deployments: [] as InspectedDeployment[],
} as ImportInspection;
const known = [{ name: 'prod-eu', tier: 'staging' as const }];
const choice = proposedChoice(inspection, known);

describe('where the channels of a file go', () => {
  it('begins with what the inspection proposes, by the environments that are there', () => {
    expect(choice.channels.map(({ target, environment, tier }) => [target, environment, tier])).toEqual([
      ['existing', 'prod-eu', 'staging'],
      ['new', 'beta', 'production'],
      ['none', 'nightly', 'production'],
    ]);
  });

  it('becomes options in which no target is null', () => {
    expect(optionsOf(choice).channels.map(({ environment }) => environment)).toEqual([
      'prod-eu',
      'beta',
      null,
    ]);
  });

  it('leaves a project its own name when none is typed', () => {
    const named = { ...choice, projectNames: { 'a/b': '  ', 'c/d': ' desk ' } };
    expect(optionsOf(named).projectNames).toEqual({ 'c/d': 'desk' });
  });

  it('refuses a name that no environment can have, unless nothing goes there', () => {
    const bad = changed(choice, 'beta', { environment: 'two words' });
    expect(choiceFault(bad)).toContain('two words');
    expect(choiceFault(changed(bad, 'beta', { target: 'none' }))).toBeNull();
    expect(choiceFault(changed(choice, 'beta', { environment: ' ' }))).toBe(
      'The channel beta needs an environment.',
    );
  });

  it('is counted again when a channel goes nowhere, not when a name changes', () => {
    expect(countsKey(changed(choice, 'beta', { environment: 'beta-2' }))).toBe(countsKey(choice));
    expect(countsKey(changed(choice, 'beta', { target: 'none' }))).not.toBe(countsKey(choice));
  });
});

describe('the button that imports', () => {
  const counts = { ...noCounts, newReleases: 0, newChannels: 0, changed: 0 };
  const history = [{}] as InspectedDeployment[];

  it.each([
    ['releases of a repository, new and changed', { newReleases: 3, changed: 1 }, [], 'Import 4 releases'],
    ['one release', { newReleases: 1 }, [], 'Import 1 release'],
    ['nothing', {}, [], 'Import 0 releases'],
    ['a history', { newReleases: 1750, newChannels: 2 }, history, 'Import 1,750 releases'],
    ['channels alone', { newChannels: 2 }, history, 'Import 2 channels'],
    ['a history that came again', { newReleases: 1, changed: 2 }, history, 'Import 1 release and 2 changes'],
    ['other counters alone', { changed: 1 }, history, 'Import 1 change'],
  ] as const)('says what comes in of %s', (_what, found, deployments, label) => {
    expect(importLabel({ counts: { ...counts, ...found }, deployments: [...deployments] })).toBe(label);
  });

  it('is off when nothing would come of it, and says whether that can be changed', () => {
    const row = (outcome: InspectedDeployment['outcome']) => [{ outcome }] as InspectedDeployment[];
    const off = (found: object, deployments: InspectedDeployment[]) =>
      nothingNew({ ...inspection, counts: { ...counts, ...found }, deployments });
    expect(off({}, row('unchanged'))).toBe('Nothing in it is new.');
    expect(off({}, row('refused'))).toBe('Nothing of it can come in as it stands here.');
    expect(off({ newChannels: 1 }, row('new'))).toBeNull();
  });
});
