import { describe, expect, it } from 'vitest';
import {
  appsFault,
  bringsWords,
  changedApp,
  changedDeployment,
  elsewhereRemark,
  historyTargetsOf,
  proposedApps,
  rowRemark,
} from '../../../src-renderer/features/import/historyChoice.ts';
import type { InspectedDeployment } from '../../../src-shared/features/import/contract.ts';

const deployment = (change: Partial<InspectedDeployment> = {}): InspectedDeployment => ({
  key: 'staging-key-1',
  place: { project: 'Till', os: 'android', target: 'staging' },
  app: 'Till-Android',
  os: 'android',
  name: 'Staging',
  outcome: 'new',
  why: null,
  isHere: false,
  isNewProject: true,
  labels: { first: 'v1', last: 'v4' },
  releases: { total: 4, new: 4, changed: 0, unchanged: 0, conflicts: [] },
  active: null,
  ...change,
});
const production = deployment({
  key: 'production-key',
  name: 'Production',
  place: { project: 'Till', os: 'android', target: 'production' },
});
const kiosk = deployment({
  key: 'kiosk-key-0001',
  app: 'Kiosk',
  os: null,
  place: { project: 'Kiosk', os: null, target: 'staging' },
  outcome: 'refused',
});
const apps = proposedApps([deployment(), production, kiosk]);
const [till] = apps;
if (!till) throw new Error('there is an app');
const releases = (change: Partial<InspectedDeployment['releases']>) => ({
  releases: { total: 0, new: 0, changed: 0, unchanged: 0, conflicts: [], ...change },
});

describe('where the apps of a history go', () => {
  it('begins with what the inspection proposes, app by app', () => {
    expect(apps.map(({ app, project, os, deployments }) => [app, project, os, deployments.length])).toEqual([
      ['Till-Android', 'Till', 'android', 2],
      ['Kiosk', 'Kiosk', null, 1],
    ]);
  });

  it('keeps two apps of one name apart by their operating systems', () => {
    const two = [deployment({ app: 'Till' }), deployment({ app: 'Till', os: 'ios', key: 'other-key-1' })];
    expect(proposedApps(two)).toHaveLength(2);
  });

  it('follows a deployment that can still go anywhere before one whose channel is here', () => {
    const here = deployment({ isHere: true, place: { project: 'Wallet', os: 'android', target: 'staging' } });
    expect(proposedApps([here, production])[0]?.project).toBe('Till');
    expect(proposedApps([here])[0]?.project).toBe('Wallet');
  });

  it('becomes options of each deployment, and none for what is left out', () => {
    const moved = changedApp(apps, till, { project: ' Wallet ', os: 'ios' });
    expect(historyTargetsOf(changedDeployment(moved, 'production-key', { isTaken: false }))).toEqual([
      { key: 'staging-key-1', place: { project: 'Wallet', os: 'ios', target: 'staging' } },
      { key: 'production-key', place: null },
      { key: 'kiosk-key-0001', place: { project: 'Kiosk', os: null, target: 'staging' } },
    ]);
  });

  it('needs a project for every app of which anything comes in', () => {
    const blank = changedApp(apps, till, { project: '  ' });
    expect(appsFault(blank)).toBe('The app Till-Android needs a project.');
    const out = till.deployments.reduce(
      (rest, { key }) => changedDeployment(rest, key, { isTaken: false }),
      blank,
    );
    expect(appsFault(out)).toBeNull();
    expect(appsFault(changedDeployment(out, 'kiosk-key-0001', { isTaken: false }))).toBe(
      'Every deployment is left out.',
    );
    expect(appsFault(changedApp(apps, till, { project: 'x'.repeat(121) }))).toContain('at most 120');
    expect(appsFault([])).toBeNull();
  });
});

describe('what a row says', () => {
  it.each([
    ['4 new', {}],
    [
      '1 new, 2 changed, 3 unchanged, 1 in conflict',
      releases({ new: 1, changed: 2, unchanged: 3, conflicts: ['v1'] }),
    ],
    ['2 unchanged, other counters', { outcome: 'changed', ...releases({ unchanged: 2 }) }],
    ['the channel alone', releases({})],
    ['nothing new', { outcome: 'unchanged', ...releases({}) }],
    ['left out', { outcome: 'refused' }],
    ['left out', { outcome: 'left_out' }],
  ] as const)('is: %s', (words, change) => {
    expect(bringsWords(deployment(change as Partial<InspectedDeployment>))).toBe(words);
  });

  it('is why it is refused, or which labels stay, at most five by name', () => {
    expect(rowRemark(deployment())).toBeNull();
    expect(rowRemark(deployment({ why: 'Its key belongs to another.' }))).toBe('Its key belongs to another.');
    const conflicts = ['v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7'];
    expect(rowRemark(deployment(releases({ conflicts: ['v1'] })))).toBe(
      'v1 has other contents here and stays as it is.',
    );
    expect(rowRemark(deployment(releases({ conflicts })))).toBe(
      'v1, v2, v3, v4, v5 and 2 more have other contents here and stay as they are.',
    );
  });

  it('is where its key leads when that is not where its app goes', () => {
    const place = { project: 'Wallet', os: 'ios', target: 'staging' } as const;
    expect(elsewhereRemark(till, deployment({ isHere: true, place }))).toBe(
      'Its key belongs to Wallet iOS, so it goes there.',
    );
    expect(elsewhereRemark(till, deployment({ isHere: true }))).toBeNull();
    expect(elsewhereRemark(till, deployment({ place }))).toBeNull();
  });
});
