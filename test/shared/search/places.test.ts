import { describe, expect, it } from 'vitest';
import { placesNamed } from '#shared/features/search/rules.ts';

const projects = [
  { id: 1, name: 'payments' },
  { id: 2, name: 'payments-worker' },
  { id: 3, name: 'prod-tools' },
];
const environments = [
  { id: 1, name: 'staging' },
  { id: 2, name: 'prod-eu' },
  { id: 3, name: 'prod-us' },
];

const found = (
  text: string,
  { limit = 8, linked = () => true }: { limit?: number; linked?: (p: number, e: number) => boolean } = {},
) =>
  placesNamed(text, projects, environments, limit, linked).map(
    ({ project, environment }) => `${project.name} ${environment.name}`,
  );

describe('the places that a text names', () => {
  it.each([
    ['payments prod-eu', ['payments prod-eu', 'payments-worker prod-eu']],
    ['prod-eu worker', ['payments-worker prod-eu']],
    ['PAY stag', ['payments staging', 'payments-worker staging']],
    ['pay work us', ['payments-worker prod-us']],
    ['tools prod', ['prod-tools prod-eu', 'prod-tools prod-us']],
    ['payments', []],
    ['prod', []],
    ['payments worker', []],
    ['payments nowhere', []],
    ['', []],
  ])('%j: %j', (text, places) => {
    expect(found(text)).toEqual(places);
  });

  it('are only those where the project is deployed, and no more than are asked for', () => {
    expect(found('pay prod', { linked: (project) => project === 2 })).toEqual([
      'payments-worker prod-eu',
      'payments-worker prod-us',
    ]);
    expect(found('pay prod', { limit: 3 })).toHaveLength(3);
  });
});
