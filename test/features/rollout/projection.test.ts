import { describe, expect, it } from 'vitest';
import { isSelected, type Selection } from '#shared/features/codepush/bucket.ts';
import { selectionPolicies } from '#shared/features/codepush/model.ts';
import { sha256 } from '../../shared/codepush/made.ts';
import { sendReports } from '../../support/reports.ts';
import { eachRolloutDesk } from './rolloutDesk.ts';

const CLIENTS = 10_000;
const PERCENTS = [0, 1, 5, 10, 25, 50, 75, 99, 100];

describe.each(selectionPolicies)('the projection of a %s channel', (policy) => {
  const desk = eachRolloutDesk(policy);

  it('reaches the very clients that are selected, of ten thousand, for any label', async () => {
    const { id: channelId, key } = desk.channel;
    const selection: Selection = policy === 'codepush' ? { policy } : { policy, channelKey: key, sha256 };
    // Ids as apps make them: UUIDs and the sixteen hex digits of Android.
    const clients = Array.from({ length: CLIENTS }, (_, at) => {
      const hex = sha256(String(at));
      return at % 2 === 0
        ? hex.slice(0, 16)
        : [hex.slice(0, 8), '4a1b', '8c2d', 'b3e4', hex.slice(8, 20)].join('-');
    });
    await desk.release('one');
    sendReports(
      desk.app,
      clients.map((clientId) => ({ channelId, kind: 'installed' as const, place: 'v1', clientId })),
    );
    for (const label of [null, 'v123']) {
      const projection = await desk.app.client.codepush.projection({ channelId, label });
      expect(projection).toMatchObject({ label: label ?? 'v2', devices: CLIENTS });
      expect(projection.reached).toHaveLength(101);
      for (const rollout of PERCENTS) {
        const selected = clients.filter((id) => isSelected(selection, { label: label ?? 'v2', rollout }, id));
        expect(projection.reached[rollout]).toBe(selected.length);
        // Four standard deviations of a fair draw of ten thousand.
        expect(Math.abs(selected.length - (CLIENTS * rollout) / 100)).toBeLessThanOrEqual(200);
      }
    }
  });
});
