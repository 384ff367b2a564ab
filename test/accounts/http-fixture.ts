import { createApp } from '../../src/http/app.ts';
import { Idempotency } from '../../src/http/idempotency/idempotency.ts';
import { listen } from '../../src/http/listen.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { createLogger } from '../../src/log.ts';
import { type Ask, ask, type Told } from '../support/request.ts';
import { type IdentityFixture, makeIdentity } from './identity-fixture.ts';

export interface IdentityServer extends IdentityFixture {
  readonly url: string;
  /** Asks below `/api/v1`. */
  ask(path: string, options?: Ask): Promise<Told>;
  close(): Promise<void>;
}

/** Serves the routes of accounts and tokens, on a free port and a database in memory. */
export async function serveIdentity(made?: IdentityFixture): Promise<IdentityServer> {
  const identity = made ?? (await makeIdentity());
  const { authenticator, database, clock, routes } = identity;
  const app = createApp({
    url: null,
    trustProxy: [],
    logger: createLogger('silent'),
    metrics: createMetrics(),
    authenticate: (request) => authenticator.authenticate(request),
    idempotency: new Idempotency(database, clock.tell),
    checkDatabase: () => database.em().execute('select 1'),
    stopping: new AbortController().signal,
    routes,
  });
  const listener = await listen(app.callback(), { bind: '127.0.0.1', port: 0 });
  return {
    ...identity,
    url: listener.url,
    ask: (path, options) => ask(`${listener.url}/api/v1`, path, options),
    close: async () => {
      await listener.stop(0);
      await identity.uses.stop();
      await database.close();
    },
  };
}

/** The headers of a browser that is signed in, asking from our own page. */
export function asBrowser(signedIn: Told): Record<string, string> {
  const [cookie = ''] = signedIn.headers.getSetCookie();
  const [pair = ''] = cookie.split(';');
  return { cookie: pair, 'sec-fetch-site': 'same-origin' };
}
