import type { Channel } from '#shared/features/codepush/channel-model.ts';
import type { App } from '../../../src-main/app.ts';
import { serveBare, startClient } from '../clients.ts';
import { atMost, median, ms, ratioOf, type Verdict } from '../measure.ts';

const ROUNDS = 9;
/** A token may send 6,000 requests in 10 s, so each round has a token of its own. */
const REQUESTS = 400;

interface ListingDesk {
  readonly app: App;
  readonly port: number;
}

/** Where the lists of a channel are, by what they list. */
async function pathsOf({ client }: App, channel: Channel) {
  const apps = await client.codepush.apps();
  const app = apps.find(({ channels }) => channels.some(({ id }) => id === channel.id));
  const deployments = `/apps/${encodeURIComponent(app?.name ?? '')}/deployments`;
  return {
    apps: '/apps',
    deployments,
    'history of 50': `${deployments}/${channel.name}/history`,
  };
}

/** Asks for lists as the command line does, one after the other. */
async function requestOf({ app, port }: ListingDesk, path: string) {
  const { secret } = await app.client.token.create({
    name: 'bench',
    personName: 'bench',
    scopes: ['codepush:read'],
  });
  const authorization = `Bearer ${secret}`;
  return {
    answer: await (await fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization } })).json(),
    text:
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: ${authorization}\r\n` +
      'Accept: application/vnd.code-push.v2+json\r\n\r\n',
  };
}

/** The median answer of two desks, by turns, in ms. */
async function compareDesks(
  path: string,
  ours: ListingDesk,
  other: ListingDesk | null,
): Promise<{ readonly ours: number[]; readonly other: number[] }> {
  const { answer } = await requestOf(ours, path);
  const bare = other === null ? await serveBare(answer) : null;
  const client = startClient();
  const p50 = async (port: number, text: string) =>
    (await client.send({ port, requests: [text], count: REQUESTS, connections: 1 })).p50;
  const took = { ours: [] as number[], other: [] as number[] };
  for (let round = -1; round < ROUNDS; round += 1) {
    const { text } = await requestOf(ours, path);
    const mine = await p50(ours.port, text);
    const theirs = await p50(
      other?.port ?? bare?.port ?? 0,
      other ? (await requestOf(other, path)).text : text,
    );
    // The first round compiles and fills caches.
    if (round < 0) continue;
    took.ours.push(mine);
    took.other.push(theirs);
  }
  client.end();
  await bare?.end();
  return took;
}

const note = ({ ours, other }: Awaited<ReturnType<typeof compareDesks>>) =>
  `${ms(median(ours))} against ${ms(median(other))}`;

/**
 * G11: the lists of the management API over one connection, against a route that sends the same bytes; and the apps of
 * a file with many releases against the same apps with few.
 */
export async function listGoals(
  large: ListingDesk,
  small: ListingDesk,
  channel: Channel,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const [name, path] of Object.entries(await pathsOf(large.app, channel))) {
    const took = await compareDesks(path, large, null);
    verdicts.push(
      atMost(
        'G11',
        `GET ${name}, p50 against trivial node:http`,
        ratioOf(took.ours, took.other),
        16,
        note(took),
      ),
    );
  }
  const took = await compareDesks('/apps', large, small);
  const ratio = ratioOf(took.ours, took.other);
  return [...verdicts, atMost('G11', 'GET apps, many releases / few', ratio, 1.2, note(took))];
}
