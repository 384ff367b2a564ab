import assert from 'node:assert/strict';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { callCommand } from './support/call-command.ts';
import { CommandWorld } from './support/command-world.ts';

describe('the command that reads', () => {
  let world: CommandWorld;
  before(async () => {
    world = await CommandWorld.open();
    const form = new FormData();
    form.set('config', JSON.stringify({ name: 'hello', arguments: ['--motd=\u001b[31mred'] }));
    form.set('image', new Blob([new Uint8Array(sampleImage())]));
    await world.server.expect(201, '/hosts/one/unikernels', { method: 'POST', body: form });
  });
  after(() => world.close());

  it('lists what there is, for people and for programs', async () => {
    const [heading = '', row = ''] = (await world.expect(0, ['ls'])).split('\n');
    assert.match(heading, /^HOST +NAME +STATE/);
    assert.match(row, /^one +hello +(starting|running) .* 32 MiB/);
    const found = await world.json(['list', '--name', 'hel*']);
    assert.equal(Reflect.get(Object(Array.isArray(found) && found[0]), 'name'), 'hello');
    assert.match(await world.expect(0, ['ps', '--name', 'none']), /^There are no unikernels/);
  });

  it('shows one by its name alone, and nothing in it speaks to the terminal', async () => {
    const shown = await world.expect(0, ['show', 'hello']);
    assert.match(shown, /^Name +one\/hello\nState +(starting|running)/);
    assert.match(shown, /Arguments +--motd=red/);
    assert.ok(!shown.includes('\u001b'));
  });

  it('says what is not there in the words of the server', async () => {
    const { code, stderr } = await world.run(['show', 'one/nobody']);
    assert.equal(code, 1);
    assert.match(stderr, /nobody/);
    assert.match((await world.run(['show', 'nobody'])).stderr, /fulmar list/);
    assert.match((await world.run(['show', 'a/b/c'])).stderr, /HOST\/NAME/);
  });

  it('reads an image without a server', async () => {
    const devices = [{ name: 'service', type: 'network' }] as const;
    const file = await world.write('hello.spt', sampleImage({ devices }));
    const told = await callCommand(world.home, ['image', 'inspect', file]);
    assert.match(told.stdout, /^Target +spt, ABI 2\n(?:.*\n)*Networks +service\nVolumes +none/);
    const text = await world.write('text', 'no image');
    const refused = await callCommand(world.home, ['image', 'inspect', text]);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /text: the image is no ELF file/);
  });

  it('has help for everything, without a request', async () => {
    const { code, stdout } = await callCommand(world.home, ['--help']);
    assert.equal(code, 0);
    assert.match(stdout, /Exit codes: 0 done, 1 failed, 2 cancelled, 3 rolled back, 4 sign in/);
    const about = await callCommand(world.home, ['list', '--help']);
    assert.match(about.stdout, /Examples:\n +# those on all hosts\n +\$ fulmar list\n/);
    assert.equal((await callCommand(world.home, ['lits'])).code, 1);
  });
});
