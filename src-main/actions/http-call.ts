import { createReadStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { HttpAction } from '#shared/features/action/model.ts';
import { remoteIdSchema } from '#shared/features/distribution/model.ts';
import { formatDuration } from '#shared/time.ts';
import type { ActionEnd, Errand, Told, Watch } from './action.ts';
import type { Masker } from './mask.ts';
import { outputReader } from './output.ts';
import { filled } from './template.ts';

/** How often a cancel is looked for, in ms, and how many bytes of an answer are read. */
const LOOK_EVERY = 100;
const MOST_ANSWER = 1024 * 1024;

const nothing: Told = { remoteId: null, storeState: null };

/** A value inside a JSON text is written as JSON writes it, in a form as a form does; else as it is. */
function writerFor(action: HttpAction): (value: string) => string {
  const type = action.headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? '';
  if (/json/i.test(type)) return (value) => JSON.stringify(value).slice(1, -1);
  if (/x-www-form-urlencoded/i.test(type)) return encodeURIComponent;
  return (value) => value;
}

interface Body {
  readonly body: RequestInit['body'];
  readonly length: number | null;
}

function bodyOf(action: HttpAction, errand: Errand, watch: Watch): Body {
  const { body } = action;
  if (body.kind === 'none') return { body: null, length: null };
  if (body.kind === 'text') return { body: filled(body.template, errand, writerFor(action)), length: null };
  const path = errand.artifact ?? '';
  const length = statSync(path).size;
  const read = async function* () {
    let sent = 0;
    for await (const piece of createReadStream(path)) {
      sent += (piece as Buffer).length;
      watch.progress(length === 0 ? 100 : (sent / length) * 100);
      yield piece;
    }
  };
  return { body: Readable.toWeb(Readable.from(read())) as NonNullable<RequestInit['body']>, length };
}

/** Header values hold no line's end, which becomes a blank, and are bytes: other letters travel as their UTF-8. */
const inHeader = (value: string) =>
  Buffer.from(value.replaceAll(/[\r\n\0]+/g, ' ').trim(), 'utf8').toString('latin1');

function requestOf(action: HttpAction, errand: Errand, watch: Watch, signal: AbortSignal): RequestInit {
  const { body, length } = bodyOf(action, errand, watch);
  const headers = new Headers();
  for (const { name, value } of action.headers) headers.append(name, inHeader(filled(value, errand)));
  // Else it would be sent in chunks, which not every server takes.
  if (length !== null) headers.set('content-length', String(length));
  // A redirect could carry the headers, and so the secrets, to another host.
  return { method: action.method, headers, body, signal, redirect: 'manual', duplex: 'half' } as RequestInit;
}

const answerSchema = z.object({
  remoteId: remoteIdSchema.nullable().catch(null).default(null),
  storeState: z.string().min(1).max(100).nullable().catch(null).default(null),
});

function toldIn(text: string): Told {
  try {
    const read = answerSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : nothing;
  } catch {
    return nothing;
  }
}

/** The answer as it came, up to a limit. */
async function readBody(response: Response): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    pieces.push(piece);
    size += piece.length;
    if (size > MOST_ANSWER) break;
  }
  return Buffer.concat(pieces).subarray(0, MOST_ANSWER);
}

/** Says what kept an answer from coming, without the address: it may hold a secret. */
function connectionProblem(error: unknown): string {
  const { cause } = error as { cause?: { code?: string } };
  switch (cause?.code) {
    case 'ECONNREFUSED':
      return 'Nothing answers at the address of the call.';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'The host of the call is not known.';
    default:
      return `The call did not come through (${cause?.code ?? 'no answer'}).`;
  }
}

const isExpected = ({ expectedStatus }: HttpAction, status: number) =>
  expectedStatus.length === 0 ? status >= 200 && status < 300 : expectedStatus.includes(status);

/**
 * Makes an HTTP call of the user's own. `remoteId` and `storeState` of a JSON answer are taken over. Redirects are not
 * followed.
 */
export async function runHttpCall(
  action: HttpAction,
  errand: Errand,
  mask: () => Masker,
  watch: Watch,
): Promise<ActionEnd> {
  const began = performance.now();
  const ended = (httpStatus: number | null, told = nothing) => ({
    exitCode: null,
    httpStatus,
    durationMs: Math.round(performance.now() - began),
    told,
  });
  if (action.body.kind === 'artifact' && errand.artifact === null) {
    return {
      ...ended(null),
      kind: 'failed',
      ran: false,
      message: 'The artifact of the build is not stored here, so it cannot be sent.',
      hint: 'Store it with the build, or send its link: {{downloadUrl}}.',
    };
  }
  const abort = new AbortController();
  let stop: 'canceled' | 'late' | null = null;
  const look = setInterval(() => {
    if (watch.isCanceled()) stop = 'canceled';
    else if (performance.now() - began > action.timeoutSeconds * 1000) stop = 'late';
    if (stop !== null) abort.abort();
  }, LOOK_EVERY);
  try {
    const url = filled(action.url, errand, encodeURIComponent);
    const response = await fetch(url, requestOf(action, errand, watch, abort.signal));
    const body = await readBody(response);
    watch.output('stdout', `HTTP ${response.status}\n`);
    const reader = outputReader(mask(), (line) => watch.output('stdout', `${line}\n`));
    reader.push(body);
    reader.end();
    const told = toldIn(body.toString('utf8'));
    if (isExpected(action, response.status)) return { ...ended(response.status, told), kind: 'done' };
    return {
      ...ended(response.status, told),
      kind: 'failed',
      ran: true,
      message: `The call was answered with status ${response.status}.`,
      hint: 'What was answered stands in the output.',
    };
  } catch (error) {
    // Said above by the clock's own function, which the compiler does not see.
    const why = stop as 'canceled' | 'late' | null;
    if (why === 'canceled') return { ...ended(null), kind: 'canceled' };
    return {
      ...ended(null),
      kind: 'failed',
      ran: why === 'late',
      message:
        why === 'late'
          ? `The call was not answered within ${formatDuration(action.timeoutSeconds * 1000)}.`
          : connectionProblem(error),
      hint: `${errand.words.afterwards}, then try again.`,
    };
  } finally {
    clearInterval(look);
  }
}
