import assert from 'node:assert/strict';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { formOf } from './form-parts.ts';
import { hostName, MollymawkWorld } from './mollymawk-world.ts';

/** Octets, far more than the forms may have around their parts. */
const max = 4 * 1024 * 1024;

const part = (disposition: string, content = '') =>
  `--b\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${content}\r\n`;

describe('a form of mollymawk’s API with parts that nobody asked for', () => {
  let world: MollymawkWorld;
  before(async () => {
    world = await MollymawkWorld.open();
  });
  after(() => world.close());
  const open: ClientRequest[] = [];
  afterEach(() => {
    for (const outgoing of open.splice(0)) outgoing.destroy();
  });

  /** Sends a beginning and then the same again and again, until it is answered or all has been taken. */
  async function sendEndless(path: string, beginning: string, again: string) {
    const outgoing = request(world.url + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${world.token}`,
        'content-type': 'multipart/form-data; boundary=b',
      },
    });
    open.push(outgoing);
    let sent = 0;
    let isAnswered = false;
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.on('response', (answer) => {
        isAnswered = true;
        resolve(answer);
      });
      outgoing.on('error', reject); // nothing, once it is answered: the server takes no more
    });
    function* endless() {
      yield beginning;
      while (sent < max && !isAnswered) {
        sent += again.length;
        yield again;
      }
    }
    Readable.from(endless(), { objectMode: false }).pipe(outgoing, { end: false });
    const answer = await answered;
    return { status: answer.statusCode, said: await text(answer), sent };
  }

  const filler = 'x'.repeat(16 * 1024);
  const endless: Readonly<Record<string, string>> = {
    'empty files': part('name="x"; filename="f"').repeat(100),
    'empty texts': part('name="x"').repeat(100),
    'long texts': part('name="x"', filler),
    'long files': part('name="x"; filename="f"', filler),
    'parts of no form': '--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(100),
    'one file without an end': filler,
  };
  const paths = ['/api/volume/create', '/api/block/upload', '/api/unikernel/create'] as const;
  for (const path of paths) {
    for (const [what, again] of Object.entries(endless)) {
      it(`is refused before long [${what}, ${path}]`, async () => {
        const known = part('name="albatross_instance"', hostName);
        const one = part('name="x"; filename="f"').slice(0, -2);
        const beginning = what.startsWith('one file') ? known + one : known;
        const { status, said } = await sendEndless(path, beginning, again);
        assert.ok(status === 400 || status === 413, `${status} ${said}`);
      });
    }
  }

  it('is taken with as many as a page may send', async () => {
    const unknown = Array.from({ length: 32 }, (_, n) => [`x-${n}`, 'x'] as const);
    const body = formOf([
      ...unknown,
      ['albatross_instance', hostName],
      ['json_data', '{"block_name": "many", "block_size": 1, "block_compressed": false}'],
      ['block_data', Buffer.from('content')],
    ]);
    const { status, data } = await world.tell('/api/volume/create', { body });
    assert.equal(status, 200, `${data}`);
  });
});
