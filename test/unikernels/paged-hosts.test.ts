import assert from 'node:assert/strict';
import { z } from 'zod';
import { tokenActor } from '../support/actors.ts';
import { usePostgres } from '../support/postgres.ts';
import { formOf, imageWith } from './deploy-form.ts';
import { UnikernelWorld } from './unikernel-world.ts';

const hosts = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const page = z.object({
  data: z.array(z.object({ host: z.string(), name: z.string() })),
  errors: z.array(z.object({ host: z.string() })),
  next: z.string().nullable(),
});

function describePages(databaseUrl: () => string | null): void {
  let world: UnikernelWorld;
  before(async () => {
    const actors = {
      alice: tokenActor(['unikernels:write']),
      admin: tokenActor(['unikernels:write', 'admin'], { admin: true }),
    };
    world = await UnikernelWorld.open({ hosts, actors, databaseUrl: databaseUrl() });
    for (const host of hosts) {
      const body = formOf([
        ['config', { name: 'web' }],
        ['image', imageWith()],
      ]);
      const { status, text } = await world.ask(`/hosts/${host}/unikernels`, { body });
      assert.equal(status, 201, text);
    }
  });
  after(() => world.close());

  /** Labels `HOST/web`. */
  const label = async (host: string, labels: Readonly<Record<string, string | null>>) => {
    const change = { method: 'PATCH', json: { labels } };
    const { status, text } = await world.ask(`/hosts/${host}/unikernels/web`, change);
    assert.equal(status, 200, text);
  };

  const looks = () =>
    hosts.filter((host) =>
      world.emulatorOf(host).commands.all.some(({ type }) => type === 'unikernel-info'),
    );
  const forget = () => {
    for (const host of hosts) world.emulatorOf(host).commands.clear();
  };
  const read = async (query: string, token = 'alice') =>
    page.parse((await world.ask(`/unikernels?${query}`, { token })).json);

  for (const [whose, token] of [
    ['', 'alice'],
    ['&account=*', 'admin'],
  ] as const) {
    it(`ask only the hosts that they take, and hold each once [${token}]`, async () => {
      world.pass(1);
      forget();
      const seen: string[] = [];
      let cursor = '';
      do {
        const told = await read(`limit=3&cursor=${encodeURIComponent(cursor)}${whose}`, token);
        if (cursor === '')
          assert.deepEqual(
            looks().filter((host) => host > 'd'),
            [],
          );
        seen.push(...told.data.map(({ host, name }) => `${host}/${name}`));
        cursor = told.next ?? '';
      } while (cursor !== '');
      assert.deepEqual(
        seen,
        hosts.map((host) => `${host}/web`),
      );
    });

    it(`ask only those that have such a label [${token}]`, async () => {
      for (const [query, found] of [
        ['label=tier/front.1%3Da', ['g']],
        ['label=tier/front.1', ['c', 'g']],
        ['label=tier/front.1%3Da&name=we*', ['g']],
        ['label=tier/front.1&name=w', []],
        ['label=front', []],
        ['label=$.tier', []],
        ['label=tier%22', []],
      ] as const) {
        await label('g', { 'tier/front.1': 'a' });
        await label('c', { 'tier/front.1': 'b' });
        world.pass(1);
        forget();
        const told = await read(`limit=3&${query}${whose}`, token);
        assert.deepEqual(
          told.data.map(({ host }) => host),
          found,
          query,
        );
        assert.deepEqual(looks(), found, query);
      }
    });
  }

  it('ask only those that have such a name', async () => {
    const body = formOf([
      ['config', { name: 'db' }],
      ['image', imageWith()],
    ]);
    assert.equal((await world.ask('/hosts/e/unikernels', { body })).status, 201);
    world.pass(1);
    forget();
    const told = await read('limit=3&name=d*');
    assert.deepEqual(
      told.data.map(({ host, name }) => `${host}/${name}`),
      ['e/db'],
    );
    assert.deepEqual(looks(), ['e']);
  });

  it('show what was stopped a moment ago among what is stopped', async () => {
    assert.equal((await world.ask('/hosts/f/unikernels/web/stop', { method: 'POST' })).status, 200);
    forget();
    const told = await read('limit=3&state=stopped');
    assert.deepEqual(
      told.data.map(({ host }) => host),
      ['f'],
    );
    assert.deepEqual(
      looks().filter((host) => host !== 'f'),
      [],
    );
  });
}

describe('pages of the unikernels on many hosts [SQLite]', () => describePages(() => null));
describe('pages of the unikernels on many hosts [PostgreSQL]', () => describePages(usePostgres()));
