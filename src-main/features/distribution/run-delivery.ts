import { AppError } from '#shared/errors.ts';
import type { DeliveryStep } from '#shared/features/distribution/delivery.ts';
import { explainGoogleRefusal } from '#shared/features/distribution/google-refusals.ts';
import type { DistributionRow } from '#shared/features/distribution/record.ts';
import { describeStaged } from '#shared/features/distribution/rollout.ts';
import { formatDuration } from '#shared/time.ts';
import type { ActionEnd, Errand, Told } from '../../actions/action.ts';
import { type KeptOutput, keptOutput } from '../../actions/kept-output.ts';
import { maskerOf } from '../../actions/mask.ts';
import { Canceled, type JobTools } from '../../jobs/definition.ts';
import { type DeliverInput, stepsOf } from './acts.ts';
import type { DeliveryEnded, StepEnded } from './chunks.ts';
import type { Delivery } from './delivery.ts';
import { type DeliveryWork, errandOf, readWork } from './errand.ts';
import { ownDelivery } from './own-delivery.ts';
import { promotesFrom, stagedOf } from './situation.ts';
import { planStagedMove } from './staged.ts';
import { watchOf } from './watch.ts';

interface Course {
  readonly end: ActionEnd;
  readonly told: Told;
  readonly steps: readonly StepEnded['facts'][];
}

function stepWords(step: DeliveryStep, { kind, exitCode, httpStatus, durationMs }: ActionEnd): string {
  const answer =
    exitCode !== null ? `, exit code ${exitCode}` : httpStatus !== null ? `, HTTP status ${httpStatus}` : '';
  return `${step} ${kind}${answer}, after ${formatDuration(durationMs)}`;
}

/** Runs steps one after the other, up to the first that does not come to its end. */
async function runSteps(
  tools: JobTools,
  id: number,
  names: readonly DeliveryStep[],
  delivery: Delivery,
): Promise<Course | null> {
  const steps: StepEnded['facts'][] = [];
  let told: Told = { remoteId: null, storeState: null };
  let last: ActionEnd | null = null;
  for (const step of names) {
    await tools.write('delivery.step', { id, step });
    const end = await delivery[step]();
    if (!end) continue;
    const { exitCode, httpStatus, durationMs } = end;
    const facts = { step, exitCode, httpStatus, durationMs };
    steps.push(facts);
    told = {
      remoteId: end.told.remoteId ?? told.remoteId,
      storeState: end.told.storeState ?? told.storeState,
    };
    last = end;
    await tools.write('delivery.stepEnd', { id, facts, text: stepWords(step, end) } satisfies StepEnded);
    if (end.kind !== 'done') break;
  }
  return last && { end: last, told, steps };
}

const LAST_LINES = 8;
const LONGEST_MESSAGE = 2000;

/** Why a step failed: its sentence, what a store is known to refuse with, and the last lines that were written. */
function whyOf({ store }: DistributionRow, message: string, output: KeptOutput): string {
  const lines = output
    .lastWords()
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const refusal = store === 'google' ? lines.find((line) => explainGoogleRefusal(line) !== null) : undefined;
  const last = lines.slice(-LAST_LINES);
  const known = refusal !== undefined && !last.includes(refusal) ? [refusal] : [];
  return [message, ...known, ...last].join('\n').slice(0, LONGEST_MESSAGE);
}

async function errandFor(tools: JobTools, work: DeliveryWork, input: DeliverInput): Promise<Errand> {
  const { row, build } = work;
  const ctx = { stores: tools.stores, now: tools.now };
  const from = promotesFrom(ctx, row, build) ?? '';
  if (input.act !== 'staged') {
    const withArtifact = input.act === 'deliver' && row.releaseMethod === 'upload';
    return errandOf(tools, work, {
      userFraction: row.userFraction,
      promotesFrom: from,
      move: '',
      withArtifact,
    });
  }
  const { outcome } = planStagedMove(ctx, input);
  const before = stagedOf(ctx, row);
  const release = outcome.kind === 'moved' ? outcome.release : before;
  const userFraction = release ? describeStaged(release).share : row.userFraction;
  return errandOf(tools, work, {
    userFraction,
    promotesFrom: from,
    move: input.move.kind,
    withArtifact: false,
  });
}

const nowhere: Told = { remoteId: null, storeState: null };

/** Writes what came of an act. @throws Canceled, and upstream_refused in the words of the step that failed. */
async function settle(
  tools: JobTools,
  { row }: DeliveryWork,
  input: DeliverInput,
  { end, told }: Course,
  output: KeptOutput,
): Promise<void> {
  const { id } = input;
  const message = end.kind === 'failed' ? whyOf(row, end.message, output) : null;
  if (input.act === 'deliver') {
    await tools.write('delivery.finish', {
      id,
      ...(end.kind === 'done' ? told : { ...nowhere, remoteId: told.remoteId }),
      status: end.kind === 'done' ? 'succeeded' : end.kind,
      errorMessage: message,
      reason: null,
    } satisfies DeliveryEnded);
  } else if (end.kind !== 'done') {
    const text = message ?? 'It was canceled before it was done. Look in the store what came of it.';
    await tools.write('delivery.note', { id, text });
  }
  if (end.kind === 'canceled') throw new Canceled();
  if (end.kind === 'failed') throw new AppError('upstream_refused', end.message, { hint: end.hint });
  if (input.act === 'poll') {
    if (told.storeState === null) {
      throw new AppError(
        'upstream_refused',
        'The store was asked, and no state was said. Nothing was changed.',
        {
          hint: 'Let the command write a line ::slipway storeState=…, or the call answer {"storeState": …}.',
        },
      );
    }
    await tools.write('delivery.polled', { id, storeState: told.storeState });
  }
  if (input.act === 'staged') {
    await tools.write('delivery.staged', { id, move: input.move, reason: input.reason });
  }
}

/**
 * Delivers a distribution, asks its store or moves its rollout, by the settings of its project and store.
 * @throws forbidden for settings that nobody has trusted here; conflict for a secret that is not here; Canceled;
 * upstream_refused when a step failed.
 */
export async function runDelivery(tools: JobTools, input: DeliverInput): Promise<Record<string, unknown>> {
  const { id } = input;
  const work = readWork(tools.stores, id);
  if (!work) {
    throw new AppError('conflict', 'The delivery settings are not there any more. Nothing was run.');
  }
  const errand = await errandFor(tools, work, input);
  tools.checkCanceled();
  if (input.act === 'deliver') await tools.write('delivery.begin', { id, reason: input.reason });
  const output = keptOutput({
    now: tools.now,
    write: (pieces) => tools.write('delivery.output', { id, pieces }),
  });
  const mask = maskerOf(errand.secrets.values());
  const { watch, settled } = watchOf(tools, input, output);
  const names = stepsOf(input).filter((step) => work.settings[step] !== null);
  const course = await runSteps(tools, id, names, ownDelivery(work.settings, errand, mask, watch));
  const kept = await Promise.allSettled([output.close(), settled()]);
  if (!course) throw new Error('a delivery that was opened has a step');
  // What became of it is said first: output that could not be kept changes nothing about that.
  await settle(tools, work, input, course, output);
  for (const one of kept) if (one.status === 'rejected') throw one.reason;
  const { end, told, steps } = course;
  return { act: input.act, status: end.kind, ...told, steps };
}
