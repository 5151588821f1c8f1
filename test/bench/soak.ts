import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import { channelOf } from './channels.ts';
import { median, p99, type Verdict } from './measure.ts';
import { type Sample, type SoakedHost, startSoakedHost } from './soak/host.ts';
import { type DeviceRequest, deviceTraffic } from './soak/traffic.ts';

const MINUTE = 60_000;
const TICK = 10;
const CONNECTIONS = 32;
/** A host that is slower than this is not sent more, so that the run never measures its own queue. */
const MOST_OPEN = 500;
const WINDOW = 10;
/** What may come and go between two collections and is no growth. */
const PLAY = 1.1;
/** A package of a real app is of this order. */
const BALLAST = 50_000;
const MEGABYTE = 1024 * 1024;

export interface SoakOptions {
  readonly minutes: number;
  /** Requests a second. */
  readonly rate: number;
}

interface Minute extends Sample {
  readonly answered: number;
  readonly wrong: number;
  readonly p99: number;
  readonly events: number;
}

const mb = (bytes: number) => (bytes / MEGABYTE).toFixed(1);

/** Least squares, in units of the values a step. */
function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const over = values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0);
  return over / values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
}

/** Sends what devices ask at a fixed rate until it is stopped; `took` collects the ms of each answer. */
function startTraffic(gateway: string, rate: number, next: () => DeviceRequest) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const { hostname, port } = new URL(gateway);
  const started = performance.now();
  let [due, open] = [0, 0];
  let took: number[] = [];
  let wrong: string[] = [];

  function send({ method, path, body, status }: DeviceRequest): void {
    const at = performance.now();
    open += 1;
    const ended = (found: string | null) => {
      open -= 1;
      took.push(performance.now() - at);
      if (found !== null) wrong.push(`${method} ${path.split('?')[0]}: ${found}`);
    };
    const headers = {
      'x-codepush-sdk-version': '4.2.3',
      ...(body === null ? {} : { 'content-type': 'application/json', 'content-length': body.length }),
    };
    const sent = request({ agent, hostname, port, method, path, headers }, (response) => {
      const isRight = response.statusCode === status;
      response.resume().on('end', () => ended(isRight ? null : String(response.statusCode)));
    });
    sent.on('error', (error) => ended(error.message));
    sent.end(body ?? undefined);
  }

  const timer = setInterval(() => {
    const wanted = ((performance.now() - started) / 1000) * rate;
    for (; due < wanted; due += 1) if (open < MOST_OPEN) send(next());
  }, TICK);
  return {
    /** What came since it was last asked. */
    take() {
      const taken = { took, wrong };
      [took, wrong] = [[], []];
      return taken;
    },
    async stop() {
      clearInterval(timer);
      while (open > 0) await setTimeout(TICK);
      agent.destroy();
    },
  };
}

/** Each minute somebody edits a release, as people do: what the gateway keeps of its channel is read again. */
const editOne = ({ client }: SoakedHost, { deploymentId }: ReleaseRow, minute: number) =>
  client.codepush.edit({ deploymentId, description: `Minute ${minute}` });

function lineOf(number: number, { answered, wrong, p99: slow, events, ...sample }: Minute): string {
  const heaps = sample.heaps.toSorted((a, b) => a.thread.localeCompare(b.thread));
  return [
    `minute ${String(number).padStart(3)}: ${answered} answers (${wrong} wrong), p99 ${slow.toFixed(1)} ms, ${events} events`,
    `resident ${mb(sample.resident)} MB, own ${mb(sample.own)} MB, file ${mb(sample.file)} MB`,
    `heaps ${heaps.map(({ thread, heap }) => `${thread} ${mb(heap)}`).join(', ')}`,
  ].join(' | ');
}

/** Whether a series stands still: the median of its last minutes against that of its first ones. */
function flatness(what: string, values: readonly number[]): Verdict {
  const window = Math.max(1, Math.min(WINDOW, Math.floor(values.length / 3)));
  const [first, last] = [median(values.slice(0, window)), median(values.slice(-window))];
  const slope = slopeOf(values.slice(Math.floor(values.length / 3))) * 60;
  return {
    goal: 'soak',
    what,
    measured: `${mb(first)} MB, then ${mb(last)} MB (${slope < 0 ? '' : '+'}${mb(slope)} MB an hour)`,
    wanted: `<= ${PLAY}x`,
    held: last <= first * PLAY,
  };
}

/**
 * Devices at the gateway for a long time: whether the memory of the host stands still. The workspace file grows with
 * every report, and the part of it that is mapped is resident; what is the process's own and what its threads hold is
 * bounded by the channels and devices at one time, never by how many have come.
 */
export async function soakGoals(
  { minutes, rate }: SoakOptions,
  say: (text: string) => void,
): Promise<Verdict[]> {
  const host = await startSoakedHost();
  const ballast = randomBytes(BALLAST);
  const channels = [];
  for (const name of ['one', 'two', 'three']) channels.push(await channelOf(host, name, 5, ballast));
  const histories = await Promise.all(
    channels.map(({ id }) => host.client.codepush.history({ channelId: id })),
  );
  const releases = histories.flatMap(({ rows }) => rows);
  const packages = releases.map(({ packageHash, blob }) => `/packages/${packageHash}/${blob}`);
  const counted = channels.map((channel) => ({ ...channel, lastNumber: 5 }));
  const traffic = startTraffic(host.gateway, rate, deviceTraffic(counted, packages));
  const seen: Minute[] = [];
  let events = 0;
  // The first minute compiles and fills caches; it is printed and not counted.
  for (let number = 0; number <= minutes; number += 1) {
    await setTimeout(MINUTE);
    const { took, wrong } = traffic.take();
    await editOne(host, releases[number % releases.length] as ReleaseRow, number);
    const told = host.events() - events;
    events += told;
    const minute: Minute = {
      ...(await host.sample()),
      answered: took.length,
      wrong: wrong.length,
      p99: p99(took),
      events: told,
    };
    say(lineOf(number, minute));
    for (const text of new Set(wrong)) say(`  ${text}`);
    if (number > 0) seen.push(minute);
  }
  await traffic.stop();
  await host.end();
  const wrong = seen.reduce((sum, minute) => sum + minute.wrong, 0);
  const answered = seen.reduce((sum, minute) => sum + minute.answered, 0);
  const heapOf = ({ heaps }: Minute) => heaps.reduce((sum, { heap }) => sum + heap, 0);
  return [
    flatness(
      'memory of its own, first and last minutes',
      seen.map(({ own }) => own),
    ),
    flatness('heaps of its threads, collected', seen.map(heapOf)),
    {
      goal: 'soak',
      what: 'answers that were wrong',
      measured: `${wrong} of ${answered.toLocaleString('en')}`,
      wanted: '0',
      held: wrong === 0,
    },
  ];
}
