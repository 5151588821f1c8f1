import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AkinonApp, akinonApp, hexId, refused, refusedField } from './akinonApp.ts';

let app: AkinonApp;
beforeEach(async () => {
  app = await akinonApp();
});
afterEach(async () => {
  expect(app.faults).toEqual([]);
  expect(app.app.desk.logged).toEqual([]);
  await app.close();
});

const message = (text: string) => expect.stringContaining(text);

describe('code-push-release', () => {
  const edit = (id: number, release: unknown) => app.patch(`/${hexId(id)}/code-push-release`, { release });

  it('changes what it names, and nothing for null', async () => {
    const { deploymentId } = await app.release('one', { rollout: 10, description: 'first' });
    const { status, json } = await edit(deploymentId, {
      rollout: 30,
      isMandatory: true,
      description: null,
      targetBinaryRange: null,
      isDisabled: null,
    });
    expect([status, json]).toMatchObject([
      200,
      { rollout: 30, isMandatory: true, isDisabled: false, description: 'first', targetBinaryRange: '1.0.0' },
    ]);
  });

  it.each([[{}], [{ release: {} }], [{ release: null }]])(
    'answers an edit of nothing (%j) as it is',
    async (body) => {
      const { deploymentId } = await app.release('one', { rollout: 10 });
      const { status, json } = await app.patch(`/${hexId(deploymentId)}/code-push-release`, body);
      expect([status, json.rollout]).toEqual([200, 10]);
    },
  );

  it('takes a rollout of 0 where nobody has it yet, and refuses to lower one', async () => {
    const { deploymentId } = await app.release('one', { rollout: 0 });
    expect((await edit(deploymentId, { rollout: 0 })).json.rollout).toBe(0);
    expect((await edit(deploymentId, { rollout: 25 })).json.rollout).toBe(25);
    for (const rollout of [0, 24, 25]) {
      const { status, json } = await edit(deploymentId, { rollout });
      expect([status, json]).toEqual([400, refusedField({ rollout: message('stands at 25 %') })]);
    }
    expect((await edit(deploymentId, { rollout: 12.5 })).json).toEqual(
      refusedField({ rollout: message('12.5') }),
    );
    expect((await edit(deploymentId, { rollout: 100 })).json.rollout).toBe(100);
    expect((await edit(deploymentId, { rollout: 100 })).json).toEqual(
      refusedField({ rollout: message('is complete') }),
    );
  });

  it('refuses the whole edit for one bad field', async () => {
    const { deploymentId } = await app.release('one');
    const { json } = await edit(deploymentId, { isMandatory: true, targetBinaryRange: 'newest' });
    expect(json).toEqual(refusedField({ targetBinaryRange: message('is not a range') }));
    const long = await edit(deploymentId, { isMandatory: true, description: 'x'.repeat(1001) });
    expect(long.json).toEqual(refusedField({ description: message('1001') }));
    expect((await app.get(`/${hexId(deploymentId)}`)).json.isMandatory).toBe(false);
  });
});

describe('rollback-release', () => {
  it('makes older contents the newest release', async () => {
    const first = await app.release('one', { description: 'first' });
    await app.release('two', { rollout: 20 });
    const { status, json } = await app.post(`/${hexId(first.deploymentId)}/rollback-release`, {
      releaseLabel: 'v1',
    });
    expect([status, json]).toMatchObject([
      200,
      {
        label: 'v3',
        originalLabel: 'v1',
        releaseMethod: 'rollback',
        rollout: 100,
        description: 'first',
        checksum: first.packageHash,
        status: 'success',
      },
    ]);
  });

  it('warns of a release that is disabled, whose copy will be too', async () => {
    const first = await app.release('one');
    await app.release('two');
    await app.patch(`/${hexId(first.deploymentId)}/code-push-release`, { release: { isDisabled: true } });
    const { status, json } = await app.post(`/${hexId(first.deploymentId)}/rollback-release`, {
      releaseLabel: 'v1',
    });
    expect([status, json.isDisabled, json.issues]).toEqual([
      200,
      true,
      [{ type: 'warning', message: message('v1 is disabled') }],
    ]);
  });

  it('refuses the newest, another range, and labels in other letters or unknown', async () => {
    const first = await app.release('one');
    await app.release('two', { range: '2.0.0' });
    const back = (releaseLabel: string) =>
      app.post(`/${hexId(first.deploymentId)}/rollback-release`, { releaseLabel });
    const newest = await back('v2');
    expect([newest.status, newest.json]).toEqual([
      400,
      refusedField({ releaseLabel: message('newest release already') }),
    ]);
    const range = await back('v1');
    expect([range.status, range.json]).toEqual([
      400,
      refusedField({ releaseLabel: message('is for 1.0.0') }),
    ]);
    for (const label of ['V1', 'v3', 'v01', '1']) {
      const { status, json } = await back(label);
      expect([status, json]).toEqual([404, refused(message(`has no release ${label}`))]);
    }
  });
});

describe('promote-release', () => {
  it('brings a staging release to production, complete and with a label of its own', async () => {
    await app.release('zero', { channel: app.production });
    await app.release('one');
    const second = await app.release('two', { rollout: 20, description: 'second' });
    const { status, json } = await app.post(`/${hexId(second.deploymentId)}/promote-release`);
    expect([status, json]).toMatchObject([
      200,
      {
        buildTarget: 'production',
        label: 'v2',
        originalLabel: 'v2',
        releaseMethod: 'promote',
        rollout: 100,
        description: 'second',
      },
    ]);
    expect((await app.get(`/${hexId(second.deploymentId)}`)).json.rollout).toBe(20);
  });

  it('refuses what is in production, the same contents again, and a rollout in the way', async () => {
    const first = await app.release('one');
    const promote = (id: number | string) =>
      app.post(`/${typeof id === 'number' ? hexId(id) : id}/promote-release`);
    const { json } = await promote(first.deploymentId);
    const above = await promote(json._id);
    expect([above.status, above.json]).toEqual([
      400,
      refusedField({ buildTarget: message('staging release') }),
    ]);
    const again = await promote(first.deploymentId);
    expect([again.status, again.json]).toEqual([400, refusedField({ checksum: message('very contents') })]);
    await app.release('unfinished', { channel: app.production, rollout: 20 });
    const second = await app.release('two');
    const blocked = await promote(second.deploymentId);
    expect([blocked.status, blocked.json]).toEqual([
      400,
      refusedField({ rollout: message('stands at 20 %') }),
    ]);
  });
});

describe('a build', () => {
  it.each([
    ['PATCH', 'code-push-release', { release: { rollout: 50 } }],
    ['POST', 'rollback-release', { releaseLabel: 'v1' }],
    ['POST', 'promote-release', undefined],
  ])('is no release: %s %s names deploymentType', async (method, operation, body) => {
    const { id } = await app.build();
    const { status, json } = await app.send({
      method,
      path: `${app.base}/${hexId(id)}/${operation}`,
      ...(body === undefined ? {} : { body }),
    });
    expect([status, json]).toEqual([400, refusedField({ deploymentType: message('is a build') })]);
  });
});
