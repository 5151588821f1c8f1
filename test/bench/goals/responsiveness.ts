import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { copyOf, drop, type Files } from '../copies.ts';
import { END, SPAN } from '../generate.ts';
import { openApp } from '../host.ts';
import { atMost, median, ms, p99, type Verdict } from '../measure.ts';

const RECORDS = 100_000;
const REPOSITORIES = 50;
const WINDOWS = 5;
const WINDOW = 3000;
const PAGE_EVERY = 20;

/** What `gh api --paginate` would print of a hundred thousand releases, record by record. */
function* releases(): Generator<string> {
  yield '[';
  for (let n = 0; n < RECORDS; n += 1) {
    const repository = `bench/app-${n % REPOSITORIES}`;
    const tag = `v${1 + Math.floor(n / 50_000)}.${Math.floor(n / REPOSITORIES) % 1000}.${Math.floor(n / 50) % 7}-n${n}`;
    yield `${n === 0 ? '' : ','}${JSON.stringify({
      id: n + 1,
      html_url: `https://github.com/${repository}/releases/tag/${tag}`,
      tag_name: tag,
      draft: false,
      published_at: new Date(END - SPAN + Math.floor((n / RECORDS) * SPAN)).toISOString(),
      author: { login: 'ci-bot' },
      assets: [],
    })}\n`;
  }
  yield ']';
}

/** G8: the main thread's own delay and a page's time while an import runs on the real threads, against the same when idle. */
export async function responsivenessGoals(files: Files): Promise<Verdict[]> {
  const copy = copyOf(files.large);
  const app = await openApp(copy);

  /** Asks for pages through one window; answers the loop's delay and the pages' times, in ms. */
  async function watchOnce(done: () => boolean) {
    const loop = monitorEventLoopDelay({ resolution: 1 });
    const pages: number[] = [];
    const until = performance.now() + WINDOW;
    loop.enable();
    while (!done() && performance.now() < until) {
      const started = performance.now();
      await app.client.deployment.list({ limit: 100 });
      pages.push(performance.now() - started);
      await wait(PAGE_EVERY);
    }
    loop.disable();
    return { loop: loop.percentile(99) / 1e6, most: loop.max / 1e6, page: p99(pages) };
  }

  /** Several windows in a row: the median of their p99, and the longest wait of all. */
  async function watch(done: () => boolean) {
    await wait(200);
    const found: Awaited<ReturnType<typeof watchOnce>>[] = [];
    while (found.length < WINDOWS && !done()) found.push(await watchOnce(done));
    return {
      loop: median(found.map((window) => window.loop)),
      most: Math.max(...found.map((window) => window.most)),
      page: median(found.map((window) => window.page)),
    };
  }

  const fileId = 'bench-releases';
  await app.files().put(fileId, Readable.from(releases()));
  const looked = await app.client.import.inspect({ fileId, fileName: 'releases.json' });
  await app.jobEnded(looked.id);
  const { result } = await app.client.job.get({ id: looked.id });
  const { channels } = result as unknown as { channels: never[] };
  await watch(() => false);
  const idle = await watch(() => false);
  const job = await app.client.import.start({ fileId, fileName: 'releases.json', options: { channels } });
  let over = false;
  const ended = app.jobEnded(job.id).then(() => {
    over = true;
  });
  const busy = await watch(() => over);
  const after = await app.client.job.get({ id: job.id });
  if (after.status === 'failed') throw new Error(`the import failed: ${after.error}`);
  if (!over) await app.client.job.cancel({ id: job.id });
  void ended;
  await app.close();
  drop(copy);
  return [
    atMost(
      'G8',
      'main loop p99 while importing / idle',
      busy.loop / idle.loop,
      2,
      `${ms(busy.loop)} against ${ms(idle.loop)}`,
    ),
    atMost(
      'G8',
      'page p99 while importing / idle',
      busy.page / idle.page,
      2,
      `${ms(busy.page)} against ${ms(idle.page)}`,
    ),
    {
      goal: 'G8',
      what: `longest wait of the main loop (at ${after.done.toLocaleString('en')} records)`,
      measured: `${ms(busy.most)} (idle ${ms(idle.most)})`,
      wanted: '<= 16 ms',
      held: busy.most <= 16,
    },
  ];
}
