import assert from 'node:assert/strict';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { createLogger } from '../../src/base/log.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { OwnServer } from '../support/own-server.ts';
import { formOf } from '../unikernels/deploy-form.ts';
import { Conversation } from './support/conversation.ts';

const secret = 'hunter2-of-the-deep-sea';
const key = `--dns-key=${secret}`;
const place = '/hosts/one/unikernels/hello';

/** What is refused, each in another way. */
const refused: readonly (readonly [string, number, unknown])[] = [
  ['a space in it', 400, { arguments: [`--admin-password=${secret} 9`] }],
  ['an open quote', 400, { arguments: ['--fine', `${key}"`] }],
  ['an open quote in another part', 400, { arguments: [`it's:${secret}`] }],
  ['an escape of nothing', 400, { arguments: [`${secret}\\`] }],
  ['a value in the place of a secret’s name', 422, { arguments: [`--x=\${secret:${secret}}`] }],
  ['more memory than there is', 422, { arguments: [key], memory: 1_000_000 }],
  ['less memory than it needs', 422, { arguments: [key], memory: 1 }],
  ['a device that it does not have', 422, { arguments: [key], networkDevices: [{ name: 'x' }] }],
  ['too long', 400, { arguments: [secret.repeat(400)] }],
  ['no text', 400, { arguments: [{ [secret]: secret }] }],
  ['no JSON', 400, `{"arguments": ["${secret}]}`],
  ['no YAML', 400, `arguments: ["${secret}]`],
  ['no YAML either', 400, `arguments: [*${secret}]`],
];

describe('arguments that are refused', function () {
  this.timeout(60_000);
  let server: OwnServer;
  let talk: Conversation;
  const log: Buffer[] = [];

  const send = async (path: string, parts: object) => {
    const image = sampleImage({ filler: path });
    const body = formOf([...Object.entries(parts), ['image', image]]);
    return await talk.browse(path, { headers: { prefer: 'wait=50' }, body });
  };
  /** By every call that takes any, and a dry run. */
  const sendAll = async (config: unknown) => {
    const calls = [
      await send(`${place}/deployments`, { config, settle: 0 }),
      await send(`${place}/update`, { config }),
    ];
    if (typeof config === 'string') return calls;
    const named = { name: 'hello', force: true, ...Object(config) };
    calls.push(await send('/hosts/one/unikernels', { config: named }));
    if (!('memory' in Object(config)) && !('networkDevices' in Object(config))) {
      calls.push(await talk.browse(`${place}/restart`, { json: config }));
    }
    await send(`${place}/deployments?dryRun=true`, { config });
    return calls;
  };

  before(async () => {
    const target = new PassThrough().on('data', (line: Buffer) => log.push(line));
    server = await OwnServer.open({ log: createLogger('trace', target) });
    const { administrator, url } = server;
    const token = await administrator.makeToken(url, ['unikernels:read', 'events:read']);
    talk = new Conversation({ url, administrator, token });
    talk.learn('secret', secret);
    const first = await send(`${place}/deployments`, { settle: 0 });
    assert.equal(first.status, 201, first.text);
    for (const [what, status, config] of refused) {
      for (const told of await sendAll(config)) {
        assert.ok(told.status === status || told.status === 400, `${what}: ${told.text}`);
      }
    }
    const words = `cannot start it with ${key}, since ${secret} is in use`;
    const command = 'unikernel-force-create';
    server.emulator.faults.add({ kind: 'failure', words }, { command, times: 3 });
    const config = { arguments: [key] };
    for (const [path, given] of [
      [`${place}/deployments`, config],
      [`${place}/update`, config],
      ['/hosts/one/unikernels', { name: 'hello', force: true, ...config }],
    ] as const) {
      const told = await send(path, { config: given });
      assert.ok(told.status >= 400, told.text);
    }
    const dying = { arguments: [key, '--emulator-exit=1'] };
    const died = await send(`${place}/deployments`, { config: dying });
    assert.equal(died.status, 422, died.text);
    await read();
  });
  after(() => server?.close());

  /** All that is shown of it afterwards, with the least that may be seen as well. */
  async function read(): Promise<void> {
    const { json } = await talk.browse('/deployments');
    const ids: string[] = Object(json).data.map(({ id }: { id: string }) => id);
    assert.ok(ids.length > refused.length / 2);
    for (const id of ids) {
      await talk.browse(`/deployments/${id}`);
      await talk.deploy(`/api/v1/deployments/${id}`);
      await talk.browse(`/deployments/${id}/events`);
    }
    for (const path of ['/audit?limit=200', '/audit/export.csv', '/events']) {
      assert.equal((await talk.browse(path)).status, 200, path);
    }
    for (const path of [place, '/unikernels', `${place}/deployments`, '/events']) {
      const told = await talk.deploy(`/api/v1${path}`);
      assert.equal(told.status, 200, told.text);
    }
  }

  it('are in no answer', () => talk.expectSilentAnswers());

  it('are in no line of the log', () => {
    const text = Buffer.concat(log).toString();
    assert.ok(text.split('\n').length > 30);
    talk.expectSilentLog(text);
  });

  it('are in no file of the data folder, though the database is there', async () => {
    await talk.expectSilentFiles(join(server.folder, 'data'));
  });
});
