import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { parseName } from '../../src/albatross/names.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { OwnServer } from '../support/own-server.ts';
import type { Ask } from '../support/request.ts';
import { formOf } from './deploy-form.ts';
import { openEvents } from './event-reader.ts';

/** How a secret is named in an argument. */
const ref = (name: string) => `\${secret:${name}}`;
const hello = parseName('alice:hello');
const place = '/hosts/one/unikernels';

describe('arguments that name secrets', () => {
  let server: OwnServer;
  beforeEach(async () => {
    server = await OwnServer.open();
  });
  afterEach(() => server?.close());

  const save = async (name: string, value: string) => {
    const told = await server.ask(`/secrets/${name}`, { method: 'PUT', json: { value } });
    assert.ok([201, 204].includes(told.status), told.text);
  };
  const create = (texts: readonly string[], more: Ask = {}) => {
    const body = formOf([
      ['config', { name: 'hello', arguments: texts, force: true }],
      ['image', sampleImage()],
    ]);
    return server.ask(place, { body, ...more });
  };
  const update = (config: unknown) => {
    const body = formOf([
      ['config', config],
      ['image', sampleImage({ filler: 'next' })],
    ]);
    return server.ask(`${place}/hello/update`, { body });
  };
  const restart = (json?: unknown) =>
    server.ask(`${place}/hello/restart`, json === undefined ? { method: 'POST' } : { json });
  const running = () => server.emulator.host.running.get(hello)?.config.arguments;
  const shown = async (more: Ask = {}) =>
    Object((await server.expect(200, `${place}/hello`, more)).json).arguments;
  const warnings = async () => Object((await server.expect(200, `${place}/hello`)).json).warnings;
  const argumentsIn = (told: { json: unknown }) => Object(told.json).arguments;

  it('are filled in for the host by a creation, an update and a restart, and shown as given', async () => {
    await save('KEY', 'hunter2hunter2');
    const given = [`--dns-key=name:${ref('KEY')}`, '--port=80', `$${ref('KEY')}`];
    const told = ['--dns-key=name:hunter2hunter2', '--port=80', ref('KEY')];
    const made = await create(given);
    assert.equal(made.status, 201, made.text);
    assert.deepEqual(running(), told);
    assert.deepEqual(argumentsIn(made), given);
    assert.deepEqual(await shown(), given);
    const [listed] = Object((await server.expect(200, place)).json).data;
    assert.deepEqual(listed.arguments, given);
    const updated = await update({ arguments: [`-k=${ref('KEY')}`] });
    assert.equal(updated.status, 200, updated.text);
    assert.deepEqual(running(), ['-k=hunter2hunter2']);
    assert.deepEqual(argumentsIn(updated), [`-k=${ref('KEY')}`]);
    const restarted = await restart({ arguments: [ref('KEY')] });
    assert.equal(restarted.status, 200, restarted.text);
    assert.deepEqual(running(), ['hunter2hunter2']);
    assert.deepEqual(await shown(), [ref('KEY')]);
  });

  it('are shown as given in releases and their differences', async () => {
    await save('KEY', 'hunter2hunter2');
    const given = [`--dns-key=name:${ref('KEY')}`, '--old=hunter2hunter2', `--as=$${ref('KEY')}`];
    const hidden = [`--dns-key=name:${ref('KEY')}`, `--old=${ref('KEY')}`, `--as=$${ref('KEY')}`];
    assert.equal((await create(given)).status, 201);
    assert.equal((await update({ arguments: [] })).status, 200);
    const { json } = await server.expect(200, `${place}/hello/releases`);
    assert.deepEqual(Object(json).data[1].arguments, hidden);
    const compared = await server.expect(200, `${place}/hello/releases/2/compare/1`);
    const { differences } = Object(compared.json);
    assert.deepEqual(differences.at(-1), { field: 'arguments', from: [], to: hidden });
  });

  it('keep the reference through changes of other things, and take the value of the day', async () => {
    await save('PIN', '12');
    assert.equal((await create([`--door=pre-${ref('PIN')}-12`])).status, 201);
    await save('PIN', '34');
    assert.deepEqual(await shown(), [`--door=pre-${ref('PIN')}-12`]);
    assert.deepEqual(running(), ['--door=pre-12-12'], 'nothing is told before a restart');
    assert.match(`${await warnings()}`, /^The secret PIN was changed or removed since/);
    assert.equal((await restart()).status, 200);
    assert.deepEqual(await warnings(), []);
    assert.deepEqual(running(), ['--door=pre-34-12']);
    await save('PIN', '56');
    assert.equal((await update({ memory: 48 })).status, 200);
    assert.deepEqual(running(), ['--door=pre-56-12']);
    await save('PIN', '78');
    assert.equal((await restart({ failBehaviour: 'quit' })).status, 200);
    assert.deepEqual(running(), ['--door=pre-78-12']);
    assert.deepEqual(await shown(), [`--door=pre-${ref('PIN')}-12`]);
  });

  it('show no value that was replaced or removed and still runs, in lists either', async () => {
    await save('KEY', 'hunter2hunter2');
    const given = [`--motd=${ref('KEY')}`];
    assert.equal((await create(given)).status, 201);
    const token = await server.administrator.makeToken(server.url, ['unikernels:write']);
    const removed = { method: 'DELETE' };
    for (const change of [() => save('KEY', 'next'), () => server.ask('/secrets/KEY', removed)]) {
      await change();
      assert.deepEqual(running(), ['--motd=hunter2hunter2']);
      for (const path of [place, '/unikernels', `${place}/hello`]) {
        const { text } = await server.expect(200, path);
        assert.ok(!text.includes('hunter2'), path);
      }
      const theirs = await fetch(`${server.url}/api/unikernels`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const text = await theirs.text();
      assert.equal(theirs.status, 200, text);
      assert.match(text, /motd/);
      assert.ok(!text.includes('hunter2'), text);
    }
  });

  it('are those of the day where a deployment is undone, which is no drift', async () => {
    const deploy = (words: readonly string[], settle: number) => {
      const config = { arguments: [`--key=${ref('KEY')}`, ...words] };
      const parts = Object.entries({ config, settle, image: sampleImage() });
      return server.ask(`${place}/hello/deployments`, { body: formOf(parts) });
    };
    await save('KEY', 'hunter2hunter2');
    assert.equal((await deploy([], 0)).status, 201);
    await save('KEY', 'sesame-sesame');
    const undone = await deploy(['--emulator-exit=3'], 30);
    assert.partialDeepStrictEqual(undone.json, { code: 'rolled-back' }, undone.text);
    assert.deepEqual(running(), ['--key=sesame-sesame']);
    assert.partialDeepStrictEqual((await server.ask(`${place}/hello`)).json, { drift: [] });
    assert.deepEqual(await warnings(), []);
  });

  it('stay hidden in a console that others read along, and nowhere else', async () => {
    await save('KEY', 'hunter2hunter2');
    assert.equal((await create([`--key=${ref('KEY')}`])).status, 201);
    server.emulator.print('alice:hello', 'connected with hunter2hunter2, as told');
    const token = await server.administrator.makeToken(server.url, ['unikernels:read']);
    for (const [stream, query, line] of [
      ['console', '?count=1&masked=true', `connected with ${ref('KEY')}, as told`],
      ['events', '?count=1&masked=true', `connected with ${ref('KEY')}, as told`],
      ['console', '?count=1', 'connected with hunter2hunter2, as told'],
    ] as const) {
      const reader = await openEvents(`${server.url}/api/v1${place}/hello/${stream}${query}`, {
        authorization: `Bearer ${token}`,
      });
      assert.equal(JSON.parse((await reader.next())?.data ?? '').line, line);
      reader.close();
    }
  });

  it('are refused before anything is sent where there is no such secret, or none that can be used', async () => {
    await save('KEY', 'hunter2hunter2');
    await save('BLANK', 'two words');
    await save('LINE', 'hunter3\n');
    await save('QUOTE', `it's`);
    await save('LONG', 'x'.repeat(4096));
    assert.equal((await create([ref('KEY')])).status, 201);
    const before = server.emulator.commands.all.filter(({ type }) =>
      /create|restart|destroy/.test(type),
    ).length;
    for (const [texts, code, secret] of [
      [[ref('NONE')], 'secret-missing', 'NONE'],
      [[`--x=${ref('none')}`], 'secret-missing', undefined],
      [[ref('BLANK')], 'secret-refused', 'BLANK'],
      [[`--x=${ref('KEY')}:${ref('LINE')}`], 'secret-refused', 'LINE'],
      [[`--x=${ref('QUOTE')}`], 'secret-refused', 'QUOTE'],
      [[ref('LONG'), ref('LONG')], 'secret-refused', undefined],
    ] as const) {
      const answers = [
        await create(texts),
        await update({ arguments: texts }),
        await restart({ arguments: texts }),
      ];
      for (const { status, json, text } of answers) {
        assert.equal(status, 422, text);
        assert.deepEqual([Object(json).code, Object(json).secret], [code, secret]);
        assert.doesNotMatch(text, /two words|hunter|it's/);
      }
    }
    await server.expect(204, '/secrets/KEY', { method: 'DELETE' });
    assert.match(`${await warnings()}`, /^The secret KEY was changed or removed since/);
    for (const told of [await restart(), await update({})]) {
      assert.deepEqual([told.status, Object(told.json).secret], [422, 'KEY'], told.text);
    }
    const after = server.emulator.commands.all.filter(({ type }) =>
      /create|restart|destroy/.test(type),
    ).length;
    assert.equal(after, before);
    assert.deepEqual(running(), ['hunter2hunter2']);
  });

  it('are taken where the argument is one all the same', async () => {
    await save('MOTD', 'good day');
    await save('ESCAPED', 'good\\ night');
    const given = [`--motd="${ref('MOTD')}"`, `--end=${ref('ESCAPED')}`];
    const made = await create(given);
    assert.equal(made.status, 201, made.text);
    assert.deepEqual(running(), ['--motd="good day"', '--end=good\\ night']);
    assert.deepEqual(argumentsIn(made), given);
  });

  it('are known again where another client gave the value itself', async () => {
    const value = randomBytes(12).toString('hex');
    assert.equal((await create([`--a=${value}`, `--b=n:${value}`, '--c=ab'])).status, 201);
    await save('KEY', value);
    await save('SHORT', 'ab');
    const expected = [`--a=${ref('KEY')}`, `--b=n:${ref('KEY')}`, `--c=${ref('SHORT')}`];
    const [listed] = Object((await server.expect(200, place)).json).data;
    assert.deepEqual(listed.arguments, expected);
  });

  it('are held against what the host was told, when its answer is lost', async () => {
    await save('KEY', 'hunter2hunter2');
    assert.equal((await create(['--port=80'])).status, 201);
    const { faults } = server.emulator;
    faults.add({ kind: 'reset-reply', afterOctets: 0 }, { command: 'unikernel-restart', times: 1 });
    const restarted = await restart({ arguments: [`--key=${ref('KEY')}`] });
    assert.equal(restarted.status, 200, restarted.text);
    assert.equal(Object(restarted.json).lastDeployment.state, 'succeeded');
  });

  it('are whole for unikernels:write, and masked for unikernels:read alone', async () => {
    const { administrator, url } = server;
    await save('KEY', 'hunter2hunter2');
    const given = ['--admin-password=swordfish', `--dns-key=${ref('KEY')}`, '--port=80'];
    assert.equal((await create(given)).status, 201);
    const reader = { token: await administrator.makeToken(url, ['unikernels:read']) };
    const writer = { token: await administrator.makeToken(url, ['unikernels:write']) };
    const masked = ['--admin-password=•••', `--dns-key=${ref('KEY')}`, '--port=80'];
    assert.deepEqual(await shown(writer), given);
    assert.deepEqual(await shown(reader), masked);
    for (const path of [place, '/unikernels']) {
      const [listed] = Object((await server.expect(200, path, reader)).json).data;
      assert.deepEqual(listed.arguments, masked);
    }
  });

  it('leave what is given by the same Idempotency-Key as it was', async () => {
    const headers = { 'idempotency-key': 'once' };
    const token = await server.administrator.makeToken(server.url, ['unikernels:write']);
    const first = await create(['--admin-password=swordfish'], { headers, token });
    assert.equal(first.status, 201, first.text);
    const again = await create(['--admin-password=swordfish'], { headers, token });
    assert.deepEqual([again.status, again.json], [201, first.json]);
  });
});
