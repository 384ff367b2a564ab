import assert from 'node:assert/strict';
import { z } from 'zod';
import { tokenActor } from '../support/actors.ts';
import { formOf, imageWith } from './deploy-form.ts';
import { UnikernelWorld } from './unikernel-world.ts';

const hosts = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const page = z.object({
  data: z.array(z.object({ host: z.string(), name: z.string() })),
  errors: z.array(z.object({ host: z.string() })),
  next: z.string().nullable(),
});

describe('pages of the unikernels on many hosts', () => {
  let world: UnikernelWorld;
  before(async () => {
    const actors = {
      alice: tokenActor(['unikernels:write']),
      admin: tokenActor(['unikernels:write', 'admin'], { admin: true }),
    };
    world = await UnikernelWorld.open({ hosts, actors });
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
  }
});
