import assert from 'node:assert/strict';
import { parseName } from '../../src/albatross/names.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { CommandWorld } from './support/command-world.ts';

const project = (memory: number) => `
host: one
volumes:
  data: { size: 2 }
unikernels:
  hello:
    image: hello.spt
    memory: ${memory}
    arguments: [--color=red]
    blockDevices:
      - { name: storage, volume: data }
    settle: 0
    labels: { tier: web }
  plain:
    image: plain.spt
    settle: 0
`;

/** Members of a unikernel that do not fit, and what is said about them. */
const misfits = [
  ['memory: 64M', 'memory must be a number of MiB, as 64'],
  ['arguments: --port=80', 'arguments must be a list, not a string'],
  ['networkDevices: [service]', 'networkDevices.0 must be an object, not a string'],
  ['failBehaviour: never', 'failBehaviour must be "quit" or an object'],
  ['checks: [{ kind: http }]', 'checks.0.url is missing'],
  ['keepRunning: yes', 'keepRunning must be true or false, not a string'],
] as const;

describe('fulmar apply and diff', () => {
  let world: CommandWorld;
  before(async () => {
    world = await CommandWorld.open(['unikernels:write', 'volumes:write']);
    const devices = [{ name: 'storage', type: 'block' }] as const;
    await world.write('hello.spt', sampleImage({ devices }));
    await world.write('plain.spt', sampleImage());
  });
  after(() => world.close());

  const running = (name: string) =>
    world.server.emulator.host.running.get(parseName(`alice:${name}`))?.config;
  const write = (text: string) => world.write('fulmar.yaml', text);

  it('tells what it would make, makes it, and then finds nothing to do', async () => {
    const file = await write(project(48));
    const plan =
      /^\+ volume one\/data: create, 2 MiB\n\+ unikernel one\/hello: create\n\+ unikernel one\/plain: create\n/;
    assert.match(await world.expect(0, ['diff', '-f', file]), plan);
    assert.equal(running('hello'), undefined);
    const applied = await world.expect(0, ['apply', '-f', file]);
    assert.match(applied, plan);
    assert.match(applied, /Done\.\n$/);
    assert.equal(running('hello')?.memory, 48);
    const shown = await world.json(['show', 'one/hello']);
    assert.deepEqual(Reflect.get(Object(shown), 'labels'), { tier: 'web' });
    const same =
      '= volume one/data: as it is\n= unikernel one/hello: as it is\n= unikernel one/plain: as it is\n';
    assert.equal(await world.expect(0, ['diff', '-f', file]), same);
  });

  it('changes only what differs, and leaves what the file does not name', async () => {
    const file = await write(project(64).split('  plain:')[0] ?? '');
    const applied = await world.expect(0, ['apply', '-f', file]);
    assert.match(applied, /^~ unikernel one\/hello: change memory$/m);
    assert.match(applied, /^\? unikernel one\/plain: not in the file; stays$/m);
    assert.equal(running('hello')?.memory, 64);
    assert.ok(running('plain'));
  });

  it('destroys what the file does not name with --prune, once that is confirmed', async () => {
    const file = await write(project(64).split('  plain:')[0] ?? '');
    const unsure = await world.run(['apply', '-f', file, '--prune']);
    assert.equal(unsure.code, 1);
    assert.match(unsure.stdout, /^- unikernel one\/plain: destroy$/m);
    assert.match(
      unsure.stderr,
      /^Destroy the unikernel one\/plain, which the file does not name\? /,
    );
    assert.ok(running('plain'));
    await world.expect(0, ['apply', '-f', file, '--prune', '--yes']);
    assert.equal(running('plain'), undefined);
    assert.ok(running('hello'));
  });

  it('says which volume a device would lose, and that its new one would be empty', async () => {
    const other = project(64)
      .replace('data: { size: 2 }', 'data: { size: 2 }\n  spare: { size: 1 }')
      .replace('volume: data', 'volume: spare');
    const file = await write(other.split('  plain:')[0] ?? '');
    const told = await world.expect(0, ['diff', '-f', file]);
    assert.match(told, /^ {4}device storage: volume data → spare, which is new and empty$/m);
    const plan: readonly unknown[] = Object(await world.json(['diff', '-f', file]));
    const moved = plan.flatMap((each) => Reflect.get(Object(each), 'moved') ?? []);
    assert.deepEqual(moved, [{ device: 'storage', from: 'data', to: 'spare', isNew: true }]);
  });

  it('deploys one of its unikernels, as the file says', async () => {
    const file = await write(project(48));
    const deployed = await world.expect(0, ['deploy', '-f', file, 'hello']);
    assert.match(deployed, /Deployed one\/hello\.\n$/);
    assert.equal(running('hello')?.memory, 48);
    assert.equal(running('plain'), undefined);
    const built = ['deploy', '-f', file, 'hello', '--commit', 'abc123', '--json'];
    const revision = { revision: { commit: 'abc123' } };
    assert.partialDeepStrictEqual(JSON.parse(await world.expect(0, built)), revision);
    const next = await write(project(32));
    await world.expect(0, ['apply', '-f', next, '--commit', 'def456']);
    const { json } = await world.server.expect(200, '/hosts/one/unikernels/hello/deployments');
    assert.deepEqual(Reflect.get(Object(json), 'data')[0].revision, { commit: 'def456' });
    await world.expect(0, ['rm', 'plain', '--yes']);
    const both = await world.run(['deploy', '-f', file, 'hello', '--memory', '64']);
    assert.match(both.stderr, /not both/);
    assert.match((await world.run(['deploy', '-f', file, 'other'])).stderr, /no unikernel other/);
    await world.expect(0, ['deploy', '-f', await write(project(64)), 'hello']);
  });

  it('changes nothing where anything of it is refused, and names the line', async () => {
    const larger = await write(project(32).replace('size: 2', 'size: 4'));
    const { code, stderr } = await world.run(['apply', '-f', larger]);
    assert.equal(code, 1);
    assert.match(stderr, /fulmar\.yaml:4: data: it has 2 MiB/);
    assert.equal(running('hello')?.memory, 64);
    const greedy = await write(project(99_999));
    assert.match((await world.run(['diff', '-f', greedy])).stderr, /fulmar\.yaml:6: hello: /);
  });

  it('names each fault of a file with its line', async () => {
    const faults = async (text: string) =>
      (await world.run(['diff', '-f', await write(text)])).stderr;
    const text = 'unikernels:\n  a:\n    image: x\n    memry: 3\n    memory: much\n';
    assert.match(
      await faults(text),
      /fulmar\.yaml:5: unikernels\.a\.memory must be a number of MiB, as 64\.\n.*fulmar\.yaml:4: unikernels\.a\.memry is not known here\. Did you mean memory\?\n/,
    );
    for (const [member, told] of misfits) {
      const said = await faults(`unikernels:\n  a: { image: x, ${member} }\n`);
      assert.ok(said.endsWith(`fulmar.yaml:2: unikernels.a.${told}.\n`), said);
    }
    assert.match(await faults('hello\n'), /:1: this must be an object, not a string\.\n$/);
    assert.match(await faults('unikernels: [\n'), /fulmar\.yaml:\d: /);
    assert.match(await faults('a: 1\na: 2\n'), /fulmar\.yaml:2: /);
    assert.match((await world.run(['diff', '-f', 'none.yaml'])).stderr, /no such file/);
  });
});
