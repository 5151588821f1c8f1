import * as z from '../../contract/schema.ts';
import { judgeAction, slotsIn } from '../action/judge.ts';
import { actionSchema } from '../action/model.ts';
import type { Finding } from '../build/model.ts';

/** What a delivery can be asked for, in the order of a distribution's life. Only `upload` must be there. */
export const deliverySteps = ['prepare', 'upload', 'submit', 'poll', 'widen', 'halt'] as const;
export type DeliveryStep = (typeof deliverySteps)[number];

/** What is known of a distribution under way: `{{track}}` in a template, `SLIPWAY_TRACK` in a command's environment. */
export const deliveryFactNames = [
  'distribution',
  'step',
  'project',
  'store',
  'track',
  'os',
  'target',
  'buildNumber',
  'tag',
  'commit',
  'envVersion',
  'storeVersion',
  'versionCode',
  'artifact',
  'downloadUrl',
  'checksum',
  'releaseMethod',
  'promotesFrom',
  'releaseNotes',
  'userFraction',
  'updatePriority',
  'uploadMetadata',
  'uploadScreenshots',
  'shouldSubmitForReview',
  'shouldAutoRelease',
  'remoteId',
  'move',
] as const;
export type DeliveryFactName = (typeof deliveryFactNames)[number];
/** An empty text where there is nothing to say. */
export type DeliveryFacts = Readonly<Record<DeliveryFactName, string>>;

const optional = actionSchema.nullable().default(null);

/** How a project's builds get to a store: a command or a call of its owner's own for each step. */
export const deliverySettingsSchema = z.object({
  prepare: optional,
  upload: actionSchema,
  submit: optional,
  /** Says the store's own word for the state: the last `::slipway storeState=…` line, or `storeState` of the answer. */
  poll: optional,
  /** Starts, widens, resumes or completes a staged rollout; `{{move}}` says which. */
  widen: optional,
  /** Halts a staged rollout or takes it back. */
  halt: optional,
});
export type DeliverySettings = Readonly<z.output<typeof deliverySettingsSchema>>;

const actionsOf = (settings: DeliverySettings) =>
  deliverySteps.flatMap((step) => {
    const action = settings[step];
    return action ? [{ step, action }] : [];
  });

/** The names of the secrets that settings ask for, each once, in order. Never a value: there is none in them. */
export function slotsOf(settings: DeliverySettings): string[] {
  return slotsIn(actionsOf(settings).map(({ action }) => action));
}

/** What is wrong with delivery settings beyond their shape. */
export function judgeDelivery(settings: DeliverySettings): Finding[] {
  return actionsOf(settings).flatMap(({ step, action }) => judgeAction(step, action, deliveryFactNames));
}
