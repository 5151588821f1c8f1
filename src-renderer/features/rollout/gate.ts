import { FEWEST_REPORTS_TO_HALT, type RolloutJudgement } from '#shared/features/codepush/plan.ts';
import { formatCount } from '../../ui/numbers.ts';
import { hoursWords, shareWords } from './words.ts';

/** `ok` lets it pass, `wait` and `warn` hold it, `bad` halts it. */
export type GateTone = 'ok' | 'wait' | 'warn' | 'bad';

/** One number of the gate beside its rule. What is not known is empty. */
export interface GateRow {
  readonly measure: string;
  readonly value: string;
  readonly rule: string;
  readonly count: string;
  readonly tone: GateTone;
  readonly word: string;
}

const UNKNOWN = { value: '', count: '', tone: 'wait', word: 'not known' } as const;

/** What the gate of the standing step asks for and what it finds; empty before the first step and after the last. */
export function gateRows(judgement: RolloutJudgement): GateRow[] {
  const { step, hours, reports, failed, failureRate, lowerBound, reasons } = judgement;
  if (step === null || reasons.includes('complete')) return [];
  const { minimumHours, minimumReports, maximumFailureRate } = step;
  const limit = shareWords(maximumFailureRate);
  const early = hours !== null && hours < minimumHours;
  const few = reports !== null && reports < minimumReports;
  const over = (failureRate ?? 0) > maximumFailureRate;
  const surely = (lowerBound ?? 0) > maximumFailureRate;
  const enough = reports !== null && reports >= Math.max(minimumReports, FEWEST_REPORTS_TO_HALT);
  return [
    {
      measure: 'Time here',
      rule: `≥ ${hoursWords(minimumHours)}`,
      ...(hours === null
        ? UNKNOWN
        : {
            value: hoursWords(hours),
            count: early ? `${hoursWords(minimumHours - hours)} to go` : '',
            tone: early ? 'wait' : 'ok',
            word: early ? 'too early' : 'enough',
          }),
    },
    {
      measure: 'Reports',
      rule: `≥ ${formatCount(minimumReports)}`,
      ...(reports === null
        ? UNKNOWN
        : {
            value: formatCount(reports),
            count: few ? `${formatCount(minimumReports - reports)} to come` : '',
            tone: few ? 'wait' : 'ok',
            word: few ? 'too few' : 'enough',
          }),
    },
    {
      measure: 'Failed installs',
      rule: `≤ ${limit}`,
      ...(failureRate === null || failed === null || reports === null
        ? { ...UNKNOWN, word: reports === 0 ? 'none yet' : 'not known' }
        : {
            value: shareWords(failureRate),
            count: `${formatCount(failed)} of ${formatCount(reports)}`,
            tone: over ? (surely && enough ? 'bad' : 'warn') : 'ok',
            word: over ? (surely && enough ? 'over' : 'unclear') : 'within',
          }),
    },
    {
      measure: 'At least, surely',
      rule: `≤ ${limit}`,
      ...(lowerBound === null
        ? { ...UNKNOWN, word: reports === 0 ? 'none yet' : 'not known' }
        : {
            value: shareWords(lowerBound),
            count: '95 % sure',
            tone: surely ? (enough ? 'bad' : 'warn') : 'ok',
            word: surely ? (enough ? 'over' : 'too few') : 'within',
          }),
    },
  ];
}
