import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkUpdate } from '../../../src-main/gateway/acquisition/check.ts';
import { createSnapshots } from '../../../src-main/gateway/acquisition/snapshots.ts';
import { type ChangeMarks, createChangeMarks, markChanges } from '../../../src-main/gateway/change-marks.ts';
import { createReader, type Reader } from '../../../src-main/threads/reader.ts';
import { type CodePushWorld, codepushWorld } from './world.ts';

let world: CodePushWorld;
let reader: Reader;
let marks: ChangeMarks;
/** The calls of stores so far. */
let calls: string[];
let ask: (query: Record<string, string>) => Record<string, unknown>;

beforeEach(async () => {
  world = await codepushWorld();
  await world.release('one');
  await world.release('two', { rollout: 50 });
  await world.jobsEnded();
  const own = createReader(world.gateway.desk.file, world.gateway.desk.sources);
  calls = [];
  // The real stores over the real file; only their calls are counted.
  const counted = Object.fromEntries(
    Object.entries(own.stores).map(([name, store]) => [
      name,
      Object.fromEntries(
        Object.entries(store).map(([method, act]) => [
          method,
          typeof act !== 'function'
            ? act
            : (...given: unknown[]) => {
                calls.push(`${name}.${method}`);
                return (act as (...given: unknown[]) => unknown)(...given);
              },
        ]),
      ),
    ]),
  ) as unknown as Reader['stores'];
  reader = { ...own, stores: counted };
  marks = createChangeMarks();
  const snapshots = createSnapshots({ reader, marks });
  ask = (query) =>
    JSON.parse(
      checkUpdate(
        snapshots,
        { deployment_key: world.staging.key, app_version: '1.0.0', ...query },
        'snake',
        'http://x',
      ),
    ).update_info;
});
afterEach(async () => {
  reader.close();
  await world.close();
});

describe('an update check', () => {
  it('reads nothing while nothing changed, whoever asks and for whatever', () => {
    // Once for each release that is offered.
    expect(ask({ client_unique_id: '0' })).toMatchObject({ label: 'v2' });
    expect(ask({ client_unique_id: 'a' })).toMatchObject({ label: 'v1' });
    calls.length = 0;
    for (let index = 0; index < 500; index += 1) {
      ask({
        client_unique_id: `device-${index}`,
        app_version: `1.0.0+build.${index}`,
        label: `v${index % 4}`,
        package_hash: String(index),
        is_companion: String(index % 2 === 0),
      });
    }
    expect(calls).toEqual([]);
  });

  it('reads again after a change of its channel, and only then', async () => {
    ask({});
    calls.length = 0;
    markChanges(marks, [
      { noun: 'codepush', id: world.staging.id + 1 },
      { noun: 'report', id: world.staging.id },
    ]);
    ask({});
    expect(calls).toEqual([]);
    const { rows } = await world.client.codepush.history({ channelId: world.staging.id });
    await world.client.codepush.edit({ deploymentId: rows[1]?.deploymentId ?? 0, isDisabled: true });
    markChanges(marks, [{ noun: 'codepush', id: world.staging.id }]);
    expect(ask({ client_unique_id: 'a' })).toMatchObject({ is_available: false });
    expect(calls).toContain('codepush.history');
  });

  it('keeps no key that no channel has', () => {
    for (let index = 0; index < 20; index += 1) {
      expect(() => ask({ deployment_key: `nobody-has-${index}` })).toThrow('No channel');
      expect(() => ask({ deployment_key: `nobody-has-${index}` })).toThrow('No channel');
    }
    // Each was looked up each time: a seek, and nothing else.
    expect(calls).toEqual(Array.from({ length: 40 }, () => 'channel.idByKey'));
  });

  it('does not remember what it is asked beyond the releases that there are', () => {
    const snapshots = createSnapshots({ reader, marks });
    const { key } = world.staging;
    for (let index = 0; index < 2000; index += 1) {
      const query = {
        deployment_key: key,
        app_version: `1.0.0+build.${index}`,
        package_hash: `hash-${index}`,
        client_unique_id: `device-${index}`,
      };
      checkUpdate(snapshots, query, index % 2 === 0 ? 'snake' : 'camel', `http://host-${index}`);
    }
    expect(snapshots.find(key)?.texts.size).toBeLessThanOrEqual(8);
    expect(snapshots.find(key)?.prepared.binaries.size).toBeLessThanOrEqual(500);
  });
});
