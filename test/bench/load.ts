import { Agent, request } from 'node:http';

/** A child of the bench: for each address it is told, sends so many requests over a few kept connections and says how long all took. */
const CONNECTIONS = 8;
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

const once = (url: string) =>
  new Promise<void>((resolve, reject) => {
    request(url, { agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
      response.resume().on('end', resolve);
    })
      .on('error', reject)
      .end();
  });

process.on('message', async ({ url, count }: { url: string; count: number }) => {
  let sent = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (sent < count) {
        sent += 1;
        await once(url);
      }
    }),
  );
  process.send?.(performance.now() - started);
});
process.on('disconnect', () => process.exit(0));
