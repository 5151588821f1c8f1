import { describe, expect, it } from 'vitest';
import {
  changed,
  choiceFault,
  countsKey,
  optionsOf,
  proposedChoice,
} from '../../../src-renderer/features/import/mapping.ts';
import type { ImportInspection } from '../../../src-shared/features/import/contract.ts';

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
