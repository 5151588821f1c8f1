import { describe, expect, it } from 'vitest';
import { githubReleases, imported } from '../fixtures/github.ts';
import { dump } from '../support/dump.ts';
import { soundness } from '../support/soundness.ts';
import { testApp } from '../support/testApp.ts';

describe('a disk that is full', () => {
  it('ends the import in a sentence, leaves nothing of it, and lets work go on', async () => {
    const desk = await testApp({ maxBytes: 1_200_000 });
    const before = dump(desk.file);
    const job = await imported(desk, githubReleases(1500));
    expect(job.status).toBe('failed');
    expect(job.error).toMatch(/^The disk is full\./);
    const [record] = await desk.client.import.list();
    expect(record).toMatchObject({ status: 'failed' });
    expect(record?.note).toMatch(/^It failed at record [\d,]+; what was written until then was undone\.$/);
    expect(dump(desk.file)).toEqual(before);
    await desk.client.environment.create({ name: 'dev', tier: 'development' });
    expect(soundness(desk.file)).toEqual([]);
    expect(desk.logged).toEqual([]);
    await desk.close();
  });
});
