import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import type { Emulator } from '../../../src/emulator/emulator.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import type { ManagedHost } from '../../../src/host-client/managed-host.ts';
import { Policies } from '../../../src/hosts/policies/policies.ts';
import { BehindSsh } from '../support/behind-ssh.ts';
import { hostDepsOf, plainConfig, seen, targetOf } from '../support/host-world.ts';
import { ServerWorld } from '../support/server-world.ts';
import { until } from '../support/until.ts';

const small = { unikernels: 2, memory: 64, storage: 10, cpuids: [0], bridges: ['service'] };
const alice = parseLabel('alice');

for (const transport of ['TLS', 'SSH']) {
  describe(`policies over ${transport}`, () => {
    let world: ServerWorld;
    let ssh: BehindSsh;
    let emulator: Emulator;
    let host: ManagedHost;
    let id: string;

    beforeEach(async () => {
      world = await ServerWorld.open(hostDepsOf({ replyTimeout: 3_000 }));
      ssh = await BehindSsh.start();
      emulator = ssh.emulator;
      if (transport === 'TLS') await world.addHost('one', emulator);
      else await world.ask('/hosts', { json: ssh.body });
      host = world.registry.get(parseLabel('one'));
      id = await world.addAccount('alice');
    });

    afterEach(async () => {
      await world.close();
      await ssh[Symbol.asyncDispose]();
    });

    const put = (json: object, account = id) =>
      world.ask(`/accounts/${account}/policies/one`, { method: 'PUT', json });
    const remove = (query = '', token = 'root') =>
      world.ask(`/accounts/${id}/policies/one${query}`, { method: 'DELETE', token });
    const stored = () => new Policies(world.database).find(host, alice);
    const onHost = async () => {
      const policies = await host.read((client, signal) => client.policies([], { signal }));
      return policies.find(({ name }) => name.path[0] === 'alice')?.value ?? null;
    };
    const addVolume = (name: string, size: number) =>
      host.change((client, signal) => client.addVolume(targetOf('alice', name), size, { signal }));
    const startUnikernel = (name: string, memory = 32) =>
      host.change((client, signal) => {
        const image = sampleImage();
        const content = { size: image.length, content: ReadableStream.from([image]) };
        const config = { ...plainConfig, memory };
        return client.createUnikernel(targetOf('alice', name), config, content, { signal });
      });

    describe('PUT', () => {
      it('gives the policy to the host, and stores it then', async () => {
        const { status, json } = await put(small);
        assert.equal(status, 200);
        assert.partialDeepStrictEqual(json, { ...small, account: 'alice', host: 'one' });
        const { storage: block, ...rest } = small;
        assert.deepEqual(await onHost(), { ...rest, block });
        assert.equal((await stored())?.memory, 64);
      });

      it('replaces one by another', async () => {
        await put(small);
        await put({ ...small, memory: 128, storage: null });
        assert.equal((await onHost())?.memory, 128);
        const domain = await new Policies(world.database).domainOn(host, alice);
        assert.partialDeepStrictEqual(domain, {
          label: 'alice',
          policy: { memory: 128, block: null },
        });
      });

      const beyond: readonly [string, object, RegExp][] = [
        ['memory', { memory: 20_000 }, /policy above allows 16384 MB memory/],
        ['storage', { storage: 300_000 }, /block storage/],
        ['CPUs', { cpuids: [0, 9] }, /CPUids 9/],
        ['bridges', { bridges: ['moon'] }, /bridge/],
        ['too little memory', { memory: 16 }, /Unusable policy/],
        ['no CPU', { cpuids: [] }, /Unusable policy/],
      ];
      for (const [what, members, words] of beyond) {
        it(`refuses with 422 what the host does not have [${what}]`, async () => {
          const { status, json } = await put({ ...small, ...members });
          assert.equal(status, 422);
          const { code, detail } = Object(json);
          assert.equal(code, 'policy-refused');
          assert.match(detail, words);
          assert.equal(await stored(), null);
          assert.equal(await onHost(), null);
        });
      }

      it('refuses a body in which something is missing or unknown', async () => {
        const { storage: _, ...incomplete } = small;
        assert.equal((await put(incomplete)).status, 400);
        assert.equal((await put({ ...small, colour: 'red' })).status, 400);
      });

      const tooSmall: readonly [string, object][] = [
        ['unikernels', { unikernels: 1 }],
        ['memory', { memory: 63 }],
        ['storage', { storage: 3 }],
        ['no storage', { storage: null }],
        ['CPUs', { cpuids: [1] }],
      ];
      for (const [what, members] of tooSmall) {
        it(`refuses with 409 what is smaller than what is in use [${what}]`, async () => {
          await put(small);
          await startUnikernel('web');
          await startUnikernel('db');
          await addVolume('data', 4);
          const { status, json } = await put({ ...small, ...members });
          assert.equal(status, 409);
          assert.partialDeepStrictEqual(json, { code: 'policy-too-small' });
          assert.partialDeepStrictEqual(await stored(), { memory: 64, storage: 10 });
          assert.equal((await onHost())?.memory, 64);
        });
      }

      it('waits for the commands that run in the domain, and is not undone by later ones', async () => {
        await put(small);
        const scope = { command: 'block-add', times: 1 } as const;
        const slow = emulator.faults.add({ kind: 'slow', milliseconds: 60_000 }, scope);
        const running = addVolume('data', 4);
        await until(() => seen(emulator, 'block-add') === 1);
        const setting = put({ ...small, memory: 96 });
        const later = (async () => {
          await until(() => slow.hits === 1);
          slow.release();
        })();
        await Promise.all([running, later]);
        assert.equal((await setting).status, 200);
        await addVolume('more', 4);
        assert.equal((await onHost())?.memory, 96);
      });

      it('is 409 where other hands have made something in the domain, unless that is adopted', async () => {
        await addVolume('theirs', 4);
        const refused = await put(small);
        assert.equal(refused.status, 409);
        assert.partialDeepStrictEqual(refused.json, { code: 'domain-in-use' });
        assert.equal(await stored(), null);
        assert.equal((await put({ ...small, adopt: true })).status, 200);
      });

      it('is 503 where the host is away, and stores nothing', async () => {
        await emulator.stop();
        const { status, json } = await put(small);
        assert.equal(status, 503);
        assert.partialDeepStrictEqual(json, { code: 'host-down' });
        assert.equal(await stored(), null);
      });

      it('is refused with the host’s words where it does not take the policy', async () => {
        const words = 'not on a Sunday';
        const fault = { command: 'policy-info', name: 'alice:' } as const;
        emulator.faults.add({ kind: 'failure', words }, fault);
        const { status, json } = await put(small);
        assert.equal(status, 422);
        assert.partialDeepStrictEqual(json, { code: 'policy-refused', detail: words });
        assert.equal(await stored(), null);
      });

      it('is not for an account that waits for approval, nor for one that there is not', async () => {
        const waiting = await world.addAccount('carol', false);
        assert.partialDeepStrictEqual((await put(small, waiting)).json, {
          code: 'account-inactive',
        });
        const nobody = '00000000-0000-4000-8000-000000000000';
        assert.equal((await put(small, nobody)).status, 404);
        assert.equal(seen(emulator, 'block-info'), 0);
      });

      it('is for administrators', async () => {
        const path = `/accounts/${id}/policies/one`;
        const { status } = await world.ask(path, { method: 'PUT', json: small, token: 'bob' });
        assert.equal(status, 403);
      });
    });

    describe('DELETE', () => {
      it('leaves the account without a policy: nothing can be done in the domain any more', async () => {
        await put(small);
        assert.equal((await remove()).status, 204);
        assert.equal(await stored(), null);
        await assert.rejects(new Policies(world.database).domainOn(host, alice), {
          code: 'no-policy',
          status: 403,
        });
        await assert.rejects(addVolume('data', 1), { code: 'no-policy' });
        assert.equal((await remove()).status, 404);
      });

      it('is 409 while anything is left', async () => {
        await put(small);
        await addVolume('data', 4);
        const { status, json } = await remove();
        assert.equal(status, 409);
        assert.partialDeepStrictEqual(json, { code: 'domain-in-use' });
        assert.equal((await stored())?.memory, 64);
        await addVolume('more', 4);
      });

      it('destroys what is left where that is asked for, and nothing of others', async () => {
        await put(small);
        await startUnikernel('web');
        await addVolume('data', 4);
        await host.change((client, signal) =>
          client.addVolume(targetOf('bob', 'data'), 4, { signal }),
        );
        assert.equal((await remove('?destroy=true')).status, 204);
        assert.deepEqual(await host.unikernels(), []);
        const volumes = await host.volumes();
        assert.deepEqual(
          volumes.map(({ name }) => name.path),
          [['bob']],
        );
        assert.deepEqual(world.forgotten, ['one/alice']);
      });

      it('destroys nothing for a token where it is not for all the names', async () => {
        await put(small);
        await startUnikernel('web-1');
        await addVolume('web-data', 1);
        await addVolume('data', 1);
        const { status, json } = await remove('?destroy=true', 'web');
        assert.deepEqual([status, Object(json).code], [403, 'name-not-allowed']);
        const left = [...(await host.unikernels()), ...(await host.volumes())];
        assert.equal(left.length, 3);
        await host.change((client, signal) =>
          client.removeVolume(targetOf('alice', 'data'), { signal }),
        );
        assert.equal((await remove('?destroy=true', 'web')).status, 204);
      });

      it('gives up no upload where anything stays', async () => {
        await put(small);
        await addVolume('data', 4);
        emulator.faults.add({ kind: 'failure', words: 'no' }, { command: 'block-remove' });
        assert.equal((await remove('?destroy=true')).status, 422);
        assert.deepEqual(world.forgotten, []);
      });

      it('and a new one: the domain can be used again', async () => {
        await put(small);
        await remove();
        await put(small);
        await addVolume('data', 4);
      });
    });

    describe('GET /hosts/:host/policies', () => {
      it('shows what is given, to whom, what is used of it, and what is left', async () => {
        await put(small);
        await startUnikernel('web');
        const { status, json } = await world.ask('/hosts/one/policies');
        assert.equal(status, 200);
        assert.partialDeepStrictEqual(json, {
          data: [{ ...small, account: 'alice', used: { unikernels: 1, memory: 32, storage: 0 } }],
          root: { unikernels: null, memory: 16_384, storage: 262_144, cpuids: [0, 1, 2, 3] },
          left: { memory: 16_384 - 64, storage: 262_144 - 10 },
          used: { unikernels: 1, memory: 32, storage: 0 },
          cpus: [
            { id: 0, policies: 1, unikernels: 1 },
            { id: 1, policies: 0, unikernels: 0 },
            { id: 2, policies: 0, unikernels: 0 },
            { id: 3, policies: 0, unikernels: 0 },
          ],
          errors: [],
        });
      });

      it('shows what is given also where the host is away', async () => {
        await put(small);
        await emulator.stop();
        const { status, json } = await world.ask('/hosts/one/policies');
        assert.equal(status, 200);
        assert.partialDeepStrictEqual(json, {
          data: [{ ...small, used: null }],
          root: null,
          left: null,
          used: null,
          cpus: null,
          errors: [{ host: 'one', code: 'host-unreachable' }],
        });
      });
    });
  });
}
