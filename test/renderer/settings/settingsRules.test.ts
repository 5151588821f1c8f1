import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatewayFault, isLoopback, portOf } from '../../../src-renderer/features/settings/address.ts';
import { keyConflict, keyName, rebound } from '../../../src-renderer/features/settings/keyBinding.ts';
import { movedBy, movedTo } from '../../../src-renderer/features/settings/order.ts';
import { schemeOf, sortVersions } from '../../../src-renderer/features/settings/versions.ts';

const environments = [
  { id: 1, tier: 'development' },
  { id: 2, tier: 'staging' },
  { id: 3, tier: 'staging' },
  { id: 4, tier: 'production' },
] as const;

describe('the order of environments', () => {
  it('moves one step within its tier', () => {
    expect(movedBy(environments, 3, -1)).toEqual([1, 3, 2, 4]);
    expect(movedBy(environments, 2, 1)).toEqual([1, 3, 2, 4]);
  });

  it('stays at the edge of a tier', () => {
    expect(movedBy(environments, 2, -1)).toBeNull();
    expect(movedBy(environments, 4, 1)).toBeNull();
    expect(movedTo(environments, 1, 4)).toBeNull();
  });

  it('never loses an environment', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 3, 4), fc.constantFrom(1, 2, 3, 4), (id, target) => {
        const moved = movedTo(environments, id, target);
        expect([...(moved ?? [1, 2, 3, 4])].sort()).toEqual([1, 2, 3, 4]);
      }),
    );
  });
});

describe('the version tester', () => {
  it('sorts candidates by number, and the release above them', () => {
    const sorted = sortVersions('semver', ['1.9.0', '1.10.0-rc2', '1.10.0-rc10', '1.10.0']);
    expect(sorted.map(({ version }) => version)).toEqual(['1.10.0', '1.10.0-rc10', '1.10.0-rc2', '1.9.0']);
  });

  it('puts what does not fit its scheme below the rest', () => {
    const sorted = sortVersions('calver', ['2026.11.20', 'nightly']);
    expect(sorted).toEqual([
      { version: '2026.11.20', fits: true, index: 0 },
      { version: 'nightly', fits: false, index: 1 },
    ]);
  });

  it('takes the line below for the newer one where the scheme is free', () => {
    expect(sortVersions('free', ['b', 'a']).map(({ version }) => version)).toEqual(['a', 'b']);
  });

  it('guesses the scheme from the first version', () => {
    expect(schemeOf(['2026.11.20-1'])).toBe('calver');
    expect(schemeOf(['1.2.3'])).toBe('semver');
    expect(schemeOf([])).toBe('free');
  });
});

describe('the address of the gateway', () => {
  it('knows which addresses stay on this machine', () => {
    expect(['127.0.0.1', '127.1.2.3', 'localhost', '::1'].every(isLoopback)).toBe(true);
    expect(['0.0.0.0', '192.168.1.4', 'example.org', ''].some(isLoopback)).toBe(false);
  });

  it('wants a host name once it reaches beyond this machine', () => {
    const given = { address: '0.0.0.0', port: 7410, allowedHosts: [], baseUrl: null };
    expect(gatewayFault(given)).toBe('Needs at least one host name to answer to.');
    expect(gatewayFault({ ...given, allowedHosts: ['desk.internal'] })).toBeNull();
  });

  it('takes whole numbers up to 65535 as a port', () => {
    expect([portOf('0'), portOf(' 7410 '), portOf('65536'), portOf('12a'), portOf('')]).toEqual([
      0,
      7410,
      null,
      null,
      null,
    ]);
  });
});

describe('key bindings', () => {
  const commands = [
    { id: 'find', label: 'Find', keys: 'mod+k' },
    { id: 'go.matrix', label: 'Go to Matrix', keys: 'g m' },
    { id: 'new', label: 'Record', keys: 'n' },
  ];

  it('refuses a key that another command has', () => {
    expect(keyConflict(commands, {}, 'new', 'mod+k')?.id).toBe('find');
    expect(keyConflict(commands, { find: 'f' }, 'new', 'mod+k')).toBeNull();
    expect(keyConflict(commands, { find: 'f' }, 'new', 'f')?.id).toBe('find');
  });

  it('refuses a key that would hide two keys in a row', () => {
    expect(keyConflict(commands, {}, 'new', 'g')?.id).toBe('go.matrix');
    expect(keyConflict(commands, {}, 'find', 'n x')?.id).toBe('new');
  });

  it('gives a command its own key back', () => {
    expect(rebound({ find: 'f', new: 'c' }, 'find', null)).toEqual({ new: 'c' });
  });

  it('writes a pressed key as the command table does', () => {
    const plain = { ctrlKey: false, metaKey: false, altKey: false };
    expect(keyName({ ...plain, key: 'K', ctrlKey: true })).toBe('mod+k');
    expect(keyName({ ...plain, key: 'Shift' })).toBeNull();
    expect(keyName({ ...plain, key: '/' })).toBe('/');
  });
});
