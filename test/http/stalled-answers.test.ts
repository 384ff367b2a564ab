import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { PassThrough, Readable } from 'node:stream';
import { defaultMinRate, type MinRate } from '../../src/base/pace.ts';
import { breakOffStalled } from '../../src/http/stalled-answers.ts';
import { ManualTime, settle } from '../hosts/support/manual-time.ts';

const piece = Buffer.alloc(65_536);
const { over } = defaultMinRate;

/** Octets without an end. */
async function* endless() {
  for (;;) yield piece;
}

describe('a streamed answer', () => {
  const server = createServer();
  let time: ManualTime;
  let client: Socket;
  let answer: ServerResponse;

  /** Answers with a stream, which a client has begun to read. */
  async function begin(content: Readable, min: MinRate = defaultMinRate): Promise<void> {
    const [asked] = await Promise.all([once(server, 'request'), ask()]);
    answer = asked[1];
    time = new ManualTime();
    breakOffStalled(answer, min, { timer: time.timer, clock: () => time.clock().getTime() });
    answer.once('close', () => content.destroy());
    content.pipe(answer);
    await once(client, 'data');
  }

  async function ask(): Promise<void> {
    const { port }: AddressInfo = Object(server.address());
    client = connect(port).on('error', () => {});
    await once(client, 'connect');
    client.write('GET / HTTP/1.1\r\nHost: test\r\n\r\n');
  }

  /** Octets that have left this process. */
  const sent = () => {
    assert(answer.socket);
    return answer.socket.bytesWritten - answer.socket.writableLength;
  };

  /** Stops the client, and waits until no kernel takes in anything more for it. */
  async function stopReading(): Promise<void> {
    client.pause();
    for (let before = -1, turns = 0; turns < 20; turns += 1, await settle()) {
      if (sent() !== before) turns = 0;
      before = sent();
    }
  }

  /** Lets the client read until more has left this process, so much does a kernel keep back. */
  async function readSome(): Promise<void> {
    const before = sent();
    client.resume();
    while (sent() === before) await once(client, 'data');
    await stopReading();
  }

  /** Lets time pass, a tenth of that over which a rate is reckoned at once. */
  const passTenths = async (count: number, between: () => Promise<void> = async () => {}) => {
    for (let tenth = 0; tenth < count && !answer.destroyed; tenth += 1) {
      await time.pass(over / 10);
      await between();
    }
  };

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
    const content = Readable.from(endless(), { objectMode: false });
    await begin(content);
    await stopReading();
    await passTenths(9);
    assert(!answer.destroyed);
    await passTenths(31);
    assert(answer.destroyed);
    assert(!answer.writableFinished);
    if (!answer.closed) await once(answer, 'close');
    assert(content.destroyed);
    assert.deepEqual(time.due, []);
  });

  it('goes on when it is the server that has nothing to say', async () => {
    const content = new PassThrough();
    content.write(piece);
    await begin(content);
    await passTenths(100);
    assert(!answer.destroyed);
    content.write(piece);
    await once(client, 'data');
  });

  it('is broken off when its client takes it in too slowly', async () => {
    await begin(Readable.from(endless(), { objectMode: false }), { octets: 1024 ** 3, over });
    await stopReading();
    await passTenths(40, readSome);
    assert(answer.destroyed);
    assert(!answer.writableFinished);
  });

  it('goes on with a client that is slow', async () => {
    await begin(Readable.from(endless(), { objectMode: false }), { octets: 1, over });
    await stopReading();
    for (let times = 0; times < 10; times += 1) {
      await passTenths(9);
      await readSome();
    }
    assert(!answer.destroyed);
  });
});
