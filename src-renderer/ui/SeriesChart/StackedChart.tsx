import { ChartFrame, type Plot, type SeriesChartProps } from './ChartFrame.tsx';
import classes from './SeriesChart.module.css';
import { type Band, pathOf, stackOf } from './series.ts';

/** A band this high, in pixels, has room for its word. */
const ROOM = 15;
/** Parts of the whole below this have no word beside the edge; the readout and the table have them. */
const LEAST = 0.015;

/** Where the word of a band stands: in its highest place, unless that is at the edge where its word stands anyway. */
function wordPlace({ spans }: Band, { x, y, left, right }: Plot): { x: number; y: number } | null {
  const heights = spans.map(({ from, to }) => y(from) - y(to));
  const at = heights.indexOf(Math.max(...heights));
  const span = spans[at];
  if (!span || (heights[at] ?? 0) < ROOM || x(span.x) > right - (right - left) * 0.12) return null;
  return { x: Math.max(left + 16, x(span.x)), y: y((span.from + span.to) / 2) };
}

/** The band's outline, from just before it begins to just after it ends: nothing is drawn where nothing is. */
function areaOf(band: Band, { x, y }: Plot): string {
  const filled = band.spans.map(({ from, to }) => to > from);
  const first = filled.indexOf(true);
  if (first < 0) return '';
  const spans = band.spans.slice(Math.max(0, first - 1), filled.lastIndexOf(true) + 2);
  const above = spans.map((span) => ({ x: x(span.x), y: y(span.to) }));
  const below = spans.map((span) => ({ x: x(span.x), y: y(span.from) })).reverse();
  return `${pathOf(above, 'line')}${pathOf(below, 'line').replace('M', 'L')}Z`;
}

/** Parts of a whole over time, on top of each other, the first one at the bottom; each with its word inside or beside. */
export function StackedChart(props: SeriesChartProps) {
  const bands = stackOf(props.series);
  const most = Math.max(...(bands.at(-1)?.spans.map(({ to }) => to) ?? [0]));
  const whole = bands.at(-1)?.spans.at(-1)?.to ?? 0;
  const ends = bands.flatMap(({ series: { id, label, tone }, spans }) => {
    const { from = 0, to = 0 } = spans.at(-1) ?? {};
    const value = to - from;
    return value === 0 || (value < whole * LEAST && tone === 'dim')
      ? []
      : [{ id, tone, at: (from + to) / 2, within: null, words: `${label} ${props.formatY(value)}` }];
  });
  return (
    <ChartFrame
      chart={props}
      most={most}
      labels={ends}
      draw={(plot) => (
        <>
          {bands.map((band, index) => (
            <path
              key={band.series.id}
              className={classes.band}
              data-tone={band.series.tone}
              data-odd={index % 2 === 1 || undefined}
              d={areaOf(band, plot)}
            />
          ))}
          {bands.map((band) => {
            const word = wordPlace(band, plot);
            return word ? (
              <text
                key={band.series.id}
                className={classes.word}
                x={word.x}
                y={word.y}
                dy="0.32em"
                textAnchor="middle"
              >
                {band.series.label}
              </text>
            ) : null;
          })}
        </>
      )}
    />
  );
}
