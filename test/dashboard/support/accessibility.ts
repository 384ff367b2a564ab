import assert from 'node:assert/strict';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** The rules of axe that depend on colours; nothing but these differs between light and dark. */
const aboutColors = ['color-contrast', 'link-in-text-block'];
const options = { preload: false, resultTypes: ['violations'] };
const optionsIn = { light: options, dark: { ...options, runOnly: aboutColors } };

/** Fails where axe finds anything wrong with the page as it stands, in light or in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  await bringAxe(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // A page of the documentation has the system's colours at once.
    await page.locator(`html[data-mantine-color-scheme=${colorScheme}], html[data-docs]`).waitFor();
    await page.evaluate(painted);
    const { violations } = await page.evaluate<AxeResults>(
      `axe.run(document, ${JSON.stringify(optionsIn[colorScheme])})`,
    );
    const found = violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target} ${failureSummary}`),
    );
    assert.deepEqual(found, [], `${page.url()}, ${colorScheme}`);
  }
}

/** As a script, which the browser compiles once for all pages of a process; `evaluate` would each time. */
async function bringAxe(page: Page): Promise<void> {
  if (await page.evaluate<boolean>(`'axe' in window`)) return;
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: axe.source });
  await session.detach();
}

/** Ends when the colours have come to their end, those that change slowly too. */
const painted = `(async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const transitions = document.getAnimations().filter((each) => each instanceof CSSTransition);
  await Promise.allSettled(transitions.map(({ finished }) => finished));
})()`;
