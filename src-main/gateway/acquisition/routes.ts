import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import type { ClientReport } from '../../features/codepush/reports.ts';
import { addressFor } from '../address.ts';
import type { GatewayDoor } from '../door.ts';
import { refuseOtherMethods } from '../mount.ts';
import { GatewayProblem, internalProblem, problemOf } from '../problems.ts';
import type { Spelling } from './answer.ts';
import { checkUpdate, type Query } from './check.ts';
import { createPackages, type PackageRequest } from './packages.ts';
import { type ReceivedReport, readDeployReport, readDownloadReport } from './report.ts';
import { createReportQueue } from './report-queue.ts';
import { createSnapshots } from './snapshots.ts';

/** A report has a few short fields. */
const REPORT_LIMIT = 64 * 1024;

const PUBLIC = '/v0.1/public/codepush';
const checkPaths = { snake: `${PUBLIC}/update_check`, camel: '/updateCheck' } as const;
const deployPaths = [`${PUBLIC}/report_status/deploy`, '/reportStatus/deploy'] as const;
const downloadPaths = [`${PUBLIC}/report_status/download`, '/reportStatus/download'] as const;
const PACKAGE_PATH = '/packages/:packageHash/:sha256';
const routes = [
  ...Object.values(checkPaths).map((path) => ({ method: 'GET', path })),
  ...[...deployPaths, ...downloadPaths].map((path) => ({ method: 'POST', path })),
  { method: 'GET', path: PACKAGE_PATH },
];

const corsHeaders = {
  'access-control-allow-methods': 'GET, HEAD, POST',
  'access-control-allow-headers':
    'Accept, Content-Type, Range, If-Range, X-CodePush-Plugin-Name, X-CodePush-Plugin-Version, X-CodePush-SDK-Version',
  'access-control-max-age': '86400',
} as const;

const THANKS = { 'cache-control': 'no-cache', 'content-type': 'text/plain; charset=utf-8' } as const;

/** Refusals as a plain sentence: apps write the body into their own log as it stands. */
function answerProblem(door: GatewayDoor, error: unknown, reply: FastifyReply): FastifyReply {
  const known = problemOf(error, {});
  if (!known) door.log(error);
  const { status, message, hint } = known ?? internalProblem();
  if (error instanceof GatewayProblem) reply.headers({ ...error.headers });
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('text/plain; charset=utf-8')
    .send([message, hint].filter(Boolean).join(' '));
}

/** Web views are pages of the app's own origin, so any may call here; which Host is asked was looked at before. */
function allowPages(child: FastifyInstance, options: RouteShorthandOptions): void {
  child.addHook('onRequest', (_request, reply, done) => {
    reply.header('access-control-allow-origin', '*');
    done();
  });
  for (const url of new Set(routes.map(({ path }) => path))) {
    child.options(url, options, (_request, reply) => {
      reply.code(204).headers(corsHeaders).send();
    });
  }
}

/** JSON, whatever it is called: web views send plain text to be spared a preflight. */
function parseAnyBody(child: FastifyInstance): void {
  child.removeAllContentTypeParsers();
  child.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, JSON.parse(body as string));
    } catch {
      done(new GatewayProblem(400, 'invalid_input', 'The body is not valid JSON. Nothing was counted.'));
    }
  });
}

/**
 * What installed apps talk to: update checks, status reports and downloads, in the current protocol of CodePush and in
 * the older one (spec/mobile 3). There is no token: whoever has the app has its key.
 */
export async function mountAcquisition(
  app: FastifyInstance,
  door: GatewayDoor,
  baseUrl: string | null,
): Promise<void> {
  const snapshots = createSnapshots(door);
  const queue = createReportQueue(door.writer);
  const packages = createPackages(door);
  const addressOf = addressFor(baseUrl);
  // Apps speak this by themselves; the page of operations is for those who write programs against the gateway.
  const open = { config: { anyOrigin: true }, schema: { hide: true } };

  const check = (spelling: Spelling) => (request: FastifyRequest, reply: FastifyReply) => {
    const base = addressOf(request.headers.host);
    const text = checkUpdate(snapshots, request.query as Query, spelling, base);
    reply.header('cache-control', 'no-cache').type('application/json; charset=utf-8').send(text);
  };

  /**
   * Resolves once the report is written. A key that no channel has is answered like any other, or its apps would send
   * their report for ever: null.
   */
  function accept({ key, previousKey, ...report }: ReceivedReport): Promise<void> | null {
    const channel = snapshots.find(key);
    if (!channel) return null;
    const previous = previousKey === null || previousKey === key ? null : snapshots.find(previousKey);
    const received: ClientReport = {
      ...report,
      channelId: channel.channelId,
      receivedAt: door.now(),
      previousChannelId: previous?.channelId ?? null,
    };
    return queue.add(received);
  }

  // One promise a report: those of an asynchronous handler and of what it calls would be as many again.
  const report =
    (read: (request: FastifyRequest) => ReceivedReport) =>
    (request: FastifyRequest, reply: FastifyReply): void => {
      const thank = () => void reply.headers(THANKS).send('OK');
      const written = accept(read(request));
      if (written === null) thank();
      else written.then(thank, (error) => void reply.send(error));
    };
  const sdkVersion = ({ headers }: FastifyRequest) => {
    const given = headers['x-codepush-sdk-version'];
    return typeof given === 'string' ? given : undefined;
  };
  const deployReport = report((request) => readDeployReport(request.body, sdkVersion(request)));
  const downloadReport = report((request) => readDownloadReport(request.body));

  await app.register(async (child) => {
    child.setErrorHandler((error, _request, reply) => answerProblem(door, error, reply));
    child.addHook('onClose', () => queue.settled());
    parseAnyBody(child);
    allowPages(child, open);
    child.get(checkPaths.snake, open, check('snake'));
    child.get(checkPaths.camel, open, check('camel'));
    for (const url of deployPaths) child.post(url, { ...open, bodyLimit: REPORT_LIMIT }, deployReport);
    for (const url of downloadPaths) child.post(url, { ...open, bodyLimit: REPORT_LIMIT }, downloadReport);
    child.get(PACKAGE_PATH, { ...open, exposeHeadRoute: false }, (request, reply) =>
      packages.get(request as PackageRequest, reply),
    );
    child.head(PACKAGE_PATH, open, (request, reply) => packages.head(request as PackageRequest, reply));
    refuseOtherMethods(child, [...routes, ...routes.map(({ path }) => ({ method: 'OPTIONS', path }))]);
  });
}
