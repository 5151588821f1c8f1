import { describe, expect, it } from 'vitest';
import { deepLinkTo, readDeepLink } from '../../../src-renderer/app/routes.ts';

const UID = '01939000-0000-7000-8000-00000000000a';

describe('a link to a record', () => {
  it.each([
    ['deployment', `/deployments/uid/${UID}`],
    ['distribution', `/distributions/uid/${UID}`],
    ['run', `/runs/uid/${UID}`],
  ] as const)('of a %s leads to its screen', (noun, path) => {
    expect(readDeepLink(deepLinkTo(noun, UID))).toEqual({ noun, path });
  });

  it('is read in any case of letters, as systems hand it over', () => {
    expect(readDeepLink(`SLIPWAY://Distribution/${UID}`)?.noun).toBe('distribution');
  });

  it.each([
    ['another noun', `slipway://token/${UID}`],
    ['a property that every object has', `slipway://constructor/${UID}`],
    ['another scheme', `https://distribution/${UID}`],
    ['half an id', 'slipway://distribution/01939000'],
    ['more behind the id', `slipway://distribution/${UID}/../settings`],
    ['words before it', `see slipway://distribution/${UID}`],
  ])('is none with %s', (_what, link) => {
    expect(readDeepLink(link)).toBeNull();
  });
});
