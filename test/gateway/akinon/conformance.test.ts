import { expect } from 'vitest';
import { bundle, uploadPackage } from '../../support/packages.ts';
import { conformance } from '../conformance.ts';
import { hexId, listPath, NOBODY, organizationOf, refused, refusedField } from './akinonApp.ts';

/** As many as the suite's highest number: each is rolled back to once. */
const RELEASES = 45;

conformance({
  system: 'akinon',
  skips: {},
  async prepare(desk) {
    const { client } = desk;
    const project = await client.project.create({ name: 'Payments App', kind: 'mobile' });
    const { id: channelId } = await client.codepush.createChannel({
      projectId: project.id,
      os: 'android',
      target: 'staging',
    });
    for (let n = 1; n <= RELEASES; n += 1) {
      const packageHash = await uploadPackage(desk, await bundle(`content ${n}`));
      await client.codepush.release({
        channelId,
        packageHash,
        targetBinaryRange: '1.0.0',
        description: `Release ${n}`,
      });
    }
    const base = listPath(await organizationOf(desk), project.id);
    const { rows } = await client.codepush.history({ channelId, limit: 1 });
    const channelRelease = `${base}/${hexId(rows[0]?.deploymentId ?? 0)}`;
    const page = (number: number, size: number) => ({
      method: 'GET',
      path: `${base}?page=${number}&limit=${size}`,
    });
    const create = (n: number) => ({
      method: 'POST',
      path: `${channelRelease}/rollback-release`,
      body: { releaseLabel: `v${n}` },
    });
    const edit = (id: string, body: unknown) => ({
      method: 'PATCH',
      path: `${base}/${id}/code-push-release`,
      body,
    });
    return {
      create,
      created: 200,
      idOf: (answer) => (answer as { _id: string })._id,
      read: (id) => ({ method: 'GET', path: `${base}/${id}` }),
      expected: (n) => ({
        status: 'success',
        releaseMethod: 'rollback',
        originalLabel: `v${n}`,
        description: `Release ${n}`,
      }),
      firstPage: (size) => page(1, size),
      page(answer) {
        const { docs, nextPage, limit } = answer as {
          docs: { _id: string }[];
          nextPage: number | null;
          limit: number;
        };
        return {
          ids: docs.map(({ _id }) => _id),
          next: nextPage === null ? null : page(nextPage, limit),
        };
      },
      unknownStatus: (id) => ({
        name: 'unknown status',
        call: { method: 'PATCH', path: `${base}/${id}/storestate`, body: { isOnStore: 'exploded' } },
        status: 400,
        body: refusedField({ isOnStore: 'must be one of pending, success, rejected' }),
      }),
      refusals: (id) => [
        {
          name: 'conflict',
          call: edit(id, { release: { rollout: 50 } }),
          status: 400,
          body: refusedField({
            rollout: expect.stringContaining(
              'is complete; its rollout cannot be changed. Nothing was changed.',
            ),
          }),
        },
        {
          name: 'illegal move',
          call: { method: 'PATCH', path: `${base}/${id}/cancel` },
          status: 400,
          body: refusedField({ status: expect.stringContaining('cannot become canceled') }),
        },
        {
          name: 'malformed JSON',
          call: edit(id, '{"release":'),
          status: 400,
          body: refusedField({ body: 'The body is not valid JSON. Nothing was changed.' }),
        },
        {
          name: 'malformed id',
          call: { method: 'GET', path: `${base}/17` },
          status: 400,
          body: refusedField({ deploymentId: 'must be 24 hex digits' }),
        },
        {
          name: 'unknown id',
          call: { method: 'GET', path: `${base}/${NOBODY}` },
          status: 404,
          body: refused(`There is no deployment ${NOBODY} in this workspace.`),
        },
        {
          name: 'unknown label',
          call: { ...create(1), body: { releaseLabel: 'v99999' } },
          status: 404,
          body: refused('Payments App android Staging has no release v99999. Nothing was changed.'),
        },
      ],
      authBody: () => refused(expect.stringContaining('token')),
      reading: page(1, 1),
      writing: create,
    };
  },
});
