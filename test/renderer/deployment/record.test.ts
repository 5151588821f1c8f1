import { describe, expect, it } from 'vitest';
import {
  faultOf,
  inputOf,
  type RecordForm,
} from '../../../src-renderer/features/deployment/act/recordForm.ts';
import { logOf } from '../../../src-renderer/features/deployment/detail/log.ts';
import { offeredMoves } from '../../../src-renderer/features/deployment/moves.ts';
import { noStepsWords, timeLeft, timeWords } from '../../../src-renderer/features/deployment/steps.ts';
import { waitingActs } from '../../../src-renderer/features/deployment/waiting.ts';
import { httpsUrl } from '../../../src-renderer/ui/SafeLink.tsx';
import { MINUTE, NOON } from '../../support/testApp.ts';

const form: RecordForm = {
  projectId: 1,
  environmentId: 2,
  version: ' 1.2.3 ',
  status: 'succeeded',
  when: null,
  commitSha: '',
  description: '',
  reason: '',
};

describe('the form of a new deployment', () => {
  it('says the first thing that is missing', () => {
    expect(faultOf(form)).toBeNull();
    expect(faultOf({ ...form, projectId: null })).toBe('Needs a project');
    expect(faultOf({ ...form, version: ' ' })).toBe('Needs a version');
    expect(faultOf({ ...form, commitSha: 'main' })).toBe('A commit is 7 to 64 hex digits');
    expect(faultOf({ ...form, status: 'scheduled' })).toBe('Needs a time to start at');
  });

  it('asks for a reason when it tells of the past', () => {
    expect(faultOf({ ...form, when: '2026-11-19 10:00:00' })).toBe('Needs a reason');
    expect(faultOf({ ...form, when: '2026-11-19 10:00:00', reason: 'late' })).toBeNull();
  });

  it('reads a picked time in the zone that is shown', () => {
    const input = inputOf({ ...form, when: '2026-11-19 10:00:00' }, 'utc');
    expect(input).toMatchObject({ occurredAt: Date.UTC(2026, 10, 19, 10) });
    const scheduled = inputOf({ ...form, status: 'scheduled', when: '2026-11-21 10:00:00' }, 'utc');
    expect(scheduled).toMatchObject({ scheduledFor: Date.UTC(2026, 10, 21, 10) });
    expect(scheduled).not.toHaveProperty('occurredAt');
  });
});

describe('the moves of a record', () => {
  it('keep rolling back and retrying in their place, with the reason against them', () => {
    const { buttons } = offeredMoves({ status: 'succeeded', policy: 'canonical' });
    expect(buttons.map(({ event, refusal }) => [event, refusal === null])).toEqual([
      ['roll_back', true],
      ['retry', false],
    ]);
    expect(buttons[1]?.refusal).toBe(
      'Retry is for a deployment that is failed, errored, canceled or rolled back; this one is succeeded.',
    );
  });

  it('say of a record that ended for good that no move leads on', () => {
    const { buttons } = offeredMoves({ status: 'succeeded', policy: 'mobile' });
    expect(buttons.find(({ event }) => event === 'retry')?.refusal).toBe(
      'Retry is not for records like this one; this one is succeeded.',
    );
  });

  it('follow the record’s own machine', () => {
    const { buttons, others } = offeredMoves({ status: 'pending', policy: 'tracker' });
    const allowed = [...buttons, ...others].filter(({ refusal }) => refusal === null);
    expect(allowed.map(({ event }) => event)).toEqual(['start', 'fail']);
  });
});

describe('a record that a run carries out', () => {
  it('leaves every move that leads on to the menu', () => {
    const { buttons, others } = offeredMoves({ status: 'in_progress', policy: 'canonical', openRunId: 4 });
    expect(buttons.filter(({ refusal }) => refusal === null)).toEqual([]);
    expect(others.map(({ event }) => event)).toEqual(expect.arrayContaining(['succeed', 'request_cancel']));
  });
});

describe('what can be done with a record that waits for its time', () => {
  it('stands in the place of its moves', () => {
    const record = { id: 7, status: 'scheduled', policy: 'canonical' } as const;
    expect(waitingActs(record).map(({ label }) => label)).toEqual(['Deploy now', 'Reschedule…', 'Cancel']);
    expect(offeredMoves(record)).toEqual({ buttons: [], others: [] });
  });

  it('is nothing where its rules let it go nowhere, or once it has begun', () => {
    expect(waitingActs({ id: 7, status: 'scheduled', policy: 'tracker' })).toEqual([]);
    expect(waitingActs({ id: 7, status: 'pending', policy: 'canonical' })).toEqual([]);
  });

  it('is told with the workflow that will run, not with a pipeline', () => {
    const record = { status: 'scheduled', environment: 'prod-eu' } as const;
    expect(noStepsWords({ ...record, hasWorkflow: true })).toContain('the workflow of prod-eu runs for it');
    expect(noStepsWords({ ...record, hasWorkflow: false })).toContain('until a pipeline or a person reports');
    expect(timeWords(NOON, NOON, 'utc')).toMatch(/^for [0-9:]+ UTC$/);
    expect(timeWords(NOON, NOON, 'local')).not.toContain('UTC');
  });
});

describe('what is shown of a record', () => {
  it('lists changes and steps newest first, tied to their bars', () => {
    const step = { attempt: 1, position: 1, name: 'Canary', kind: 'active' as const, note: null };
    const log = logOf({
      events: [],
      steps: [{ ...step, status: 'succeeded', startedAt: NOON, finishedAt: NOON + MINUTE }],
      issues: [],
    });
    expect(log.map(({ title, stepKey }) => [title, stepKey])).toEqual([
      ['Canary finished', '1-1'],
      ['Canary started', '1-1'],
    ]);
  });

  it('estimates what is left, and says by how much it is over', () => {
    const usual = { count: 9, medianMs: 5 * MINUTE, p95Ms: null };
    const record = { status: 'in_progress' as const, startedAt: NOON, usual };
    expect(timeLeft(record, NOON + 3 * MINUTE)).toBe('about 2m 00s left');
    expect(timeLeft(record, NOON + 6 * MINUTE)).toBe('1m 00s over the usual time');
    expect(timeLeft({ ...record, status: 'succeeded' }, NOON)).toBeNull();
  });

  it('opens https links and nothing else', () => {
    expect(httpsUrl('https://example.com/a')).toBe('https://example.com/a');
    for (const url of ['http://example.com', 'javascript:alert(1)', 'oci://registry/a', 'nonsense']) {
      expect(httpsUrl(url)).toBeNull();
    }
  });
});
