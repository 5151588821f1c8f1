import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ended, githubRelease, githubReleases, imported, inspected, upload } from '../fixtures/github.ts';
import { dump } from '../support/dump.ts';
import { NOON, type TestApp, testApp } from '../support/testApp.ts';

let desk: TestApp;
beforeEach(async () => {
  desk = await testApp();
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

const text = (count: number) => JSON.stringify(githubReleases(count), null, 1);

/** What cannot be read at all: the file, and what the sentence must say. */
const refused: readonly (readonly [name: string, body: () => Buffer | string, says: RegExp])[] = [
  ['an empty file', () => '', /The file is empty/],
  ['only white space', () => '  \n\n', /empty list/],
  ['an empty list', () => '[]', /empty list/],
  ['plain text', () => 'tag,name\nv1,One', /not JSON: it begins with "tag,name/],
  ['a web page', () => '<!doctype html><title>Sign in</title>', /HTML or XML page/],
  ['UTF-16, as PowerShell writes it', () => Buffer.from(`\ufeff${text(3)}`, 'utf16le'), /UTF-16/],
  ['UTF-16 without its mark', () => Buffer.from(text(3), 'utf16le'), /UTF-16/],
  ['a gzip file', () => Buffer.from([0x1f, 0x8b, 8, 0, 0]), /packed with gzip/],
  [
    'a file that breaks off',
    () => text(50).slice(0, -300),
    /breaks off inside record 50, on line \d+ \(byte \d+\).*49 records/,
  ],
  [
    'a file that breaks off between records',
    () => `[${JSON.stringify(githubRelease(1))},`,
    /breaks off after record 1/,
  ],
  ['a missing comma', () => `[${JSON.stringify(githubRelease(1))} {"id":2}]`, /comma is missing before "\{"/],
  ['a comma too many', () => `[${JSON.stringify(githubRelease(1))},]`, /comma without a record/],
  [
    'broken syntax inside a record',
    () => `[{"tag_name": v1}]`,
    /Record 1, which begins on line 1, is no valid JSON/,
  ],
  ['words behind the list', () => `${text(2)} trailing`, /unexpected "t"/],
  [
    'some other object',
    () => '{"name":"slipway","version":"1.0.0"}',
    /objects with name, version and no tag_name/,
  ],
  [
    'the releases inside an object',
    () => JSON.stringify({ data: githubReleases(2) }),
    /save that list by itself/,
  ],
  [
    'an error of GitHub',
    () => '{"message":"Not Found","documentation_url":"https://docs.github.com"}',
    /error answer of GitHub: "Not Found"/,
  ],
  [
    'deployments of GitHub',
    () => '[{"id":1,"sha":"a","task":"deploy","environment":"prod"}]',
    /looks like the deployments/,
  ],
];

describe('a file that cannot be imported', () => {
  it.each(refused)('%s is refused in a sentence, and nothing is kept', async (_name, body, says) => {
    const before = dump(desk.file);
    const fileId = await upload(desk, body());
    const look = await ended(desk, await desk.client.import.inspect({ fileId, fileName: 'x.json' }));
    expect(look.status).toBe('failed');
    expect(look.error).toMatch(says);
    expect(look.error).toMatch(/Nothing was imported/);
    expect(look.error).not.toMatch(/ at .*\.ts|Error:/);
    const run = await ended(
      desk,
      await desk.client.import.start({ fileId, fileName: 'x.json', options: { channels: [] } }),
    );
    expect(run).toMatchObject({ status: 'failed', error: look.error });
    expect(await desk.client.import.list()).toEqual([]);
    expect(dump(desk.file)).toEqual(before);
  });

  it('an upload that is gone is said to be gone', async () => {
    const job = await desk.client.import.inspect({ fileId: 'nowhere-1', fileName: 'x.json' });
    expect((await ended(desk, job)).error).toMatch(/not there any more/);
  });

  it('names that no environment can have are refused before the job begins', async () => {
    const fileId = await upload(desk, githubReleases(2));
    const channels = [{ channel: 'stable', environment: 'my stable', tier: 'production' as const }];
    await expect(
      desk.client.import.start({ fileId, fileName: 'x.json', options: { channels } }),
    ).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await desk.client.job.list()).toEqual([]);
  });
});

describe('a record that cannot be taken', () => {
  const good = () => githubRelease(1);
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const bad: readonly (readonly [name: string, record: () => string, says: RegExp])[] = [
    ['no object', () => '"v1.0.0"', /single value/],
    ['no id', () => JSON.stringify({ ...githubRelease(2), id: undefined }), /field id does not fit/],
    [
      'no date of publication',
      () => JSON.stringify(githubRelease(2, { published_at: null })),
      /no published_at/,
    ],
    [
      'a date that is none',
      () => JSON.stringify(githubRelease(2, { published_at: 'yesterday' })),
      /published_at does not fit/,
    ],
    [
      'a date in the future',
      () => JSON.stringify(githubRelease(2, { published_at: '2090-01-01T00:00:00Z' })),
      /dated 2090/,
    ],
    [
      'a page that is no link',
      () => JSON.stringify(githubRelease(2, { html_url: 'javascript:alert(1)' })),
      /html_url does not fit/,
    ],
    ['another kind of object', () => '{"name":"no release"}', /no tag_name/],
    [
      'the same version under another id',
      () => JSON.stringify(githubRelease(1, { id: 77 })),
      /in record 1 already/,
    ],
    [
      'more than a hundred levels',
      () => JSON.stringify(githubRelease(2)).replace('{', `{"deep":${nested(200)},`),
      /100 levels/,
    ],
  ];
  it.each(bad)('%s becomes a problem with its line, and the rest comes in', async (_name, record, says) => {
    const preview = await inspected(
      desk,
      await upload(desk, `[\n${JSON.stringify(good())},\n${record()}\n]`),
    );
    expect(preview.counts).toMatchObject({ records: 2, newReleases: 1, problems: 1 });
    expect(preview.problems).toEqual([{ record: 2, line: 3, message: expect.stringMatching(says) }]);
  });

  it('bytes that are no UTF-8 cost only their own record', async () => {
    const body = Buffer.from(JSON.stringify([good(), githubRelease(2, { name: 'caf#' })]));
    body[body.lastIndexOf('#')] = 0xe9;
    const preview = await inspected(desk, await upload(desk, body));
    expect(preview.counts).toMatchObject({ newReleases: 1, problems: 1 });
    expect(preview.problems[0]?.message).toMatch(/no UTF-8/);
  });

  it('a text of 10 MB is cut with a remark, a record of 20 MB is left out', async () => {
    const job = await imported(desk, [
      githubRelease(1, { body: 'x'.repeat(10 * 1024 * 1024) }),
      githubRelease(2, { body: 'y'.repeat(20 * 1024 * 1024) }),
      githubRelease(3),
    ]);
    expect(job.result).toMatchObject({ counts: { newReleases: 2, problems: 2 } });
    const { rows } = await desk.client.release.list({ projectId: 1 });
    expect(rows.find((row) => row.version === 'v1.1.0')?.notes).toHaveLength(200_000);
    const { problems } = job.result as { problems: { message: string }[] };
    expect(problems.map(({ message }) => message)).toEqual([
      'The text of v1.1.0 has 10,485,760 characters and was cut at 200,000.',
      'It is 20 MB long, more than 16 MB, and was left out.',
    ]);
  });
});

describe('the shapes that releases are printed in', () => {
  const shapes: readonly (readonly [name: string, body: () => string])[] = [
    ['one list', () => text(6)],
    [
      'lists one after the other',
      () => `${JSON.stringify(githubReleases(6).slice(0, 3))}${JSON.stringify(githubReleases(3))}`,
    ],
    ['a list of lists', () => JSON.stringify([githubReleases(6).slice(0, 3), githubReleases(3)])],
    [
      'one object a line',
      () =>
        githubReleases(6)
          .map((release) => JSON.stringify(release))
          .join('\n'),
    ],
    ['a byte order mark in front', () => `\ufeff${text(6)}`],
    [
      'unknown fields',
      () => JSON.stringify(githubReleases(6).map((release) => ({ ...release, reactions: { '+1': 3 } }))),
    ],
  ];
  it.each(shapes)('%s', async (_name, body) => {
    const job = await imported(desk, body());
    expect(job.result).toMatchObject({
      counts: { records: 6, newReleases: 6, newDeployments: 6, problems: 0 },
    });
  });

  it('a single release, drafts left out and counted, a commit told from a branch', async () => {
    const commit = '0123456789ABCDEF0123456789abcdef01234567';
    await imported(desk, githubRelease(1, { target_commitish: commit }));
    const draft = await imported(desk, [
      githubRelease(2),
      githubRelease(3, { draft: true, published_at: null }),
    ]);
    expect(draft.result).toMatchObject({ counts: { records: 2, drafts: 1, newReleases: 1, problems: 0 } });
    const { rows } = await desk.client.release.list({ projectId: 1 });
    expect(rows.map(({ version, commitSha, branch }) => [version, commitSha, branch])).toEqual([
      ['v1.2.0', null, 'main'],
      ['v1.1.0', commit.toLowerCase(), null],
    ]);
    const [deployment] = (await desk.client.deployment.list({})).rows;
    expect(deployment?.triggeredAt).toBeLessThan(NOON);
  });
});
