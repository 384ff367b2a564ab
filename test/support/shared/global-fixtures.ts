import type { Cluster } from './cluster.ts';
import { Provider } from './provider.ts';

/**
 * What all processes of a run share and only some tests need is made by the process that started
 * the run, when the first test asks: a PostgreSQL server, the built dashboard. It ends with the run.
 */
let provider: Provider | null = null;
let cluster: Promise<Cluster> | null = null;
let dashboard: Promise<void> | null = null;

/** Called by mocha, once for a run. Of all tests, many start a server: it is bundled for them. */
export async function mochaGlobalSetup(): Promise<void> {
  provider = await Provider.start({ database, dashboard: builtDashboard });
  process.env.FULMAR_TEST_SHARED = provider.url; // the workers inherit it
  if (process.env.FULMAR_TEST_WHOLE !== 'yes') return;
  const { makeBundledServer } = await import('./bundled-server.ts');
  await makeBundledServer();
}

/** Called by mocha, once for a run. */
export async function mochaGlobalTeardown(): Promise<void> {
  await provider?.close();
  const started = await cluster?.catch(() => null);
  await started?.stop();
}

async function database(): Promise<string> {
  cluster ??= import('./cluster.ts').then(({ Cluster }) => Cluster.start());
  return (await cluster).createDatabase();
}

async function builtDashboard(): Promise<string> {
  dashboard ??= import('../../../scripts/dashboard/ensure.ts').then(({ ensureDashboard }) =>
    ensureDashboard(() => undefined),
  );
  await dashboard;
  return '';
}
