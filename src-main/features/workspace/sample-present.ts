import type { StepInput } from '#shared/features/deployment/parts.ts';
import type { Tier } from '#shared/features/environment/model.ts';
import { robot, workflows } from './sample-cast.ts';
import type { StoryEvent } from './sample-event.ts';
import { type Chance, HOUR, MINUTE, SECOND } from './sample-play.ts';

/** What is under way at this very moment: a canary that bakes, one that waits for approval, a build, one for tonight. */
export function present(now: number, chance: Chance, next: (project: string) => string): StoryEvent[] {
  const begun = (
    project: string,
    environment: string,
    version: string,
    tier: Tier,
    minutes: number,
    done: number,
  ): StoryEvent => {
    let at = now - minutes * MINUTE;
    const startedAt = at;
    const steps = workflows[tier].map(({ name, kind, seconds }, index): StepInput => {
      const begins = at;
      if (index < done) at += Math.min(seconds * SECOND, (minutes * MINUTE * 0.8) / done);
      if (index > done)
        return { name, kind, status: 'waiting', startedAt: null, finishedAt: null, note: null };
      const status = index === done ? 'running' : 'succeeded';
      return { name, kind, status, startedAt: begins, finishedAt: index === done ? null : at, note: null };
    });
    const facts = {
      version,
      status: 'in_progress' as const,
      occurredAt: startedAt - 20 * SECOND,
      startedAt,
      steps,
      commitSha: chance.hex(40),
    };
    return { do: 'record', at: startedAt, who: robot, key: `now ${project}`, project, environment, facts };
  };
  return [
    begun('checkout-api', 'prod-eu', next('checkout-api'), 'production', 22, 3),
    begun('web-storefront', 'staging', next('web-storefront'), 'staging', 9, 3),
    begun('pricing', 'dev', next('pricing'), 'development', 3, 1),
    {
      do: 'record',
      at: now - 14 * MINUTE,
      who: 'jun.park',
      key: 'now payments',
      project: 'payments',
      environment: 'prod-us',
      facts: {
        version: next('payments'),
        status: 'pending',
        description: 'Waits for the change window',
        commitSha: chance.hex(40),
      },
    },
    {
      do: 'record',
      at: now - 2 * HOUR,
      who: 'anna.keller',
      key: 'now ledger',
      project: 'ledger',
      environment: 'prod-eu',
      facts: {
        version: next('ledger'),
        status: 'scheduled',
        scheduledFor: now + 7 * HOUR,
        description: 'After the books are closed',
        commitSha: chance.hex(40),
      },
    },
    {
      do: 'record',
      at: now - 5 * HOUR,
      who: 'tomasz.wrona',
      key: 'now identity',
      project: 'identity',
      environment: 'staging',
      facts: { version: next('identity'), status: 'in_progress', commitSha: chance.hex(40) },
    },
    {
      do: 'move',
      at: now - 5 * HOUR + 6 * MINUTE,
      who: 'tomasz.wrona',
      key: 'now identity',
      to: 'canceled',
      reason: 'Wrong branch',
    },
  ];
}
