import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deploymentStatuses } from '#shared/features/deployment/machine.ts';
import { distributionStatuses } from '#shared/features/distribution/machine.ts';
import type { MobileProject } from '#shared/features/mobile/model.ts';
import { parseCreated } from '../../../src-main/gateway/dialects/akinon/created.ts';
import { toError } from '../../../src-main/gateway/dialects/akinon/errors.ts';
import { toProject } from '../../../src-main/gateway/dialects/akinon/project.ts';
import { parseSort } from '../../../src-main/gateway/dialects/akinon/sort.ts';
import {
  deploymentWords,
  fromDistributionStatus,
  shownAs,
  toDistributionStatus,
  toStatus,
} from '../../../src-main/gateway/dialects/akinon/states.ts';
import { DAY, NOON } from '../../support/testApp.ts';

describe('a status', () => {
  it('of ours has one word, and the word finds it again', () => {
    for (const status of deploymentStatuses) expect(shownAs(toStatus(status))).toContain(status);
    expect(deploymentWords.flatMap(shownAs).sort()).toEqual([...deploymentStatuses].sort());
  });

  it.each([
    ['pending', 'pending'],
    ['in_progress', 'deploying'],
    ['succeeded', 'success'],
    ['failed', 'failed'],
    ['canceled', 'canceled'],
  ] as const)('%s of the mobile machine is %s', (status, word) => {
    expect(toStatus(status)).toBe(word);
  });

  it('of a distribution goes there and back', () => {
    for (const status of distributionStatuses)
      expect(fromDistributionStatus[toDistributionStatus[status]]).toBe(status);
  });
});

describe('createdAt', () => {
  const instant = fc.integer({ min: 0, max: Date.UTC(2100, 0) });

  it('holds the instant that it was made of, and not the millisecond before or after', () => {
    fc.assert(
      fc.property(instant, (at) => {
        expect(parseCreated(new Date(at).toISOString())).toEqual({ from: at, to: at + 1 });
      }),
    );
  });

  it('takes an offset for what it is', () => {
    const utc = parseCreated('2026-11-20T14:32:25Z');
    expect(parseCreated('2026-11-20T17:32:25+03:00')).toEqual(utc);
    expect(parseCreated('2026-11-20T09:02:25-05:30')).toEqual(utc);
  });

  it('of two dates holds every instant of the first and the last', () => {
    fc.assert(
      fc.property(instant, fc.nat(1000), (at, days) => {
        const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
        const first = Math.floor(at / DAY) * DAY;
        expect(parseCreated(`${day(at)}..${day(at + days * DAY)}`)).toEqual({
          from: first,
          to: first + (days + 1) * DAY,
        });
      }),
    );
  });
});

describe('sort', () => {
  it.each([
    ['createdAt', [{ by: 'createdAt', direction: 'ascending' }]],
    [
      ' -completedAt,, os ',
      [
        { by: 'finishedAt', direction: 'descending' },
        { by: 'os', direction: 'ascending' },
      ],
    ],
    ['--os', null],
    ['os:asc', null],
    ['', []],
  ])('%j', (text, expected) => {
    expect(parseSort(text)).toEqual(expected);
  });
});

describe('a refusal', () => {
  const problem = { status: 400, code: 'conflict', reason: null, message: 'No.', hint: null } as const;

  it.each([
    ['its field', { field: 'rollout' }, { rollout: 'No.' }],
    ['our field by its own name', { field: 'kind' }, { deploymentType: 'No.' }],
    ['contents by their checksum', { field: 'packageHash' }, { checksum: 'No.' }],
    [
      'all its fields, the first word on each',
      {
        fields: [
          { field: 'release.rollout', message: 'a' },
          { field: 'track', message: 'b' },
          { field: 'track', message: 'c' },
        ],
      },
      { rollout: 'a', track: 'b' },
    ],
    ['the whole body', {}, { body: 'No.' }],
  ])('names %s', (_name, details, expected) => {
    expect(toError({ ...problem, details })).toEqual({ validationError: expected });
  });

  it('of any other status is a list of sentences', () => {
    for (const status of [401, 403, 404, 409, 413, 429, 500])
      expect(toError({ ...problem, status, details: { field: 'rollout' } })).toEqual({ apiError: ['No.'] });
  });
});

describe('a project', () => {
  const project = (name: string): MobileProject => ({
    ...{
      id: 7,
      externalId: null,
      name,
      description: 'd'.repeat(2000),
      createdAt: NOON,
      lastActivityAt: null,
    },
    ...{ appStatuses: [], credentials: [] },
  });
  const slugOf = (name: string) => toProject(project(name), 'a'.repeat(24)).slug;

  it.each([
    ['Payments App', 'payments-app'],
    ['Çiçek  Mağaza (iOS)', 'cicek-magaza-ios'],
    ['--x--', 'project-7'],
    ['支付', 'project-7'],
  ])('%s goes by the slug %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  it('always has a slug, a name and a description that the interface takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 150 }), (name) => {
        const answer = toProject(project(name), 'a'.repeat(24));
        expect(answer.slug).toMatch(/^[a-z0-9-]{2,100}$/);
        expect([...answer.name].length).toBeLessThanOrEqual(100);
        expect(answer.description).toHaveLength(255);
      }),
    );
  });
});
