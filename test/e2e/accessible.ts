import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';

/** What axe finds on the page as it stands and calls serious or critical: one line each, with the first places. */
export async function seriousFaults(page: Page): Promise<string[]> {
  // A dialog that still fades in has the contrast of its own shadow.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) =>
          playState !== 'running' || effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY,
      ),
  );
  // The legacy way analyses inside this page; the other opens a second page, for frames that the desk has none of.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => {
      const places = nodes
        .slice(0, 3)
        .map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ''}`);
      return `${id} at ${nodes.length} places:\n  ${places.join('\n  ')}`;
    });
}
