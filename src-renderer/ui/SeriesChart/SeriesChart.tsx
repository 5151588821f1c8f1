import { ChartFrame, type SeriesChartProps } from './ChartFrame.tsx';
import classes from './SeriesChart.module.css';
import { pathOf, placesOf } from './series.ts';

const order = { dim: 0, ahead: 1, accent: 2, ink: 3 } as const;

/** Lines and steps over time, zero always in view, each line with its word at its end. */
export function SeriesChart(props: SeriesChartProps) {
  const { series, formatY } = props;
  const drawn = series.toSorted((a, b) => order[a.tone] - order[b.tone]);
  const last = placesOf(series).at(-1);
  const ends = series.flatMap(({ id, label, tone, points }) => {
    const end = points.at(-1);
    if (!end) return [];
    const within = end.x === last ? null : end.x;
    return [{ id, tone, at: end.y, within, words: `${label} ${formatY(end.y)}` }];
  });
  return (
    <ChartFrame
      chart={props}
      most={Math.max(...series.flatMap(({ points }) => points.map(({ y }) => y)))}
      labels={ends}
      draw={({ x, y }) =>
        drawn.map((one) => {
          const points = one.points.map((point) => ({ x: x(point.x), y: y(point.y) }));
          const path = pathOf(points, one.shape);
          const [start, end] = [points[0], points.at(-1)];
          return (
            <g key={one.id} data-tone={one.tone} className={classes.series}>
              {one.fill && start ? <path className={classes.area} d={`${path}V${y(0)}H${start.x}Z`} /> : null}
              <path className={classes.line} d={path} />
              {end && one.tone !== 'ahead' ? (
                <circle className={classes.end} cx={end.x} cy={end.y} r={one.tone === 'dim' ? 2 : 3} />
              ) : null}
            </g>
          );
        })
      }
    />
  );
}
