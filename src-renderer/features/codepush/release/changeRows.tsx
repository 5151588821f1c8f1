import type { OutputFor } from '../../../api/client.ts';
import type { ActionRow } from '../../../ui/ActionDialog.tsx';
import { formatCount, formatPercent } from '../../../ui/numbers.ts';
import { devicesWords } from '../words.ts';

export type ChangeAct = 'halt' | 'resume' | 'end';
type Detail = OutputFor<'codepush.get'>;
export type ChangePreview = OutputFor<'codepush.previewHalt'>;
type Effect = NonNullable<ChangePreview['effect']>;

/** What halting, resuming or ending a rollout means, and what it changes for devices, the next release and its plan. */
export function changeRows(act: ChangeAct, detail: Detail, preview: ChangePreview | undefined): ActionRow[] {
  const { release, devices } = detail;
  const effect = preview?.effect ?? null;
  return [
    { label: 'What happens', ...meaning(act, release) },
    ...(effect === null
      ? []
      : [
          {
            label: 'Devices',
            note: 'known in the channel',
            content: reachWords(effect.reach, release.label, devices),
          },
          {
            label: 'Devices on it',
            content: runningWords(act, detail),
          },
          { label: 'Next release', content: waitWords(effect.holdsUp, release) },
          ...(effect.plan ? [{ label: 'Its plan', content: planWords(act, effect.plan) }] : []),
        ]),
  ];
}

function meaning(act: ChangeAct, { label, rollout }: Detail['release']): Pick<ActionRow, 'note' | 'content'> {
  const percent = formatPercent(rollout);
  switch (act) {
    case 'halt':
      return {
        note: 'can be resumed',
        content: `No further device gets ${label}. It keeps its ${percent}, and resuming goes on from there with the same devices.`,
      };
    case 'resume':
      return {
        content: `${label} is served again to the same devices as before: those in the buckets that ${percent} opens.`,
      };
    case 'end':
      return {
        note: 'for good',
        content: `${label} is disabled and stays at ${percent}. It cannot be resumed; its contents can be released again.`,
      };
  }
}

const letIn = (count: number) => (count === 0 ? 'nobody' : formatCount(count));

function reachWords({ before, after }: Effect['reach'], label: string, devices: number): string {
  if (devices === 0) return 'No device is known here yet, so nobody can be counted beforehand.';
  const of = `of ${devicesWords(devices)}`;
  if (before === after) return `${label} lets in ${letIn(before)} ${of}, as now.`;
  return `${label} lets in ${letIn(before)} ${of} now, and ${letIn(after)} then.`;
}

function runningWords(act: ChangeAct, { release, counters: { active } }: Detail): string {
  if (active === 0) return `No device is known to run ${release.label}.`;
  const run = `${devicesWords(active)} ${active === 1 ? 'runs' : 'run'} ${release.label}`;
  return act === 'resume'
    ? `${run} and stay on it.`
    : `${run}. At their next check they are offered the newest other release for their binary.`;
}

function waitWords({ before, after }: Effect['holdsUp'], { targetBinaryRange }: Detail['release']): string {
  const next = `A release for binaries of ${targetBinaryRange}`;
  if (before && !after) return `${next} waits for this rollout now, and may come then.`;
  if (!before && after) return `${next} may come now, and waits for this rollout then.`;
  return after ? `${next} waits for this rollout, as now.` : `${next} may come, as now.`;
}

function planWords(act: ChangeAct, { before, after, sentence }: NonNullable<Effect['plan']>): string {
  if (after !== before) return `It is ${before} and will be ${after}: ${sentence}`;
  if (before === 'running')
    return act === 'resume'
      ? `It runs on, its hours count anew, and it is judged at once: ${sentence}`
      : `It runs on and holds until the release is resumed: ${sentence}`;
  return act === 'resume'
    ? `It stays ${before}: nothing raises or halts the release by itself until the plan is resumed as well. To resume the plan resumes both.`
    : `It stays ${before}.`;
}
