import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { covers } from '#shared/features/freeze/scope.ts';
import { HOUR, NOON } from '../../support/testApp.ts';
import { type FreezeDesk, freeze, freezeDesk, once } from './freezes.ts';

let desk: FreezeDesk;
beforeEach(async () => {
  desk = await freezeDesk();
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

const inProduction = () => ({ projects: null, environments: [desk.production], tiers: null });

describe('the matrix', () => {
  const place = () => ({
    projectId: desk.projectId,
    environmentId: desk.production,
    tier: 'production' as const,
  });

  it('knows what is frozen now, and which places that covers', async () => {
    await freeze(desk, { scope: inProduction() });
    await freeze(desk, { name: 'Later', window: once(NOON + HOUR, NOON + 2 * HOUR) });
    const { freezes } = await desk.client.matrix.read();
    expect(freezes).toMatchObject([{ name: 'Incident 812', endsAt: NOON + HOUR }]);
    const covered = freezes.map(({ scope }) => covers(scope, place()));
    expect(covered).toEqual([true]);
    expect(freezes.some(({ scope }) => covers(scope, { ...place(), environmentId: desk.staging }))).toBe(
      false,
    );
  });

  it('knows what was frozen at an instant of the past, also by a freeze that is gone', async () => {
    const { id } = await freeze(desk, { scope: inProduction() });
    desk.sources.advance(HOUR / 2);
    await desk.client.freeze.remove({ id, reason: 'Done' });
    desk.sources.advance(HOUR);
    const frozenAt = async (at: number) =>
      (await desk.client.matrix.asOf({ at })).freezes.map(({ name }) => name);
    expect(await frozenAt(NOON + HOUR / 4)).toEqual(['Incident 812']);
    expect(await frozenAt(NOON + HOUR)).toEqual([]);
    expect(await frozenAt(NOON - 1)).toEqual([]);
  });
});

describe("an environment's card of the overview", () => {
  const cards = async (projectId: number | null = null) =>
    Object.fromEntries(
      (await desk.client.overview.read({ projectId })).environments.map((card) => [card.name, card.freeze]),
    );

  it('tells what stands there, else what begins next', async () => {
    await freeze(desk, { name: 'Later', window: once(NOON + HOUR, NOON + 2 * HOUR) });
    expect(await cards()).toMatchObject({
      staging: { name: 'Later', stands: false, startsAt: NOON + HOUR, partial: false },
      'prod-eu': { name: 'Later', stands: false },
    });
    await freeze(desk, { scope: inProduction() });
    expect(await cards()).toMatchObject({
      staging: { name: 'Later' },
      'prod-eu': { name: 'Incident 812', stands: true },
    });
  });

  it('tells a freeze of some projects as such, and only to those', async () => {
    await freeze(desk, { scope: { projects: [desk.projectId], environments: null, tiers: null } });
    expect(await cards()).toMatchObject({ staging: { partial: true } });
    expect(await cards(desk.projectId)).toMatchObject({ staging: { partial: false } });
    expect(await cards(desk.otherProjectId)).toEqual({ staging: null, 'prod-eu': null });
  });
});
