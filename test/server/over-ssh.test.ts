import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { parseLabel } from '../../src/albatross/names.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { SshServer } from '../albatross/ssh/support/ssh-server.ts';
import { SocketHost, type SshDoor, sshHostBody } from '../hosts/support/behind-ssh.ts';
import { OwnServer } from '../support/own-server.ts';
import { describeWithSshd, Sshd } from '../support/sshd.ts';
import { formOf } from '../unikernels/deploy-form.ts';
import { type EventReader, openEvents } from '../unikernels/event-reader.ts';
import { generousPolicy } from './support/administrator.ts';

/** A server that lets a key in whose line was entered. */
interface Door extends SshDoor, AsyncDisposable {
  authorize(line: string): Promise<void>;
}

const doors: readonly [string, typeof describeWithSshd, () => Promise<Door>][] = [
  ['an SSH server of this process', describeAlways, startOwn],
  ['OpenSSH’s server', describeWithSshd, () => Sshd.start()],
];

for (const [where, describeDoor, startDoor] of doors) {
  for (const target of ['sockets', 'endpoint'] as const) {
    describeDoor(`a host behind ${where}, by its ${target}, with a key that was made here`, () => {
      let server: OwnServer;
      let door: Door;
      let host: SocketHost;
      let reader: EventReader | null = null;

      beforeEach(async () => {
        server = await OwnServer.open();
        door = await startDoor();
        host = await SocketHost.start({ statsInterval: 20, consoleInterval: 20 });
        await addHost();
        const account = await server.expect(200, '/account');
        const path = `/accounts/${Object(account.json).id}/policies/two`;
        await server.expect(200, path, { method: 'PUT', json: generousPolicy });
      });

      afterEach(async () => {
        reader?.close();
        reader = null;
        await server.close();
        await door[Symbol.asyncDispose]();
        await host[Symbol.asyncDispose]();
      });

      /** As the documentation says: a key, its line, the host's key, the host. */
      async function addHost(): Promise<void> {
        const { type, path, port } = { path: undefined, port: undefined, ...host[target] };
        const json = { target: target === 'sockets' ? { type, path } : { type, port } };
        const made = Object((await server.expect(201, '/ssh-keys', { json })).json);
        await door.authorize(made.authorizedKeysLine);
        const { privateKey: _, ...body } = sshHostBody(door, host[target]);
        const wanted = { ...body, name: 'two', keyId: made.id, hostKey: undefined };
        const asked = await server.expect(409, '/hosts', { json: wanted });
        const { hostKey } = Object(asked.json);
        await server.expect(201, '/hosts', { json: { ...wanted, hostKey } });
      }

      const deploy = () =>
        server.expect(201, '/hosts/two/unikernels', {
          body: formOf([
            ['config', { name: 'hello', memory: 32 }],
            ['image', image],
          ]),
        });
      const events = async (path: string) => {
        const { cookie } = server.administrator;
        const headers = { cookie, authorization: '', 'sec-fetch-site': 'same-origin' };
        reader = await openEvents(
          `${server.url}/api/v1/hosts/two/unikernels/hello/${path}`,
          headers,
        );
        assert.equal(reader.response.status, 200);
        return reader;
      };
      const image = sampleImage({ filler: 'a little' });

      it('runs a unikernel from its image, changes it, and gives the image back', async () => {
        await deploy();
        const { json } = await server.expect(200, '/unikernels');
        assert.partialDeepStrictEqual(json, { data: [{ name: 'hello', host: 'two' }], errors: [] });
        const got = await fetch(`${server.url}/api/v1/hosts/two/unikernels/hello/image`, {
          headers: { cookie: server.administrator.cookie },
        });
        assert.ok(Buffer.from(await got.arrayBuffer()).equals(image));
        const hello = '/hosts/two/unikernels/hello';
        const other = formOf([['image', sampleImage({ filler: 'more' })]]);
        await server.expect(200, `${hello}/update`, { body: other });
        await server.expect(200, `${hello}/restart`, { method: 'POST' });
        await server.expect(204, hello, { method: 'DELETE' });
        const gone = await server.expect(200, '/unikernels');
        assert.deepEqual(Object(gone.json).data, []);
      });

      it('tells what a unikernel prints, and how it fares', async () => {
        await deploy();
        const console = await events('console');
        host.emulator.print('alice:hello', 'a line by hand');
        for (let line = ''; line !== 'a line by hand'; ) {
          const event = await console.next();
          assert.ok(event, 'the console ended');
          line = JSON.parse(event.data).line;
        }
        console.close();
        const stats = await events('stats');
        const [sample] = await stats.take(1);
        assert.ok(JSON.parse(sample?.data ?? '').memory);
      });

      it('takes a volume’s content, through the spool and directly, and gives it back', async () => {
        await server.expect(201, '/hosts/two/volumes', { json: { name: 'data', size: 4 } });
        for (const query of ['', '?direct=true']) {
          const body = randomBytes(4 * 1024 * 1024);
          const path = `/hosts/two/volumes/data/data`;
          await server.expect(200, path + query, { method: 'PUT', body });
          for (const compression of ['0', '1']) {
            const got = await fetch(`${server.url}/api/v1${path}?compression=${compression}`, {
              headers: { cookie: server.administrator.cookie },
            });
            const stream = compression === '0' ? got.body : got.body?.pipeThrough(inflating());
            assert.ok(Buffer.from(await new Response(stream).arrayBuffer()).equals(body));
          }
        }
      });

      it('forgets a policy that is deleted where it can', async () => {
        const onHost = () => host.emulator.host.policies.below([parseLabel('alice')]);
        assert.equal(onHost().length, 1);
        const { id } = Object((await server.expect(200, '/account')).json);
        await server.expect(204, `/accounts/${id}/policies/two`, { method: 'DELETE' });
        assert.equal(onHost().length, target === 'sockets' ? 0 : 1);
        await server.expect(403, '/hosts/two/volumes', { json: { name: 'data', size: 4 } });
        assert.equal(onHost().length, target === 'sockets' ? 0 : 1);
      });
    });
  }
}

function describeAlways(title: string, tests: () => void): void {
  describe(title, tests);
}

async function startOwn(): Promise<Door> {
  const server = await SshServer.start();
  server.authorizedKeys = [];
  return {
    get login() {
      return server.login;
    },
    async authorize(line) {
      server.authorizedKeys = [line];
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const inflating = () => new DecompressionStream('deflate');
