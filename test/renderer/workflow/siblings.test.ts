import { describe, expect, it } from 'vitest';
import type { Workflow } from '#shared/features/workflow/model.ts';
import { siblingsOf } from '../../../src-renderer/features/workflow/edit/siblings.ts';

const environments = [
  { id: 7, name: 'dev' },
  { id: 3, name: 'staging' },
  { id: 5, name: 'canary' },
  { id: 9, name: 'prod' },
];
const of = (environmentId: number | null) => ({ environmentId, steps: [] }) as unknown as Workflow;

describe('the workflows that a new one can begin with', () => {
  it.each([
    ['staging', 3, [null, 7, 5, 9], ['dev', 'canary', 'prod', 'the builds']],
    ['prod', 9, [7, 3, 5], ['canary', 'staging', 'dev']],
    ['dev, which nothing is before', 7, [null, 9, 5], ['canary', 'prod', 'the builds']],
    ['the builds', null, [3, 9], ['staging', 'prod']],
    ['the only environment that has one', 3, [3], []],
  ] as const)(
    'of %s are those of the places nearest to it, where versions come from first',
    (_what, id, has, labels) => {
      expect(siblingsOf(has.map(of), environments, id).map(({ label }) => label)).toEqual(labels);
    },
  );
});
