import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { githubRelease, imported } from '../fixtures/github.ts';
import { dump } from '../support/dump.ts';
import { soundness } from '../support/soundness.ts';
import { testApp } from '../support/testApp.ts';

const tags = [
  'v1.0.0',
  'v1.1.0-beta.1',
  'v1.1.0',
  'v0.9.9',
  'v2.0.0-alpha.1',
  'v2.0.0-nightly.20240101',
  'v2.0.0',
];

/** The state that one file leaves behind in an empty workspace. */
async function stateAfter(body: object): Promise<Record<string, string[]>> {
  const desk = await testApp();
  try {
    await imported(desk, body);
    expect(desk.logged).toEqual([]);
    expect(soundness(desk.file)).toEqual([]);
    return dump(desk.file);
  } finally {
    await desk.close();
  }
}

describe('the order of a file', () => {
  it('makes no difference, nor do records that come twice or drafts among them', {
    timeout: 60_000,
  }, async () => {
    const unique = tags.map((tag_name, n) => githubRelease(n, { tag_name }));
    const expected = await stateAfter(unique);
    const noise = [...unique, githubRelease(50, { draft: true, published_at: null })];
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...unique.keys()], { minLength: unique.length }),
        fc.array(fc.nat(noise.length - 1), { maxLength: 5 }),
        async (order, extra) => {
          const body = [...order.map((at) => unique[at]), ...extra.map((at) => noise[at])];
          expect(await stateAfter(body)).toEqual(expected);
        },
      ),
      { numRuns: 12 },
    );
  });
});
