import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isSameRepository } from '#shared/features/project/repository.ts';
import { githubReleases, imported } from '../fixtures/github.ts';
import { type TestApp, testApp } from '../support/testApp.ts';

let desk: TestApp;
beforeEach(async () => {
  desk = await testApp();
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

const projects = async () => (await desk.client.project.list()).map(({ name, releases }) => [name, releases]);

describe('the project of an import', () => {
  it.each([
    'acme/rocket',
    'Acme/Rocket',
    'git@github.com:acme/rocket.git',
    'https://github.com/acme/rocket.git',
    'https://www.github.com/acme/rocket/',
    'ssh://git@github.com/acme/rocket',
  ])('is the one that has the repository, spelled as %s', async (repository) => {
    await desk.client.project.create({ name: 'Launcher', repository });
    await imported(desk, githubReleases(3));
    expect(await projects()).toEqual([['Launcher', 3]]);
  });

  it.each(['https://gitlab.com/acme/rocket', 'acme/rocket-science', 'other/rocket'])(
    'is not one that has another repository, %s',
    async (repository) => {
      await desk.client.project.create({ name: 'Launcher', repository });
      await imported(desk, githubReleases(3));
      expect(await projects()).toEqual([
        ['Launcher', 0],
        ['rocket', 3],
      ]);
    },
  );
});

describe('two spellings of a repository', () => {
  it.each([
    ['acme/rocket', 'github.com/acme/rocket', true],
    ['git.example.org/acme/rocket', 'git@git.example.org:acme/rocket.git', true],
    ['git.example.org/acme/rocket', 'ssh://git@git.example.org:2222/acme/rocket', true],
    ['git.example.org/acme/rocket', 'acme/rocket', false],
    ['rocket', 'rocket', false],
  ])('%s and %s: %s', (one, other, same) => {
    expect(isSameRepository(one, other)).toBe(same);
    expect(isSameRepository(other, one)).toBe(same);
  });
});
