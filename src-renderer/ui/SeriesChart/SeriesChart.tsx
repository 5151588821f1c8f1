import { useElementSize } from '@mantine/hooks';
import { scaleLinear } from 'd3-scale';
import { type PointerEvent, useState } from 'react';
import classes from './SeriesChart.module.css';
import { type ChartSeries, pathOf, placesOf, spreadLabels, valueAt } from './series.ts';

const TOP = 10;
const BOTTOM = 22;
const LEFT = 44;
const RIGHT = 92;
const GAP = 14;

export interface SeriesChartProps {
  /** What is drawn, in a sentence for screen readers. */
  readonly label: string;
  readonly series: readonly ChartSeries[];
  /** Words under the line of time; at most those that have room are drawn. */
  readonly formatX: (x: number) => string;
  readonly formatY: (y: number) => string;
  readonly height?: number;
}

/** Lines and steps over time, zero always in view, each line with its word at its end. */
export function SeriesChart({ label, series, formatX, formatY, height = 240 }: SeriesChartProps) {
  const { ref, width } = useElementSize();
  const [pointed, setPointed] = useState<number | null>(null);
  const places = placesOf(series);
  const first = places[0] ?? 0;
  const last = places.at(-1) ?? 1;
  const most = Math.max(1, ...series.flatMap(({ points }) => points.map(({ y }) => y)));
  const x = scaleLinear()
    .domain(first === last ? [first - 1, last] : [first, last])
    .range([LEFT, Math.max(LEFT + 1, width - RIGHT)]);
  const y = scaleLinear()
    .domain([0, most])
    .nice(4)
    .range([height - BOTTOM, TOP]);
  const gridY = y.ticks(4).filter((tick) => Number.isInteger(tick));
  const room = Math.max(1, Math.floor((width - LEFT - RIGHT) / 96));
  const every = Math.max(1, Math.ceil(places.length / room));
  const gridX = places.filter((_, index) => (places.length - 1 - index) % every === 0);

  const ends = series.flatMap((one) => {
    const value = valueAt(one, last);
    return value === null || (value === 0 && one.tone === 'dim') ? [] : [{ ...one, value }];
  });
  const labelY = spreadLabels(
    ends.map(({ value }) => y(value)),
    { gap: GAP, top: TOP + 4, bottom: height - BOTTOM - 2 },
  );

  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const wanted = x.invert(event.clientX - event.currentTarget.getBoundingClientRect().left);
    const nearest = places.reduce<number | null>(
      (best, place) => (best === null || Math.abs(place - wanted) < Math.abs(best - wanted) ? place : best),
      null,
    );
    setPointed(nearest);
  };
  const readout =
    pointed === null
      ? []
      : series
          .flatMap((one) => {
            const value = valueAt(one, pointed);
            return value === null ? [] : [{ ...one, value }];
          })
          .sort((a, b) => b.value - a.value);

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
          {gridY.map((tick) => (
            <g key={tick}>
              <line className={classes.grid} x1={LEFT} x2={width - RIGHT} y1={y(tick)} y2={y(tick)} />
              <text className={classes.axis} x={LEFT - 8} y={y(tick)} dy="0.32em" textAnchor="end">
                {formatY(tick)}
              </text>
            </g>
          ))}
          {gridX.map((tick) => (
            <text
              key={tick}
              className={classes.axis}
              x={x(tick)}
              y={height - 6}
              textAnchor={tick === first && places.length > 1 ? 'start' : 'middle'}
            >
              {formatX(tick)}
            </text>
          ))}
          {series.map((one) => {
            const points = one.points.map((point) => ({ x: x(point.x), y: y(point.y) }));
            const path = pathOf(points, one.shape);
            const [start, end] = [points[0], points.at(-1)];
            return (
              <g key={one.id} data-tone={one.tone} className={classes.series}>
                {one.fill && start && end ? (
                  <path className={classes.area} d={`${path}V${y(0)}H${start.x}Z`} />
                ) : null}
                <path className={classes.line} d={path} />
                {end ? (
                  <circle className={classes.end} cx={end.x} cy={end.y} r={one.tone === 'dim' ? 2 : 3} />
                ) : null}
              </g>
            );
          })}
          {ends.map((one, index) => (
            <text
              key={one.id}
              className={classes.label}
              data-tone={one.tone}
              x={width - RIGHT + 10}
              y={labelY[index]}
              dy="0.32em"
            >
              {one.label} {formatY(one.value)}
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
          {readout.map((one) => (
            <span key={one.id} data-tone={one.tone}>
              {one.label} <b>{formatY(one.value)}</b>
            </span>
          ))}
        </div>
      )}
    </div>
  );
}
