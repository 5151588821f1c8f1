import { fork } from 'node:child_process';
import { once } from 'node:events';
import { serveBare } from '../clients.ts';
import { copyOf, drop, type Files } from '../copies.ts';
import { openApp } from '../host.ts';
import { atLeast, median, type Verdict } from '../measure.ts';

const ROUNDS = 7;
const REQUESTS = 3000;

/** G9: a small JSON answer with every hook, check and log line of the gateway, against bare node:http. */
export async function gatewayGoals(files: Files): Promise<Verdict[]> {
  const copy = copyOf(files.small);
  const app = await openApp(copy, 0);
  const ours = `${await app.gatewayUrl()}/`;
  const bare = await serveBare(await (await fetch(ours)).json());
  const client = fork(new URL('../load.ts', import.meta.url));
  const load = async (url: string, count = REQUESTS): Promise<number> => {
    client.send({ url, count });
    const [ms] = (await once(client, 'message')) as [number];
    return count / (ms / 1000);
  };
  const raw = `http://127.0.0.1:${bare.port}/`;
  for (const url of [ours, raw, ours, raw]) await load(url);
  const rates = { ours: [] as number[], raw: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const turns = [
      async () => rates.ours.push(await load(ours)),
      async () => rates.raw.push(await load(raw)),
    ];
    for (const turn of round % 2 === 0 ? turns : turns.reverse()) await turn();
  }
  client.disconnect();
  await bare.end();
  await app.close();
  drop(copy);
  const [a, b] = [median(rates.ours), median(rates.raw)];
  const note = `${Math.round(a).toLocaleString('en')} against ${Math.round(b).toLocaleString('en')} a second`;
  return [atLeast('G9', 'small JSON answer, all middleware', a / b, 0.7, note)];
}
