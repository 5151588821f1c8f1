import type { InputOf } from '#shared/contract/define.ts';
import type { deploymentContract } from '#shared/features/deployment/contract.ts';
import type { StepInput } from '#shared/features/deployment/parts.ts';
import type { Tier } from '#shared/features/environment/model.ts';
import type { SampleProject } from './sample-cast.ts';
import {
  changes,
  failures,
  people,
  projects,
  retryReasons,
  robot,
  rollbackReasons,
  workflows,
} from './sample-cast.ts';

type Record = InputOf<(typeof deploymentContract)['record']>;

/** One thing that somebody did. Deployments are known by a key until they have an id. */
export type StoryEvent = { readonly at: number; readonly who: string } & (
  | {
      readonly do: 'release';
      readonly project: string;
      readonly version: string;
      readonly commitSha: string;
      readonly notes: string;
    }
  | {
      readonly do: 'record';
      readonly key: string;
      readonly project: string;
      readonly environment: string;
      readonly facts: Omit<Record, 'projectId' | 'environmentId'>;
    }
  | {
      readonly do: 'move';
      readonly key: string;
      readonly to: 'pending' | 'in_progress' | 'succeeded' | 'rolled_back' | 'canceled';
      readonly reason: string | null;
    }
  | { readonly do: 'report'; readonly key: string; readonly steps: readonly StepInput[] }
);

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
export const STORY_DAYS = 62;

/** Chance that repeats: the same seed tells the same story (mulberry32). */
function chanceOf(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    between: (low: number, high: number) => Math.round(low + next() * (high - low)),
    happens: (share: number) => next() < share,
    one: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
    hex: (length: number) => Array.from({ length }, () => Math.floor(next() * 16).toString(16)).join(''),
  };
}

type Chance = ReturnType<typeof chanceOf>;

/** The next instant at which people deploy to production: a weekday between 7 and 16 UTC. */
function inWorkingHours(at: number): number {
  for (let instant = at; ; instant += 30 * MINUTE) {
    const date = new Date(instant);
    const weekday = date.getUTCDay() % 6 !== 0;
    if (weekday && date.getUTCHours() >= 7 && date.getUTCHours() < 16) return instant;
  }
}

interface Run {
  readonly steps: StepInput[];
  readonly finishedAt: number;
}

/** Plays a workflow from `startedAt`; it ends in the failed step, when there is one. */
function play(chance: Chance, tier: Tier, startedAt: number, failedStep: string | null): Run {
  let at = startedAt;
  let over = false;
  const steps = workflows[tier].map(({ name, kind, seconds }): StepInput => {
    if (over) return { name, kind, status: 'skipped', startedAt: null, finishedAt: null, note: null };
    const begun = at;
    at += chance.between(seconds * 0.6, seconds * 1.7) * SECOND;
    over = name === failedStep;
    return {
      name,
      kind,
      status: over ? 'failed' : 'succeeded',
      startedAt: begun,
      finishedAt: at,
      note: null,
    };
  });
  return { steps, finishedAt: at };
}

interface Version {
  readonly version: string;
  readonly commitSha: string;
  readonly description: string;
}

