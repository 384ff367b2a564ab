import type { Page } from 'playwright-core';
import type { PicturedPage } from './pictured-page.ts';

/** Begins a deployment that takes some minutes, and shows it while it is under way. */
async function deploy(page: Page): Promise<void> {
  const answer = await page.request.post('/api/v1/hosts/emulated/unikernels/resolver/deployments', {
    headers: { prefer: 'wait=0', 'sec-fetch-site': 'same-origin' },
    data: { settle: 500, deadline: 590, revision: { commit: 'e1d5', message: 'Answer faster' } },
  });
  if (answer.status() !== 202) throw new Error(`It was not begun: ${await answer.text()}`);
  await page.reload();
  await page.getByText('Stays up').waitFor();
}

/** As if all unikernels had ended. */
async function endAll(page: Page): Promise<void> {
  await page.route('**/api/v1/unikernels', async (route) => {
    const answer = await route.fetch();
    const list: { data: object[] } = await answer.json();
    const data = list.data.map((each) => ({ ...each, state: 'exited' }));
    await route.fulfill({ response: answer, json: { ...list, data } });
  });
  await page.reload();
  await page.getByRole('button', { name: /^Show \d+ more$/ }).waitFor();
}

/** What pages show while something is under way, or has gone wrong. */
export const trouble: readonly PicturedPage[] = [
  { name: 'unikernel-ended', path: '/unikernels/emulated/restless' },
  {
    name: 'unikernel-deploying',
    path: '/unikernels/emulated/resolver',
    once: true,
    show: deploy,
  },
  { name: 'overview-trouble', path: '/', zoomed: true, show: endAll },
  {
    name: 'server-away',
    path: '/unikernels',
    show: async (page) => {
      await page.route('**/api/**', (route) => route.abort());
      await page.getByText('What you see is from').waitFor();
    },
  },
];

/** The last picture of the administrator's, who is signed out by it. */
export const sessionEnded: PicturedPage = {
  name: 'session-ended',
  path: '/unikernels',
  once: true,
  show: async (page) => {
    await page.context().clearCookies();
    await page.getByText('Your session has ended').waitFor();
  },
};
