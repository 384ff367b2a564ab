import assert from 'node:assert/strict';
import { Administrator } from '../../server/support/administrator.ts';
import { until } from '../../server/support/until.ts';
import { usePostgres } from '../../support/postgres.ts';
import { ask } from '../../support/request.ts';
import { RunningServers } from '../../support/running-servers.ts';

const connections = 8;

/** Requests with a token, one after the other on each of some connections, until it is stopped. */
class Load {
  /** When each was asked, and whether the token was taken: then the answer shows its limit. */
  readonly answers: { readonly begun: number; readonly taken: boolean }[] = [];
  readonly #loops: Promise<unknown>;
  #going = true;

  constructor(url: string, token: string) {
    this.#loops = Promise.all(
      Array.from({ length: connections }, async () => {
        while (this.#going) {
          const begun = performance.now();
          const { headers } = await ask(url, '/api/v1/tokens/current', { token });
          this.answers.push({ begun, taken: headers.get('x-ratelimit-limit') !== null });
        }
      }),
    );
  }

  /** Waits for so many more answers to requests that begin after a time. */
  async untilAsked(count: number, after: number): Promise<void> {
    await until(() => this.answers.filter(({ begun }) => begun > after).length >= count);
  }

  async stop(): Promise<void> {
    this.#going = false;
    await this.#loops;
  }
}

describe('a token that ends while requests run', function () {
  this.timeout(60_000);
  let servers: RunningServers;
  beforeEach(() => {
    servers = new RunningServers();
  });
  afterEach(() => servers[Symbol.asyncDispose]());

  /**
   * Has a token end at one server while it is used at another, and fails where a request is taken
   * that begins more than `within` milliseconds later.
   */
  const expectEnd = async (one: string, other: string, within: number) => {
    const administrator = new Administrator();
    await administrator.signUp(one);
    for (const end of ['revoked', 'deactivated'] as const) {
      const name = `bob-${end}`;
      const json = { name, email: `${name}@example.org`, password: 'a long password' };
      const { json: bob } = await administrator.expect(201, one, '/accounts', { json });
      const { id, token } = Object(bob);
      const user = `/accounts/${id}`;
      const set = (active: boolean) =>
        administrator.expect(200, one, user, { method: 'PATCH', json: { active } });
      await set(true);
      const load = new Load(other, token.secret);
      try {
        await load.untilAsked(100, 0);
        const tokenPath = `${user}/tokens/${token.id}`;
        if (end === 'deactivated') await set(false);
        else await administrator.expect(204, one, tokenPath, { method: 'DELETE' });
        const over = performance.now() + within;
        await load.untilAsked(50, over);
        const taken = load.answers.filter((answer) => answer.taken);
        assert.ok(taken.length > 50);
        assert.ok(
          taken.every(({ begun }) => begun <= over),
          end,
        );
      } finally {
        await load.stop();
      }
    }
  };

  it('is refused from the next request on, on SQLite', async () => {
    const { url } = await servers.start();
    await expectEnd(url, url, 0);
  });

  describe('with several servers', () => {
    const url = usePostgres();

    it('is refused by the others within a second', async () => {
      const environment = { FULMAR_DATABASE_URL: url() };
      const one = await servers.start(environment);
      const other = await servers.start(environment);
      await expectEnd(one.url, other.url, 1000);
    });
  });
});
