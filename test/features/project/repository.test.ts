import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ServiceWorld, serviceWorld } from '../environment/world.ts';

let world: ServiceWorld;
beforeEach(async () => {
  world = await serviceWorld();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const setTo = (repository: string | null) =>
  world.desk.client.project.update({ id: world.projectId, repository });
const kept = async () => (await world.desk.client.project.list())[0]?.repository;

describe('the repository of a project', () => {
  it('can be corrected until a candidate is cut, also when a version was deployed without one', async () => {
    await world.ended('1.0.0', 'succeeded');
    await setTo('acme/pay');
    expect(await kept()).toBe('acme/pay');
  });

  it.each(['acme/pay', 'https://github.com/other/payments', '', null])(
    'stays once a candidate was cut, and is not %j then',
    async (repository) => {
      await world.cut('v1-rc1');
      await expect(setTo(repository)).rejects.toMatchObject({ code: 'conflict' });
      expect(await kept()).toBe('acme/payments');
      const [entry] = (await world.desk.client.activity.list({})).rows;
      expect(entry).toMatchObject({ verb: 'project.update', refused: 'conflict' });
    },
  );

  it.each(['https://github.com/Acme/payments.git', 'git@github.com:acme/payments'])(
    'can be written in another way, as %s',
    async (repository) => {
      await world.cut('v1-rc1');
      await setTo(repository);
      expect(await kept()).toBe(repository);
    },
  );

  it.each([
    'not a repo',
    'payments',
    'https://github.com',
    'https://github.com/acme',
    'x y/acme/payments',
    'acme/pay ments',
  ])('is not %j, which names no owner and no repository', async (repository) => {
    await expect(setTo(repository)).rejects.toMatchObject({
      code: 'invalid_input',
      details: {
        fields: [
          {
            field: 'repository',
            message: 'A repository is owner/name, or its address: https://github.com/owner/name.',
          },
        ],
      },
    });
    expect(await kept()).toBe('acme/payments');
  });

  it.each([
    'https://github.com/acme/pay.git',
    'git@github.com:acme/pay.git',
    'ssh://git@git.example.org:2222/acme/pay',
    'https://gitlab.com/group/sub/pay',
  ])('is kept as it is typed: %s', async (repository) => {
    await setTo(repository);
    expect(await kept()).toBe(repository);
  });

  it('is none when it is empty', async () => {
    await setTo('  ');
    expect(await kept()).toBeNull();
  });

  it('can be given to a project that has candidates and none yet', async () => {
    await setTo(null);
    await world.cut('v1-rc1');
    await setTo('acme/payments');
    expect(await kept()).toBe('acme/payments');
    await world.desk.client.project.update({ id: world.projectId, name: 'Payments' });
  });
});
