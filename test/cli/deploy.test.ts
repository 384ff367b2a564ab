import assert from 'node:assert/strict';
import { Cancelled } from '../../cli/output/command-error.ts';
import { parseName } from '../../src/albatross/names.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { until } from '../server/support/until.ts';
import { CommandWorld } from './support/command-world.ts';
import { runCommand } from './support/run-process.ts';

describe('fulmar deploy', () => {
  let world: CommandWorld;
  let image: string;
  before(async () => {
    world = await CommandWorld.open(['unikernels:write', 'hosts:read']);
    image = await world.write('hello.spt', sampleImage());
  });
  after(() => world.close());

  const running = (name: string) =>
    world.server.emulator.host.running.get(parseName(`alice:${name}`));
  const deploy = (name: string, ...more: readonly string[]) => [
    ...['deploy', name, ...more],
    ...(more.includes('--settle') ? [] : ['--settle', '0']),
  ];

  it('creates a unikernel on the only host, and prints its steps as they end', async () => {
    const options = ['--memory', '48', '--arg=--color=red', '--arg', 'plain'];
    const printed = await world.expect(0, deploy('first', image, ...options));
    assert.match(printed, /^✓ image.*\n(✓ .*\n)+Deployed one\/first\.\n$/);
    const { memory, arguments: given } = running('first')?.config ?? {};
    assert.deepEqual({ memory, given }, { memory: 48, given: ['--color=red', 'plain'] });
    const changed = await world.json(deploy('first', '--memory', '64'));
    assert.equal(Reflect.get(Object(changed), 'state'), 'succeeded');
    assert.equal(running('first')?.config.memory, 64);
    assert.deepEqual(running('first')?.config.arguments, given);
  });

  it('says what would change, and changes nothing', async () => {
    const options = ['--memory', '32', '--dry-run'];
    const told = await world.expect(0, deploy('dry', image, ...options));
    assert.equal(told, 'one/dry: would be created\n');
    assert.equal(running('dry'), undefined);
    const refused = await world.run(deploy('one/dry', image, '--memory', '99999', '--dry-run'));
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /^Refused: /);
  });

  it('ends with 3 where it was rolled back', async () => {
    await world.expect(0, deploy('web', image));
    const next = await world.write('next.spt', sampleImage({ filler: 'next' }));
    const check = ['--check', 'console:never said', '--deadline', '1'];
    const { code, stdout, stderr } = await world.run(deploy('web', next, ...check));
    assert.equal(code, 3, stderr);
    assert.match(stdout, /^✗ check 1: .*has not come\.\n✓ rollback$/m);
    assert.match(stderr, /^one\/web: rolled back\. /);
  });

  it('cancels the deployment on Ctrl-C, and ends with 2', async () => {
    const interrupt = new AbortController();
    const watch = (printed: string) => {
      if (printed.includes('✓ host')) interrupt.abort(new Cancelled());
    };
    const call = { signal: interrupt.signal, watch };
    const { code, stderr } = await world.run(deploy('long', image, '--settle', '600'), call);
    assert.equal(code, 2, stderr);
    assert.match(stderr, /^The deployment is cancelled/);
    const { json } = await world.server.expect(200, '/hosts/one/unikernels/long/deployments');
    assert.equal(Reflect.get(Object(json), 'data')[0].state, 'cancelled');
  });

  it('cancels a detached deployment', async () => {
    await world.expect(0, deploy('left', image, '--settle', '600', '--detach'));
    const busy = await world.run(deploy('left', image, '--fail-if-busy'));
    assert.equal(busy.code, 1);
    assert.match(busy.stderr, /\n`fulmar cancel NAME` cancels it\.\n$/);
    const told = await world.expect(0, ['cancel', 'left']);
    assert.equal(told, 'Cancelled the deployment of one/left.\n');
    const { json } = await world.server.expect(200, '/hosts/one/unikernels/left/deployments');
    assert.equal(Reflect.get(Object(json), 'data')[0].state, 'cancelled');
    const { code, stderr } = await world.run(['cancel', 'left']);
    assert.deepEqual([code, stderr], [1, 'No deployment of one/left is in progress.\n']);
  });

  it('cancels what waits, and lets go on what its host is just being told', async () => {
    const held = world.server.emulator.faults.add(
      { kind: 'hold-reply' },
      { command: 'unikernel-force-create', name: 'alice:two', times: 1 },
    );
    try {
      await world.expect(0, deploy('two', image, '--detach'));
      await until(() => held.waiting > 0);
      const waiting = await world.json(deploy('two', image, '--settle', '600', '--detach'));
      const { code, stdout, stderr } = await world.run(['cancel', 'one/two', '--json']);
      assert.equal(code, 0, stderr);
      assert.deepEqual(JSON.parse(stdout).cancelled, [Reflect.get(Object(waiting), 'id')]);
      assert.match(stderr, /^The deployment \S+ is not cancelled\. The command is being sent/);
      const alone = await world.run(['cancel', 'one/two']);
      assert.equal(alone.code, 1);
      assert.match(alone.stderr, /^The command is being sent to its host\./);
    } finally {
      held.release();
    }
  });

  for (const [signal, said, state] of [
    ['SIGINT', /^The deployment is cancelled/, 'cancelled'],
    ['SIGTERM', /^The deployment [\da-f-]{36} goes on\./, 'running'],
  ] as const) {
    it(`is ${state} where its process gets ${signal}`, async () => {
      const { home, environment } = world;
      const watch = (child: { kill(sent: typeof signal): void }, printed: string) => {
        if (printed.includes('✓ host')) child.kill(signal);
      };
      const name = signal.toLowerCase();
      const words = deploy(name, image, '--settle', '600');
      const { code, stderr } = await runCommand(words, { home, environment, watch });
      assert.equal(code, 2, stderr);
      assert.match(stderr, said);
      const { json } = await world.server.expect(200, `/hosts/one/unikernels/${name}/deployments`);
      assert.equal(Reflect.get(Object(json), 'data')[0].state, state);
    });
  }

  it('says what is wrong with it before anything is sent', async () => {
    const wrong = async (...words: readonly string[]) =>
      (await world.run(deploy('x', ...words))).stderr;
    assert.match(await wrong(image, '--memory', 'much'), /whole number/);
    assert.match(await wrong(image, '--check', 'ftp://x'), /tcp:\/\/HOST:PORT/);
    assert.match(await wrong('missing.spt'), /missing\.spt: there is no such file/);
    assert.match(await wrong(await world.write('text', 'none')), /no ELF file/);
  });

  it('says what is wrong with a name, and what was probably meant', async () => {
    const told = async (...words: readonly string[]) => (await world.run(words)).stderr;
    const rule = 'it has to be 1 to 63 of a-z, 0-9, - and ., not beginning with -';
    assert.equal(await told('deploy', 'wörld', image), `"wörld" is not a valid name: ${rule}.\n`);
    assert.match(
      await told('deploy', image),
      /is a file: write `fulmar deploy NAME .+hello\.spt`\.\n$/,
    );
    assert.match(
      await told('deploy', 'nothere'),
      /\nGive an image to create it: `fulmar deploy nothere IMAGE`\.\n$/,
    );
  });

  it('only begins where nobody waits', async () => {
    const begun = await world.json(deploy('later', image, '--detach'));
    assert.match(`${Reflect.get(Object(begun), 'id')}`, /^[\da-f-]{36}$/);
  });
});
