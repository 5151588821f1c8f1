import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import type { codepushContract } from '#shared/features/codepush/contract.ts';
import { stepWords } from '#shared/features/codepush/explain-words.ts';
import { explainUpdate } from '#shared/features/codepush/serve.ts';
import type { Ctx } from '../../context.ts';
import { requireChannel } from './channels.ts';
import { readPrepared } from './prepared.ts';

type Explain = (typeof codepushContract)['explain'];

/** The walk that an update check takes, line by line, and its answer. @throws invalid_input for no version. */
export function explain(ctx: Ctx, { channelId, ...check }: ParsedInputOf<Explain>): OutputOf<Explain> {
  const channel = requireChannel(ctx, channelId);
  const { answer, steps } = explainUpdate(readPrepared(ctx.stores, channel), check);
  const available = answer.kind === 'available';
  return {
    lines: steps.map((step) => ({
      step: step.step,
      label: 'label' in step ? step.label : null,
      text: stepWords(step),
    })),
    answer: {
      available,
      label: available ? answer.release.label : null,
      isMandatory: available && answer.isMandatory,
      updateAppVersion: !available && answer.updateAppVersion,
      shouldRunBinaryVersion: !available && answer.shouldRunBinaryVersion,
      appVersion: answer.appVersion,
    },
  };
}
