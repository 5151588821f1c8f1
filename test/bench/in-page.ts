/** What runs inside a page. Each function stands alone: its text is all that is sent there. */

/** Rows with what belongs in them, in our grid and in the yardsticks: outlines and headings have no such mark. */
export const ROW = '[role=row][aria-selected]';

export interface Scrolled {
  readonly fps: number;
  /** The share of frames that showed the outline of a row that had not come yet. */
  readonly outlined: number;
  /** Elements where it ended: of the grid, and of the whole page. */
  readonly nodes: { readonly grid: number; readonly page: number };
}

interface Scroll {
  /** Pixels a second. */
  readonly speed: number;
  readonly ms: number;
}

/** Scrolls the grid on at a steady speed, by the clock and not by frames, so that a slow page has as far to go. */
export function scrollSteadily({ speed, ms }: Scroll): Promise<Scrolled> {
  const grid = document.querySelector('[role=grid]');
  if (!grid) throw new Error('there is no grid');
  const from = grid.scrollTop;
  let started: number | null = null;
  let frames = 0;
  let outlined = 0;
  return new Promise((resolve) => {
    const step = (now: number) => {
      started ??= now;
      const since = now - started;
      if (grid.querySelector('[role=row][aria-busy]')) outlined += 1;
      if (since < ms) {
        frames += 1;
        grid.scrollTop = from + (speed * since) / 1000;
        requestAnimationFrame(step);
        return;
      }
      resolve({
        fps: (frames * 1000) / since,
        outlined: outlined / frames,
        nodes: {
          grid: grid.querySelectorAll('*').length + 1,
          page: document.querySelectorAll('*').length,
        },
      });
    };
    requestAnimationFrame(step);
  });
}

interface Places {
  readonly places: number;
  /** What a row that is there is found by. */
  readonly row: string;
}

/** Goes to so many places, evenly over the whole grid, and waits at each until its rows are there. */
export async function visitPlaces({ places, row }: Places): Promise<void> {
  const grid = document.querySelector('[role=grid]');
  if (!grid) throw new Error('there is no grid');
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const missing = () => grid.querySelector('[role=row][aria-busy]') || !grid.querySelector(row);
  for (let place = 1; place <= places; place += 1) {
    grid.scrollTop = (grid.scrollHeight * place) / (places + 1);
    await frame();
    await frame();
    for (let waited = 0; missing(); waited += 1) {
      if (waited > 600) throw new Error(`the rows of place ${place} did not come`);
      await frame();
    }
  }
}

interface Arrival {
  /** The place in the page's fragment that the rows stand at. */
  readonly hash: string;
  readonly row: string;
  readonly least: number;
}

export interface Painted {
  /** Ms until the grid stood on the page, with rows or without. */
  readonly grid: number;
  /** Ms until the first frame with that many rows was painted. */
  readonly rows: number;
}

/** Goes to a place of the page by its fragment, as a link does. */
export function firstPaint({ hash, row, least }: Arrival): Promise<Painted> {
  if (document.querySelector(row)) throw new Error('the rows are there already');
  const started = performance.now();
  const since = () => performance.now() - started;
  let grid: number | null = null;
  return new Promise((resolve) => {
    const painted = () => {
      const { port1, port2 } = new MessageChannel();
      // A task that a frame's callback leaves behind runs when that frame has been painted.
      port1.onmessage = () => resolve({ grid: grid ?? since(), rows: since() });
      port2.postMessage(null);
    };
    const observer = new MutationObserver(() => {
      if (document.querySelector('[role=grid]')) grid ??= since();
      if (document.querySelectorAll(row).length < least) return;
      observer.disconnect();
      requestAnimationFrame(painted);
    });
    observer.observe(document.body, { childList: true, subtree: true });
    location.hash = hash;
  });
}
