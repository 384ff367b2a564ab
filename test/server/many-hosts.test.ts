import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { formOf } from '../unikernels/deploy-form.ts';
import { type ServerWorld, useServer } from './support/server-world.ts';

/** Milliseconds: the list's own limit of 2 s, and what a busy machine adds. */
const listLimit = 4_000;

/** A host that takes connections and never says a word on one; they are counted. */
class SilentHost {
  connections = 0;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  constructor() {
    this.#server = createServer((socket) => {
      this.connections += 1;
      this.#sockets.add(socket.on('error', () => {}));
    });
  }

  async listen(port: number, address: string): Promise<void> {
    this.#server.listen(port, address);
    await once(this.#server, 'listening');
  }

  async close(): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}

interface Across {
  readonly data: readonly { readonly host: string; readonly state: string }[];
  readonly errors: readonly { readonly host: string; readonly code: string }[];
}

async function list(world: ServerWorld): Promise<Across> {
  const { json } = await world.expect(200, '/unikernels');
  return Object(json);
}

/** 49 hosts more, all with a unikernel `hello`. */
async function addHosts(world: ServerWorld): Promise<Map<string, Emulator>> {
  const { folder, administrator, url, emulator } = world;
  const { authority, certificate } = emulator;
  const options = { folder, authority, certificate, discardVolumes: true };
  const hosts = new Map([['one', emulator]]);
  for (let n = 2; n <= 50; n++) {
    const host = await startEmulator(options);
    world.defer(() => host.close());
    hosts.set(`host-${n}`, host);
    await administrator.addHost(url, `host-${n}`, host);
  }
  for (const name of hosts.keys()) {
    const body = formOf([
      ['config', { name: 'hello' }],
      ['image', sampleImage()],
    ]);
    await world.expect(201, `/hosts/${name}/unikernels`, { body });
  }
  return hosts;
}

async function timedList(world: ServerWorld): Promise<Across & { readonly took: number }> {
  const before = performance.now();
  const answer = await list(world);
  return { ...answer, took: performance.now() - before };
}

describe('a list over 50 hosts, one of them silent and one slow', function () {
  this.timeout(90_000);
  const server = useServer();
  const silent = new SilentHost();
  let hosts: ReadonlyMap<string, Emulator>;

  before(async () => {
    hosts = await addHosts(server());
    const away = hosts.get('host-7');
    const slow = hosts.get('host-8');
    assert(away && slow);
    await away.stop();
    await silent.listen(away.port, away.address);
    server().defer(() => silent.close());
    slow.faults.add({ kind: 'slow', milliseconds: 3_000 }, { command: 'unikernel-info' });
  });

  it('has the others’ data and two errors, within its limit', async () => {
    let answer = await timedList(server());
    // What was read of them within the last second is still shown.
    while (answer.errors.length < 2) answer = await timedList(server());
    const { data, errors, took } = answer;
    const others = [...hosts.keys()].filter((name) => name !== 'host-7' && name !== 'host-8');
    const running = data.filter(({ state }) => state === 'running');
    assert.deepEqual(running.map(({ host }) => host).sort(), others.sort());
    const silentOnes = data.filter(({ state }) => state === 'unknown');
    assert.deepEqual(
      silentOnes.map(({ host }) => host),
      ['host-7', 'host-8'],
    );
    assert.deepEqual(
      errors.map(({ host }) => host),
      ['host-7', 'host-8'],
    );
    for (const { code } of errors) assert.match(code, /^host-(timeout|down)$/);
    assert(took < listLimit, `took ${took} ms`);
  });

  it('costs the silent one nothing once that is known', async () => {
    const { host } = await server().server.untilLogged('the host is degraded');
    assert.equal(host, 'host-7');
    hosts.get('host-8')?.faults.clear();
    const { connections } = silent;
    for (let n = 0; n < 3; n++) {
      const { data, errors } = await list(server());
      assert.equal(data.filter(({ state }) => state === 'running').length, 49);
      assert.deepEqual(
        errors.map(({ host: away, code }) => ({ host: away, code })),
        [{ host: 'host-7', code: 'host-down' }],
      );
    }
    assert.equal(silent.connections, connections);
  });
});
