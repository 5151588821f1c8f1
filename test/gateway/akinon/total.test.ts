import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createStores } from '../../../src-main/store/index.ts';
import { closeWriter, openWriter } from '../../../src-main/store/open.ts';
import { akinonApp } from './akinonApp.ts';

const COMPUTED = `SELECT projectId, count(*) AS count FROM (
  SELECT projectId FROM build UNION ALL
  SELECT c.projectId FROM code_push r JOIN channel c ON c.id = r.channelId) GROUP BY projectId ORDER BY projectId`;

it('the kept total is the number of builds and releases, whatever comes and goes', async () => {
  const app = await akinonApp();
  const { id: otherId } = await app.client.project.create({ name: 'Other App', kind: 'mobile' });
  const release = (await app.release('one')).deploymentId;
  const made: number[] = [release];
  let text = 0;
  const acts = {
    build: async () => void made.push((await app.build()).id),
    elsewhere: async () => void made.push((await app.build({ projectId: otherId })).id),
    release: async () => {
      text += 1;
      made.push((await app.release(`content ${text}`)).deploymentId);
    },
    remove: async () => {
      const db = openWriter(app.app.desk.file);
      const id = made.pop();
      if (id !== undefined && id !== release) createStores(db).deployment.remove(id);
      closeWriter(db);
    },
  };
  const names = Object.keys(acts) as (keyof typeof acts)[];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...names), { maxLength: 12 }), async (sequence) => {
      for (const name of sequence) await acts[name]();
      const db = openWriter(app.app.desk.file);
      const kept = db
        .prepare('SELECT projectId, count FROM mobile_total WHERE count <> 0 ORDER BY projectId')
        .all();
      expect(kept).toEqual(db.prepare(COMPUTED).all());
      closeWriter(db);
    }),
    { numRuns: 15 },
  );
  expect(app.faults).toEqual([]);
  await app.close();
});
