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
import type { RecordFacts, StoryEvent } from './sample-event.ts';
import { type Chance, chanceOf, DAY, HOUR, inWorkingHours, MINUTE, play, SECOND } from './sample-play.ts';
import { present } from './sample-present.ts';

export const STORY_DAYS = 62;

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
    flags: RecordFacts['flags'] = [],
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
    const facts: RecordFacts = {
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
