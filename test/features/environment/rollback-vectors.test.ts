import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RollbackItem } from '#shared/features/environment/rollback-wire.ts';
import { candidateOf, rollbackVectors, titleOf } from '../../support/rollbackVectors.ts';
import { layRollbackVectors, type VectorWorld } from '../../support/rollbackWorld.ts';
import { MINUTE, type TestApp, testApp } from '../../support/testApp.ts';

let desk: TestApp;
let world: VectorWorld;
beforeAll(async () => {
  desk = await testApp();
  world = await layRollbackVectors(desk.client, () => {
    desk.sources.advance(MINUTE);
    return desk.sources.now();
  });
});
afterAll(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

type Choice = Omit<Parameters<TestApp['client']['environment']['rollback']>[0]['items'][number], keyof Place>;
interface Place {
  readonly projectId: number;
  readonly environmentId: number;
}
const names = (list: readonly { readonly version: string }[]) => list.map(({ version }) => version);
const candidates = (words: readonly string[]) => words.map(candidateOf);
const placeOf = (index: number): Place => ({
  projectId: world.projectId,
  environmentId: world.rows[index]?.environmentId ?? 0,
});
const historyOf = (place: Place) => desk.client.deployment.history({ ...place, limit: 100 });

async function previewOf(place: Place, choice: Choice = {}): Promise<RollbackItem> {
  const { items } = await desk.client.environment.previewRollback({ items: [{ ...place, ...choice }] });
  const [item] = items;
  if (!item) throw new Error('one place has one answer');
  return item;
}
const rollBack = (place: Place, choice: Choice = {}) =>
  desk.client.environment.rollback({ items: [{ ...place, ...choice }], reason: 'It fails.' });

const rows = rollbackVectors.map((vector, index) => ({ ...vector, title: titleOf(vector), index }));
const answered = rows.flatMap((row) => (row.answer === null ? [] : [{ ...row, answer: row.answer }]));

describe('where nothing is left to go back to', () => {
  it.each(rows.filter(({ answer }) => answer === null))(
    '$title: preview and act refuse alike, and nothing is canceled',
    async ({ index }) => {
      const place = placeOf(index);
      const before = await historyOf(place);
      const preview = await previewOf(place);
      expect(preview).toMatchObject({
        plan: null,
        refusal: expect.stringContaining('No earlier deployment'),
      });
      await expect(rollBack(place)).rejects.toMatchObject({
        code: 'conflict',
        message: preview.refusal,
        details: { refusal: 'nothing_to_roll_back' },
      });
      expect(await historyOf(place)).toEqual(before);
    },
  );
});

describe('the vectors of a rollback', () => {
  it.each(answered)(
    '$title: the preview says where it goes and by which rule',
    async ({ index, answer, isFrozen }) => {
      const item = await previewOf(placeOf(index));
      const { plan } = item;
      expect(item.refusal).toEqual(isFrozen ? expect.stringContaining('is frozen by “Quarter’s end”') : null);
      expect(item.frozenBy).toEqual(
        isFrozen ? [expect.objectContaining({ name: 'Quarter’s end', endsAt: expect.any(Number) })] : [],
      );
      expect(plan).toMatchObject({
        version: candidateOf(answer.to),
        fromVersion: candidateOf(answer.from),
        branch: answer.branch,
        skipped: answer.skipped.map(([version, why]) => ({ version: candidateOf(version), why })),
        waitsFor: answer.waitsFor,
      });
      expect(names(plan?.cancels ?? [])).toEqual(candidates(answer.cancels));
      expect(names(plan?.goesAway ?? [])).toEqual(candidates(answer.goesAway));
      expect(names(plan?.scheduled ?? [])).toEqual(candidates(answer.scheduled));
      expect(plan?.undo?.version ?? null).toBe(answer.undo && candidateOf(answer.undo));
      expect(plan?.warnings.some((warning) => warning.startsWith('A newer candidate'))).toBe(
        answer.isSuperseded,
      );
    },
  );

  it.each(answered.filter(({ answer }) => answer.walkBack !== null))(
    '$title: the desk preselects the walk back',
    async ({ index, answer: { walkBack } }) => {
      const place = placeOf(index);
      const targetId = (await previewOf(place)).plan?.walkBack?.deploymentId ?? null;
      expect((await previewOf(place, { targetId })).plan).toMatchObject({
        branch: 'walk_back',
        version: candidateOf(walkBack?.to ?? ''),
        goesAway: walkBack?.goesAway.map((version) => ({ version: candidateOf(version) })),
        skipped: walkBack?.skipped.map(([version, why]) => ({ version: candidateOf(version), why })),
      });
    },
  );

  // These change the places, so they come after everything that only looks at them.
  it.each(answered)('$title: the act does what the preview said', async ({ index, isFrozen }) => {
    const { client } = desk;
    const place = placeOf(index);
    const bare = await previewOf(place);
    const before = await historyOf(place);
    if (isFrozen) {
      await expect(rollBack(place)).rejects.toMatchObject({
        details: { refusal: 'frozen' },
        message: bare.refusal,
      });
      expect(await historyOf(place)).toEqual(before);
    }
    const force = isFrozen
      ? { freezeIds: bare.frozenBy.map(({ freezeId }) => freezeId), reason: 'The fix of the outage.' }
      : null;
    const { plan, refusal } = await previewOf(place, { force });
    expect(refusal).toBeNull();
    expect(plan).toEqual(bare.plan);
    const [row] = await rollBack(place, { force });
    expect(row).toMatchObject({
      version: plan?.version,
      fromVersion: plan?.fromVersion,
      status: 'pending',
      flags: isFrozen ? ['rollback', 'forced', 'during_freeze'] : ['rollback'],
    });
    const made = await client.deployment.get({ id: row?.id ?? 0 });
    expect(made).toMatchObject({ description: plan?.because, reason: 'It fails.' });
    const canceled = new Map(plan?.cancels.map(({ deploymentId, to }) => [deploymentId, to]));
    const [newest, ...others] = await historyOf(place);
    expect(newest?.id).toBe(row?.id);
    for (const { id, status, errorMessage } of others) {
      const was = before.find((one) => one.id === id);
      expect([id, status]).toEqual([id, canceled.get(id) ?? was?.status]);
      if (canceled.has(id))
        expect(errorMessage).toBe(`Canceled by rollback #${row?.number} to ${row?.version}.`);
    }
    expect(others).toHaveLength(before.length);
  });
});
