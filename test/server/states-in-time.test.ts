import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseName } from '../../src/albatross/names.ts';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { within } from '../support/lateness.ts';
import { OwnServer } from '../support/own-server.ts';
import { formOf } from '../unikernels/deploy-form.ts';

/** As of up to 50, each is looked at every five seconds: so many with `FULMAR_TEST_HOSTS=50`. */
const hosts = Number(process.env.FULMAR_TEST_HOSTS ?? 6);
const soon = 5_000;
/** All hosts together, in a second. */
const mostLooks = 10;

const unikernels = '/hosts/one/unikernels';

describe('how unikernels do, on hosts of which there are few', function () {
  this.timeout(hosts * 20_000 + 120_000);
  let folder: string;
  let server: OwnServer;
  let others: Emulator;
  let away: Emulator;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-states-'));
    others = await startEmulator({ folder: join(folder, 'others') });
    away = await startEmulator({ folder: join(folder, 'away') });
    server = await OwnServer.open();
    await server.administrator.addHost(server.url, 'away', away);
    for (let index = 2; index < hosts; index += 1) {
      const { certificatePem: certificate, privateKeyPem: privateKey } = others.authority;
      const { address, port } = others;
      const at = { transport: 'tls', address, port, certificate, privateKey };
      const json = { name: `other-${index}`, ...at, allowDuplicate: true };
      await server.expect(201, '/hosts', { json });
    }
  });
  after(async () => {
    await server?.close();
    for (const emulator of [others, away]) await emulator?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const create = (name: string, config: object = {}, place = unikernels) =>
    server.expect(201, place, {
      body: formOf([
        ['config', { name, ...config }],
        ['image', sampleImage()],
      ]),
    });

  const looks = () =>
    [server.emulator, others, away]
      .flatMap(({ commands }) => commands.all)
      .filter(({ type }) => type === 'unikernel-info').length;

  /** What one is said to do by its own page, and by the list. */
  async function statesOf(name: string, host: string): Promise<string> {
    const { json } = await server.expect(200, `/hosts/${host}/unikernels/${name}`);
    const listed = await server.expect(200, `/unikernels?name=${name}`);
    const { data } = Object(listed.json);
    return `${Object(json).state}, ${data[0]?.state}`;
  }

  /** It says so in time, and says nothing else afterwards. */
  async function expectState(name: string, state: string, host = 'one'): Promise<void> {
    const begun = performance.now();
    await within(soon, async () => {
      for (;;) {
        const said = await statesOf(name, host);
        if (said === `${state}, ${state}`) return;
        assert.ok(performance.now() - begun < 60_000, `${name}: ${said}`);
        await sleep(50);
      }
    });
    const read = new Set<string>();
    for (let reading = 0; reading < 20; reading += 1) {
      read.add(await statesOf(name, host));
      await sleep(100);
    }
    assert.deepEqual([...read], [`${state}, ${state}`]);
  }

  it('is said in time, and in each reading', async () => {
    const quit = { failBehaviour: 'quit' };
    await create('running');
    await expectState('running', 'running');
    await create('looping', { arguments: ['--emulator-exit=7:50'] });
    await expectState('looping', 'restarting');
    await create('exiting', { ...quit, arguments: ['--emulator-exit=7:300'] });
    await expectState('exiting', 'exited');
    await create('completing', { ...quit, arguments: ['--emulator-exit=0:300'] });
    await expectState('completing', 'completed');
    await create('stopping');
    await server.expect(200, `${unikernels}/stopping/stop`, { method: 'POST' });
    await expectState('stopping', 'stopped');
    await create('distant', {}, '/hosts/away/unikernels');
    await expectState('distant', 'running', 'away');
    await away.stop({ crash: true });
    await expectState('distant', 'unknown', 'away');
  });

  it('is said of what another client has started, and whose nobody’s account it is', async () => {
    const config = {
      ...({ type: 'solo5', compressed: false, failBehaviour: 'quit', startup: null } as const),
      ...{ addName: true, cpuids: [0], memory: 32, blockDevices: [], networkDevices: [] },
      ...{ arguments: [], numcpus: 1, linuxBootPartition: null, image: sampleImage() },
    };
    await server.emulator.host.unikernels.create(parseName('nobody:theirs'), config);
    await server.emulator.host.unikernels.create(parseName('alice:watched'), config);
    const listed = async () => {
      const { json } = await server.expect(200, '/unikernels?account=*');
      const data: readonly Record<string, unknown>[] = Object(json).data;
      return new Map(data.map(({ account, name, foreign }) => [`${account}:${name}`, foreign]));
    };
    await within(soon, async () => {
      const begun = performance.now();
      while ((await listed()).size < 8 && performance.now() - begun < 60_000) await sleep(50);
    });
    const found = await listed();
    assert.deepEqual(
      [found.get('alice:watched'), [...found.values()].includes(true)],
      [false, true],
    );
  });

  it('costs the hosts ten looks a second at most, all together', async () => {
    const before = looks();
    const begun = performance.now();
    await sleep(6_000);
    const seconds = (performance.now() - begun) / 1_000;
    const seen = looks() - before;
    assert.ok(seen > 0 && seen <= mostLooks * (seconds + 1), `${seen} looks in ${seconds} s`);
  });
});
