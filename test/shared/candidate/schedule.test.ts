import { describe, expect, it } from 'vitest';
import { type Landed, planScheduledCut } from '#shared/features/candidate/schedule.ts';
import { NOON } from '../../support/testApp.ts';

const HEAD = 'a'.repeat(40);
const landed = (more: Partial<Landed> = {}): Landed => ({
  branch: 'main',
  head: HEAD,
  since: '1.4.2',
  commits: 3,
  size: 'fix',
  ...more,
});
const project = { versionScheme: 'semver', versions: ['1.4.2-rc2', '1.4.2', '1.4.1'] } as const;
const when = { at: NOON, zone: 'UTC' };

describe('what a scheduled cut makes of what landed', () => {
  it.each<[string, Partial<Landed>, string | null]>([
    ['commits that mend', {}, '1.4.3-rc1'],
    ['a feature', { size: 'feature' }, '1.5.0-rc1'],
    ['what breaks', { size: 'breaking' }, '2.0.0-rc1'],
    ['commits of no kind', { size: null }, '1.4.3-rc1'],
    ['nothing', { commits: 0, size: null }, null],
    ['a first version, however little there is', { since: null, commits: 0 }, '1.4.3-rc1'],
  ])('%s', (_what, more, version) => {
    const plan = planScheduledCut(landed(more), project, when);
    expect(plan).toEqual(
      version === null
        ? {
            kind: 'nothing_new',
            message: 'Nothing landed on main since 1.4.2, so nothing was cut.',
          }
        : { kind: 'cut', version, commit: HEAD },
    );
  });

  it('takes the day of the schedule’s zone', () => {
    const calver = { versionScheme: 'calver', versions: ['2026.11.20'] } as const;
    const late = Date.UTC(2026, 10, 20, 23, 30);
    const version = (zone: string) => planScheduledCut(landed(), calver, { at: late, zone });
    expect(version('UTC')).toMatchObject({ version: '2026.11.20-2-rc1' });
    expect(version('Europe/Berlin')).toMatchObject({ version: '2026.11.21-rc1' });
  });
});
