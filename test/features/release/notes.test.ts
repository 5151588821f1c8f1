import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MOST_NOTES } from '#shared/features/release/model.ts';
import { type ServiceWorld, serviceWorld } from '../environment/world.ts';

let world: ServiceWorld;
let id: number;
beforeEach(async () => {
  world = await serviceWorld();
  await world.cut('v1-rc1');
  const { releases } = await client().release.board({ projectId: world.projectId });
  id = releases[0]?.id ?? 0;
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const client = () => world.desk.client;
const kept = async () => (await client().release.get({ id })).notes;
const entries = async () =>
  (await client().release.get({ id })).activity.filter(({ verb }) => verb === 'release.setNotes');

describe('the notes of a release', () => {
  it('are written after the cut, changed and taken away, and the log says how they were', async () => {
    await client().release.setNotes({ id, notes: '## New', before: null });
    await client().release.setNotes({ id, notes: '## New\n- faster', before: '## New' });
    expect(await kept()).toBe('## New\n- faster');
    await client().release.setNotes({ id, notes: '  \n', before: '## New\n- faster' });
    expect(await kept()).toBeNull();
    expect((await entries()).map(({ before, after }) => ({ before, after }))).toEqual([
      { before: { characters: 15, notes: '## New\n- faster' }, after: { characters: 0 } },
      {
        before: { characters: 6, notes: '## New' },
        after: { characters: 15, notes: '## New\n- faster' },
      },
      { before: { characters: 0 }, after: { characters: 6, notes: '## New' } },
    ]);
  });

  it('stand in the changelog at once', async () => {
    await client().release.setNotes({ id, notes: 'Faster', before: null });
    const { notes } = await client().changelog.ofRelease({ releaseId: id });
    expect(notes).toMatchObject([{ releaseId: id, notes: 'Faster' }]);
  });

  it('stand in the log by their length alone when they are long', async () => {
    await client().release.setNotes({ id, notes: 'x'.repeat(MOST_NOTES), before: null });
    const [entry] = await entries();
    expect(entry).toMatchObject({ after: { characters: MOST_NOTES } });
    expect(JSON.stringify(entry).length).toBeLessThan(1000);
    await expect(
      client().release.setNotes({ id, notes: 'x'.repeat(MOST_NOTES + 1), before: null }),
    ).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('are not written over what somebody else wrote meanwhile', async () => {
    await client().release.setNotes({ id, notes: 'Theirs', before: null });
    await expect(client().release.setNotes({ id, notes: 'Mine', before: null })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await kept()).toBe('Theirs');
  });

  it('that are the same already are no change, whoever wrote them', async () => {
    await client().release.setNotes({ id, notes: 'Faster', before: null });
    await client().release.setNotes({ id, notes: 'Faster', before: null });
    expect(await entries()).toHaveLength(1);
  });

  it('are of the release: a candidate has none of its own', async () => {
    const [candidate] = (await client().release.get({ id })).candidates;
    await expect(
      client().release.setNotes({ id: candidate?.id ?? 0, notes: 'Mine', before: null }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});
