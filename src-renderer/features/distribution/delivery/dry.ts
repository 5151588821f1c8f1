import {
  type DeliveryAction,
  type DeliveryFactName,
  type DeliverySettings,
  type DeliveryStep,
  deliverySteps,
  fillTemplate,
} from '#shared/features/distribution/delivery.ts';
import type { DistributionRow } from '#shared/features/distribution/record.ts';
import { formatDuration } from '#shared/time.ts';

/** What is known before a delivery begins; the rest shows its name. */
export type KnownFacts = Readonly<Partial<Record<DeliveryFactName, string>>>;

export interface DryLine {
  readonly label: string;
  readonly text: string;
}

/** The facts of a distribution that stand before it is delivered. */
export function factsOfRow(row: DistributionRow): KnownFacts {
  const yesNo = (value: boolean) => (value ? 'true' : 'false');
  return {
    distribution: row.uid,
    project: row.project,
    store: row.store,
    track: row.track,
    os: row.os,
    target: row.target,
    buildNumber: String(row.deploymentNumber),
    tag: row.tag,
    envVersion: row.envVersion,
    storeVersion: row.storeVersion ?? '',
    versionCode: row.versionCode === null ? '' : String(row.versionCode),
    releaseMethod: row.releaseMethod,
    releaseNotes: row.releaseNotes,
    userFraction: String(row.userFraction),
    updatePriority: String(row.updatePriority),
    uploadMetadata: yesNo(row.uploadMetadata),
    uploadScreenshots: yesNo(row.uploadScreenshots),
    shouldSubmitForReview: yesNo(row.shouldSubmitForReview),
    shouldAutoRelease: yesNo(row.shouldAutoRelease),
    remoteId: row.remoteId ?? '',
  };
}

/** Fills in what is known; a secret and what is not known yet stand as their names. Null fills nothing in. */
function filled(template: string, facts: KnownFacts | null): string {
  if (facts === null) return template;
  return fillTemplate(template, (placeholder) => {
    switch (placeholder.kind) {
      case 'fact':
        return facts[placeholder.name] ?? `‹${placeholder.name}›`;
      case 'secret':
        return `‹secret ${placeholder.slot}›`;
      case 'unknown':
        return '';
    }
  });
}

/** An argument as one word: quoted where a reader could not see where it ends. */
const word = (text: string) => (/^[^\s"'\\]+$/.test(text) ? text : JSON.stringify(text));

/**
 * What would run, line by line: with facts as it would be for them, without as it is written, to the last letter. A
 * shell's script is never filled in: it takes the facts from its environment.
 */
export function dryLines(action: DeliveryAction, facts: KnownFacts | null): DryLine[] {
  return linesOf(action, facts).map(({ label, text }) => ({ label, text: visible(text) }));
}

/** Signs that show nothing, or change how others are read: two texts that look alike must be alike. */
const HIDDEN = /[^\P{C}\n\t]|[^\P{Z} ]/gu;

/** A text with its hidden signs as their numbers, `\u{202e}`. */
const visible = (text: string) =>
  text.replaceAll(HIDDEN, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);

function linesOf(action: DeliveryAction, facts: KnownFacts | null): DryLine[] {
  const timeout = { label: 'Ends after', text: formatDuration(action.timeoutSeconds * 1000) };
  if (action.kind === 'command') {
    const [script = '', ...given] = action.argv;
    return [
      action.shell
        ? { label: 'Shell runs', text: [script, ...given.map(word)].join(' ') }
        : { label: 'Runs', text: action.argv.map((argument) => word(filled(argument, facts))).join(' ') },
      { label: 'In', text: action.folder },
      ...action.environment.map(({ name, value }) => ({
        label: 'With',
        text: `${name}=${filled(value, facts)}`,
      })),
      timeout,
    ];
  }
  const { body, expectedStatus } = action;
  return [
    { label: 'Calls', text: `${action.method} ${filled(action.url, facts)}` },
    ...action.headers.map(({ name, value }) => ({
      label: 'Header',
      text: `${name}: ${filled(value, facts)}`,
    })),
    ...(body.kind === 'none'
      ? []
      : [
          {
            label: 'Body',
            text: body.kind === 'artifact' ? 'the stored artifact, as it is' : filled(body.template, facts),
          },
        ]),
    {
      label: 'Expects',
      text: expectedStatus.length === 0 ? 'a status from 200 to 299' : expectedStatus.join(', '),
    },
    timeout,
  ];
}

/** The steps that somebody set up, in the order of a distribution's life. */
export function setSteps(settings: DeliverySettings): DeliveryStep[] {
  return deliverySteps.filter((step) => settings[step] !== null);
}
