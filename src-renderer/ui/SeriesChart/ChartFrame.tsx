import { useElementSize } from '@mantine/hooks';
import { scaleLinear } from 'd3-scale';
import { type PointerEvent, type ReactNode, useState } from 'react';
import classes from './SeriesChart.module.css';
import { apart, type ChartSeries, placesOf, spreadLabels, valueAt } from './series.ts';

const TOP = 10;
const BOTTOM = 22;
const LEFT = 44;
const RIGHT = 92;
/** Between words beside the lines, and between words under the line of time. */
const GAP = 14;
const WORD = 104;
/** Lines of the grid above zero. */
const MOST_LINES = 4;

export interface SeriesChartProps {
  /** What is drawn, in a sentence for screen readers. */
  readonly label: string;
  readonly series: readonly ChartSeries[];
  /** Words under the line of time; those that have room are drawn. */
  readonly formatX: (x: number) => string;
  readonly formatY: (y: number) => string;
  readonly height?: number;
}

/** What the drawing of the series needs to know of its frame. */
export interface Plot {
  readonly x: (place: number) => number;
  readonly y: (value: number) => number;
  readonly left: number;
  readonly right: number;
}

/** A word beside the right edge, or beside the end of a line that others go on from, at the height that it belongs to. */
export interface EdgeLabel {
  readonly id: string;
  readonly words: string;
  readonly tone: ChartSeries['tone'];
  readonly at: number;
  /** The place where its line ends; null at the edge. */
  readonly within: number | null;
}

/** Axes, grid, words at the right edge and the readout under the pointer; the series are drawn by the caller. */
export function ChartFrame({
  chart: { label, series, formatX, formatY, height = 240 },
  most,
  labels,
  draw,
}: {
  readonly chart: SeriesChartProps;
  /** The highest value that is drawn. */
  readonly most: number;
  readonly labels: readonly EdgeLabel[];
  readonly draw: (plot: Plot) => ReactNode;
}) {
  const { ref, width } = useElementSize();
  const [pointed, setPointed] = useState<number | null>(null);
  const places = placesOf(series);
  const first = places[0] ?? 0;
  const last = places.at(-1) ?? 1;
  const right = Math.max(LEFT + 1, width - RIGHT);
  const x = scaleLinear()
    .domain(first === last ? [first - 1, last] : [first, last])
    .range([LEFT, right]);
  const scale = (lines: number) =>
    scaleLinear()
      .domain([0, Math.max(1, most)])
      .nice(lines)
      .range([height - BOTTOM, TOP]);
  // A wish for so many lines may be answered with more; the first that is not too many is taken.
  const lines = [4, 3, 2, 1].find((wish) => scale(wish).ticks(wish).length <= MOST_LINES + 1) ?? 1;
  const y = scale(lines);
  const grid = y.ticks(lines).filter(Number.isInteger);
  const edge = labels.filter(({ within }) => within === null);
  const inner = labels.flatMap((one) => (one.within === null ? [] : [{ ...one, within: one.within }]));
  const present = inner[0]?.within ?? null;
  const labelY = spreadLabels(
    edge.map(({ at }) => y(at)),
    { gap: GAP, top: TOP + 4, bottom: height - BOTTOM - 2 },
  );
  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const wanted = x.invert(event.clientX - event.currentTarget.getBoundingClientRect().left);
    const distance = (place: number) => Math.abs(place - wanted);
    setPointed(places.toSorted((a, b) => distance(a) - distance(b))[0] ?? null);
  };
  return (
    <div ref={ref} className={classes.chart} style={{ height }}>
      {width === 0 ? null : (
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={label}
          onPointerMove={onPointerMove}
          onPointerLeave={() => setPointed(null)}
        >
          {grid.map((tick) => (
            <g key={tick}>
              <line className={classes.grid} x1={LEFT} x2={right} y1={y(tick)} y2={y(tick)} />
              <text className={classes.axis} x={LEFT - 8} y={y(tick)} dy="0.32em" textAnchor="end">
                {formatY(tick)}
              </text>
            </g>
          ))}
          {apart(places, x, WORD).map((tick) => (
            <text
              key={tick}
              className={classes.axis}
              x={x(tick)}
              y={height - 6}
              textAnchor={x(tick) - LEFT < WORD / 3 ? 'start' : 'middle'}
            >
              {formatX(tick)}
            </text>
          ))}
          {draw({ x, y, left: LEFT, right })}
          {present === null ? null : (
            <line className={classes.rule} x1={x(present)} x2={x(present)} y1={TOP} y2={height - BOTTOM} />
          )}
          {inner.map((one) => (
            // What was meant stands above the end of its line, before it; what is stands below, behind it.
            <text
              key={one.id}
              className={classes.label}
              data-tone={one.tone}
              x={x(one.within) + (one.tone === 'ink' ? -8 : 9)}
              y={
                one.tone === 'ink'
                  ? Math.max(TOP + 4, y(one.at) - 9)
                  : Math.min(height - BOTTOM - 8, y(one.at) + 12)
              }
              dy="0.32em"
              textAnchor={one.tone === 'ink' ? 'end' : 'start'}
            >
              {one.words}
            </text>
          ))}
          {edge.map((one, index) => (
            <text
              key={one.id}
              className={classes.label}
              data-tone={one.tone}
              x={right + 10}
              y={labelY[index]}
              dy="0.32em"
            >
              {one.words}
            </text>
          ))}
          {pointed === null ? null : (
            <line className={classes.rule} x1={x(pointed)} x2={x(pointed)} y1={TOP} y2={height - BOTTOM} />
          )}
        </svg>
      )}
      {pointed === null ? null : (
        <div
          className={classes.readout}
          style={x(pointed) > width / 2 ? { right: width - x(pointed) + 8 } : { left: x(pointed) + 8 }}
        >
          <strong>{formatX(pointed)}</strong>
          {series
            .flatMap((one) => {
              const value = valueAt(one, pointed);
              return value === null || (value === 0 && one.tone === 'dim') ? [] : [{ ...one, value }];
            })
            .sort((a, b) => b.value - a.value)
            .map((one) => (
              <span key={one.id} data-tone={one.tone}>
                {one.label} <b>{formatY(one.value)}</b>
              </span>
            ))}
        </div>
      )}
    </div>
  );
}
