import { expect } from 'vitest';
import { conformance } from '../conformance.ts';
import { commitOf, HASH, PROJECT, placePath, REPO, releasePath } from './aviatorApp.ts';

const NUMBERS = Array.from({ length: 50 }, (_, n) => n);

conformance({
  system: 'aviator',
  skips: {},
  async prepare(desk) {
    const { client } = desk;
    const { id: environmentId } = await client.environment.create({ name: 'prod-eu', tier: 'production' });
    const { id: projectId } = await client.project.create({
      name: PROJECT,
      repository: REPO,
      environmentIds: [environmentId],
    });
    const versionOf = (n: number) => `2026.11.${n}-rc1`;
    for (const n of NUMBERS) {
      await client.candidate.cut({ projectId, version: versionOf(n), commit: commitOf(versionOf(n)) });
    }
    const deployments = placePath('deployments');
    const create = (n: number) => ({
      method: 'POST',
      path: deployments,
      body: { release_candidate_version: versionOf(n) },
    });
    const patch = (body: unknown) => ({ method: 'PATCH', path: deployments, body });
    const page = (number: number, size: number) => ({
      method: 'GET',
      path: `${deployments}?page=${number}&per_page=${size}`,
    });
    const bad = (error: string) => ({ status: 400, body: { error } });
    return {
      create,
      created: 201,
      // Nothing is answered to a created deployment, so a pipeline knows it by its candidate.
      idOf: (_answer, n) => versionOf(n),
      read: () => page(1, 100),
      expected: (n) =>
        expect.arrayContaining([
          expect.objectContaining({
            environment_name: 'prod-eu',
            release_version: `2026.11.${n}`,
            release_candidate_version: versionOf(n),
            from_release_version: null,
            from_release_candidate_version: null,
            status: 'pending',
            deploy_end_at: null,
            error_message: null,
          }),
        ]),
      firstPage: (size) => page(1, size),
      page(answer, { path }) {
        const query = new URL(path, 'http://slipway').searchParams;
        const [number, size] = [Number(query.get('page')), Number(query.get('per_page'))];
        const ids = (answer as { release_candidate_version: string }[]).map(
          ({ release_candidate_version }) => release_candidate_version,
        );
        return { ids, next: ids.length < size ? null : page(number + 1, size) };
      },
      unknownStatus: (id) => ({
        name: 'unknown status',
        call: patch({ release_candidate_version: id, status: 'exploded' }),
        ...bad('Invalid deployment status'),
      }),
      refusals: (id) => [
        {
          name: 'missing status',
          call: patch({ release_candidate_version: id }),
          ...bad('Invalid deployment status'),
        },
        { name: 'malformed JSON', call: patch('{"status":'), ...bad('Invalid JSON body') },
        {
          name: 'version without its suffix',
          call: { method: 'POST', path: deployments, body: { release_candidate_version: '2026.11.30' } },
          ...bad('Invalid release candidate version'),
        },
        {
          name: 'commit that is none',
          call: { method: 'POST', path: releasePath('v1-rc1'), body: { repo: REPO, commit: 'main' } },
          ...bad('Invalid commit hash'),
        },
        {
          name: 'another repository',
          call: { method: 'POST', path: releasePath('v1-rc1'), body: { repo: 'acme/other', commit: HASH } },
          status: 404,
          body: { error: 'GitHub repository not found' },
        },
        {
          name: 'unknown environment',
          call: { method: 'GET', path: placePath('deployments', 'prod-us') },
          status: 404,
          body: { error: 'Release environment not found' },
        },
        {
          name: 'unknown project',
          call: { method: 'GET', path: placePath('deployments', 'prod-eu', 'payments service') },
          status: 404,
          body: { error: 'Release project not found' },
        },
        {
          name: 'unknown candidate',
          call: patch({ release_candidate_version: 'v9-rc1', status: 'success' }),
          status: 404,
          body: { error: 'Release not found' },
        },
        {
          name: 'nothing to roll back from',
          call: { method: 'POST', path: placePath('rollback') },
          status: 404,
          body: { error: 'No previous deployment to roll back from' },
        },
      ],
      authBody: (status) => ({
        error: status === 401 ? 'Unauthorized' : 'This needs a token with the scope aviator:admin.',
      }),
      reading: page(1, 1),
      writing: create,
    };
  },
});
