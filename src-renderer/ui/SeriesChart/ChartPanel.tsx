import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { HowComputed } from '../HowComputed.tsx';
import { Section } from '../Page.tsx';
import { PlainTable } from '../PlainTable.tsx';
import type { SeriesChartProps } from './ChartFrame.tsx';
import classes from './ChartPanel.module.css';
import { SeriesChart } from './SeriesChart.tsx';
import { StackedChart } from './StackedChart.tsx';
import { placesOf, valueAt } from './series.ts';

/** A chart with its title, the rule behind its numbers, and the same numbers as a table. */
export function ChartPanel({
  title,
  count,
  how,
  controls,
  xHeader,
  stacked = false,
  ...chart
}: SeriesChartProps & {
  readonly title: string;
  readonly count?: ReactNode;
  /** How the numbers are made: paragraphs. */
  readonly how: ReactNode;
  readonly controls?: ReactNode;
  /** The head of the table's first column. */
  readonly xHeader: string;
  /** The series are parts of a whole. */
  readonly stacked?: boolean;
}) {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const Chart = stacked ? StackedChart : SeriesChart;
  const places = placesOf(chart.series).toReversed();
  return (
    <Section
      title={title}
      count={count}
      aside={
        <>
          {controls}
          <SegmentedControl
            size="xs"
            className={classes.views ?? ''}
            aria-label={`${title} as`}
            value={view}
            onChange={(value) => setView(value as typeof view)}
            data={[
              { value: 'chart', label: 'Chart' },
              { value: 'table', label: 'Table' },
            ]}
          />
          <HowComputed about={title}>{how}</HowComputed>
        </>
      }
    >
      {view === 'chart' ? (
        <Chart {...chart} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keys
        <section className={classes.table} tabIndex={0} aria-label={`${title} as a table`}>
          <PlainTable
            label={title}
            columns={[xHeader, ...chart.series.map(({ label }) => ({ label, end: true }))]}
          >
            {places.map((place) => (
              <tr key={place}>
                <td>{chart.formatX(place)}</td>
                {chart.series.map((one) => {
                  const value = valueAt(one, place);
                  return (
                    <td key={one.id} data-end>
                      {value === null ? null : chart.formatY(value)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </PlainTable>
        </section>
      )}
    </Section>
  );
}
