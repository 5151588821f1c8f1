import { formatCount } from './numbers.ts';
import classes from './Sparkbars.module.css';

export interface Sparkbar {
  readonly total: number;
  readonly failed: number;
}

const BAR = 5;
const STEP = 7;

/** Small bars, oldest first, with the failed part in its own colour. A day without anything keeps a base line. */
export function Sparkbars({
  bars,
  label,
  height = 18,
}: {
  /** Usually 14, one a day. */
  readonly bars: readonly Sparkbar[];
  /** What is counted: "Deployments per day, 14 days". */
  readonly label: string;
  readonly height?: number;
}) {
  const most = Math.max(1, ...bars.map((bar) => bar.total));
  const total = bars.reduce((sum, bar) => sum + bar.total, 0);
  const failed = bars.reduce((sum, bar) => sum + bar.failed, 0);
  const tall = (count: number) => (count === 0 ? 0 : Math.max(2, Math.round((count / most) * height)));
  return (
    <svg
      className={classes.bars}
      width={Math.max(0, bars.length * STEP - (STEP - BAR))}
      height={height}
      role="img"
      aria-label={`${label}: ${formatCount(total)} in all, ${formatCount(failed)} failed`}
    >
      {bars.map((bar, index) => {
        const whole = Math.max(1, tall(bar.total));
        const bad = Math.min(whole, tall(bar.failed));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar's identity is its place in the row of days
          <g key={index} transform={`translate(${index * STEP} 0)`}>
            <rect className={classes.whole} y={height - whole} width={BAR} height={whole} />
            {bad > 0 ? <rect className={classes.failed} y={height - bad} width={BAR} height={bad} /> : null}
          </g>
        );
      })}
    </svg>
  );
}
