import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { breakOffStalled } from '../../src/http/stalled-answers.ts';

const piece = Buffer.alloc(65_536);

/** Octets without an end, with a pause after each piece; ended by `return`. */
async function* endless(pause: number) {
  for (;;) {
    yield piece;
    await sleep(pause);
  }
}

describe('a streamed answer', () => {
  const server = createServer();
  let client: Socket;
  let answer: ServerResponse;

  /** Answers with a stream, which a client has begun to read. */
  async function begin(pause: number, within = 100, octets = 1): Promise<Readable> {
    const [asked] = await Promise.all([once(server, 'request'), ask()]);
    answer = asked[1];
    breakOffStalled(answer, { octets, over: within });
    const content = Readable.from(endless(pause), { objectMode: false });
    answer.once('close', () => content.destroy());
    content.pipe(answer);
    await once(client, 'data');
    return content;
  }

  async function ask(): Promise<void> {
    const { port }: AddressInfo = Object(server.address());
    client = connect(port).on('error', () => {});
    await once(client, 'connect');
    client.write('GET / HTTP/1.1\r\nHost: test\r\n\r\n');
  }

  /** Takes in a little now and then. */
  async function readSlowly(isOver: () => boolean): Promise<void> {
    const closed = once(client, 'close');
    while (!isOver()) {
      client.pause();
      await sleep(5);
      client.resume();
      await Promise.race([once(client, 'data'), closed]);
    }
  }

  before(async () => {
    server.listen(0);
    await once(server, 'listening');
  });
  after(() => server.close());
  afterEach(() => {
    client.destroy();
    answer.destroy();
  });

  it('is broken off when its client takes in nothing more', async () => {
    const content = await begin(0);
    client.pause();
    await once(answer, 'close');
    assert(content.destroyed);
    assert(!answer.writableFinished);
  });

  it('goes on when it is the server that has nothing to say', async () => {
    await begin(400);
    await once(client, 'data');
    await once(client, 'data');
    assert(!answer.destroyed);
  });

  it('is broken off when its client takes it in too slowly', async () => {
    await begin(0, 300, 1024 ** 4);
    void readSlowly(() => answer.destroyed);
    await once(answer, 'close');
    assert(!answer.writableFinished);
  });

  it('goes on with a client that is slow', async () => {
    await begin(0, 300);
    const begun = performance.now();
    await readSlowly(() => performance.now() - begun > 1_000);
    assert(!answer.destroyed);
  });
});