/** Tells what happened to one project, release by release and environment by environment. */
function storyOfProject(project: SampleProject, from: number, now: number, chance: Chance): StoryEvent[] {
  const events: StoryEvent[] = [];
  const ran = new Map<string, Version>();
  let [major, minor, patch] = project.version;
  let run = chance.between(1000, 9000);
  let count = 0;

  /** One deployment from its trigger to its end; answers when it was over, or null when it did not succeed. */
  function deploy(
    environment: string,
    tier: Tier,
    release: Version,
    at: number,
    share: number,
    flags: Record['flags'] = [],
  ) {
    count += 1;
    run += chance.between(1, 40);
    const key = `${project.name} ${count}`;
    const who = tier === 'production' && chance.happens(0.7) ? chance.one(people) : robot;
    const fault = chance.happens(share)
      ? chance.one(failures.filter(({ step }) => workflows[tier].some(({ name }) => name === step)))
      : null;
    const startedAt = at + chance.between(2, 40) * SECOND;
    const { steps, finishedAt } = play(chance, tier, startedAt, fault?.step ?? null);
    if (finishedAt > now - 5 * MINUTE) return null;
    const { version, commitSha, description } = release;
    const image = {
      name: `${project.name}:${version}`,
      url: `https://registry.example.com/${project.name}:${version}`,
      size: chance.between(40, 220) * 1_048_576,
    };
    const facts: Omit<Record, 'projectId' | 'environmentId'> = {
      version,
      commitSha,
      description,
      status: fault ? 'failed' : 'succeeded',
      occurredAt: at,
      startedAt,
      finishedAt,
      flags,
      steps,
      errorMessage: fault?.message ?? null,
      metadata: { pipeline: `https://ci.example.com/${project.name}/runs/${run}`, run },
      artifacts:
        tier === 'development'
          ? []
          : [
              {
                ...image,
                checksum: `sha256:${chance.hex(64)}`,
                contentType: 'application/vnd.oci.image.manifest.v1+json',
              },
            ],
      issues: fault
        ? [
            {
              severity: 'error',
              title: fault.issue,
              detail: fault.message,
              url: `https://ci.example.com/${project.name}/runs/${run}#log`,
            },
          ]
        : [],
    };
    events.push({ do: 'record', at: finishedAt, who, key, project: project.name, environment, facts });
    if (!fault) return { key, at: finishedAt };
    const again = finishedAt + chance.between(4, 45) * MINUTE;
    const second = play(chance, tier, again + MINUTE, null);
    if (!chance.happens(0.6) || second.finishedAt > now - 5 * MINUTE) return null;
    const whoAgain = chance.one(people);
    events.push({
      do: 'move',
      at: again,
      who: whoAgain,
      key,
      to: 'pending',
      reason: chance.one(retryReasons),
    });
    events.push({ do: 'move', at: again + MINUTE, who: robot, key, to: 'in_progress', reason: null });
    events.push({ do: 'report', at: second.finishedAt, who: robot, key, steps: second.steps });
    events.push({ do: 'move', at: second.finishedAt + 1, who: robot, key, to: 'succeeded', reason: null });
    return { key, at: second.finishedAt + 1 };
  }

  /** A success that is taken back: marked with the reason, and the version before it deployed again. */
  function rollBack(environment: string, key: string, at: number): void {
    const before = ran.get(environment);
    const noticed = at + chance.between(12, 70) * MINUTE;
    if (!before || noticed > now - HOUR) return;
    const reason = chance.one(rollbackReasons);
    events.push({ do: 'move', at: noticed, who: chance.one(people), key, to: 'rolled_back', reason });
    deploy(
      environment,
      'production',
      { ...before, description: `Back to ${before.version}: ${reason}` },
      noticed + MINUTE,
      0,
      ['rollback'],
    );
  }

  function ship(release: Version, at: number): void {
    const dev = deploy('dev', 'development', release, at, 0.08);
    if (!dev) return;
    const integration = deploy(
      'integration',
      'development',
      release,
      dev.at + chance.between(3, 25) * MINUTE,
      0.07,
    );
    if (!integration || chance.happens(0.15)) return;
    const staging = deploy(
      'staging',
      'staging',
      release,
      integration.at + chance.between(20, 240) * MINUTE,
      0.09,
    );
    if (!staging || chance.happens(0.25)) return;
    let next = inWorkingHours(staging.at + chance.between(2, 26) * HOUR);
    for (const region of project.regions) {
      const done = deploy(region, 'production', release, next, 0.04);
      if (!done) return;
      if (chance.happens(0.05)) {
        rollBack(region, done.key, done.at);
        return;
      }
      ran.set(region, release);
      next = inWorkingHours(done.at + chance.between(30, 180) * MINUTE);
    }
  }

  for (let at = from; ; ) {
    at += chance.between(project.everyDays * 0.4 * DAY, project.everyDays * 1.6 * DAY);
    const begin = inWorkingHours(at) + chance.between(0, 120) * MINUTE;
    if (begin > now - 30 * MINUTE) return events;
    if (chance.happens(0.03)) [major, minor, patch] = [major + 1, 0, 0];
    else if (chance.happens(0.3)) [minor, patch] = [minor + 1, 0];
    else patch += 1;
    const version = `${major}.${minor}.${patch}`;
    const description = chance.one(changes);
    const commitSha = chance.hex(40);
    const notes = `- ${description}\n- ${chance.one(changes)}\n`;
    events.push({
      do: 'release',
      at: begin - MINUTE,
      who: robot,
      project: project.name,
      version,
      commitSha,
      notes,
    });
    ship({ version, commitSha, description }, begin);
  }
}

/** What is under way at this very moment: a canary that bakes, one that waits for approval, a build, one for tonight. */
function present(now: number, chance: Chance, next: (project: string) => string): StoryEvent[] {
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

/** Two months of deployments up to `now`, in the order in which they were recorded. The same seed tells the same story. */
export function tellStory(now: number, seed = 20): StoryEvent[] {
  const from = now - (STORY_DAYS - 1) * DAY;
  const all = projects.flatMap((project, index) =>
    storyOfProject(project, from, now, chanceOf(seed + index)),
  );
  const next = (project: string) => {
    const released = all.filter((event) => event.do === 'release' && event.project === project).at(-1);
    const [major = 1, minor = 0] = (released?.do === 'release' ? released.version : '')
      .split('.')
      .map(Number);
    return `${major}.${minor + 1}.0`;
  };
  return [...all, ...present(now, chanceOf(seed - 1), next)].sort((a, b) => a.at - b.at);
}
