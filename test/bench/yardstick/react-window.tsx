import { memo, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';

/**
 * The least that React needs for a table of 100,000 rows in memory: a window over rows of one height and rows that are
 * drawn once. It does what react-virtual does for such rows, without its measurements, so it is never the slower one.
 */
const HEIGHT = 32;
const COUNT = 100_000;
const OVERSCAN = 2;

const asked = new URLSearchParams(location.search);
const columns = Number(asked.get('columns'));
const size = { width: Number(asked.get('width')), height: Number(asked.get('height')) };
const rows = Array.from({ length: COUNT }, (_row, row) =>
  Array.from({ length: columns }, (_cell, column) => `cell ${column} of ${row}`),
);

const Row = memo(function Row({ index, cells }: { index: number; cells: readonly string[] }) {
  return (
    // biome-ignore lint/a11y: it is measured as the product's own rows are, and read by nobody
    <div
      role="row"
      aria-selected="false"
      style={{
        gridTemplateColumns: `repeat(${columns}, 1fr)`,
        transform: `translateY(${index * HEIGHT}px)`,
      }}
    >
      {cells.map((cell) => (
        <div key={cell}>{cell}</div>
      ))}
    </div>
  );
});

function Table() {
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, shown: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () =>
      setView({
        top: Math.floor(element.scrollTop / HEIGHT),
        shown: Math.ceil(element.clientHeight / HEIGHT) + 1,
      });
    const onScroll = () => flushSync(measure);
    measure();
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, []);
  const first = Math.max(0, view.top - OVERSCAN);
  const last = view.shown === 0 ? -1 : Math.min(COUNT - 1, view.top + view.shown + OVERSCAN);
  const drawn: ReactNode[] = [];
  for (let index = first; index <= last; index += 1) {
    drawn.push(<Row key={index} index={index} cells={rows[index] ?? []} />);
  }
  return (
    // biome-ignore lint/a11y: it is measured as the product's own grid is, and read by nobody
    <div ref={scroller} role="grid" style={size}>
      <div className="sizer" style={{ height: COUNT * HEIGHT }}>
        {drawn}
      </div>
    </div>
  );
}

// The desk as well comes to its list by a new place in the fragment.
addEventListener('hashchange', () => {
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<Table />);
});
