import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { callCommand } from './support/call-command.ts';

type Answer = (response: ServerResponse) => void;

const json =
  (status: number, value: unknown): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));

const id = '0b7f6a52-6c5f-4f0e-9d3c-3f1b2a4c5d6e';
const deployment = (state: string, finishedAt: string | null) => ({
  ...{ id, host: 'one', unikernel: 'hello', state, finishedAt },
  steps: [{ name: 'host', state: finishedAt ? 'passed' : 'running', detail: null }],
});
const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;

describe('the command on a bad connection', () => {
  let server: Server;
  let asked: IncomingMessage[];
  let answers: Answer[];
  beforeEach(async () => {
    asked = [];
    answers = [];
    server = createServer((request, response) => {
      asked.push(request);
      request.resume();
      request.once('end', () => answers.shift()?.(response));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const call = (...words: readonly string[]) => {
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : null;
    const environment = { FULMAR_SERVER: `http://127.0.0.1:${port}`, FULMAR_TOKEN: 'fmr_token' };
    return callCommand(tmpdir(), words, { environment });
  };

  it('reads again after a broken connection and a server that is busy', async () => {
    answers = [
      (response) => response.destroy(),
      (response) => response.writeHead(503, { 'retry-after': '0' }).end(),
      json(200, { data: [], errors: [] }),
    ];
    const { code, stderr } = await call('list');
    assert.equal(code, 0, stderr);
    assert.equal(asked.length, 3);
  });

  const stopped = { host: 'one', name: 'hello', state: 'stopped' };
  const foreign =
    (status: number): Answer =>
    (response) =>
      response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>Oh</h1>');
  const running = json(409, { code: 'request-running', detail: 'It is being carried out.' });

  /** The keys by which the server knows a request again. */
  const keys = () => [...new Set(asked.map(({ headers }) => headers['idempotency-key']))];

  it('asks for a change again, with the key by which it is done once', async () => {
    for (const unanswered of [
      (response: ServerResponse) => response.destroy(),
      foreign(502),
      foreign(524),
    ]) {
      asked = [];
      answers = [unanswered, running, running, json(200, stopped)];
      const { code, stdout, stderr } = await call('stop', 'one/hello');
      assert.deepEqual([code, stdout], [0, 'one/hello is stopped.\n'], stderr);
      assert.equal(asked.length, 4);
      assert.match(`${keys().join()}`, /^[\da-f-]{36}$/);
    }
  }).timeout(60_000);

  it('asks for a change no more often than may help', async () => {
    answers = Array.from({ length: 9 }, () => (response: ServerResponse) => response.destroy());
    const { code, stderr } = await call('stop', 'one/hello');
    assert.deepEqual([code, asked.length, keys().length], [1, 4, 1]);
    assert.match(stderr, /does not answer/);
    asked = [];
    answers = [json(504, { code: 'host-timeout', detail: 'one did not answer in time.' })];
    assert.match((await call('stop', 'one/hello')).stderr, /did not answer in time/);
    assert.equal(asked.length, 1);
  }).timeout(60_000);

  it('sends an image again whole', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-cli-'));
    const image = join(folder, 'hello.hvt');
    await writeFile(image, sampleImage());
    const bodies: Promise<Buffer>[] = [];
    server.on('request', (request) => bodies.push(buffer(request)));
    const done = deployment('succeeded', new Date().toISOString());
    answers = [foreign(503), json(201, done)];
    const { code, stderr } = await call('deploy', 'one/hello', image);
    await rm(folder, { recursive: true });
    assert.equal(code, 0, stderr);
    const [first, second, ...more] = await Promise.all(bodies);
    assert.ok(first && second && first.includes(sampleImage()) && second.includes(sampleImage()));
    assert.equal(more.length, 0);
  });

  it('says what something before the server meant', async () => {
    for (const [status, words] of [
      [413, /refuses a body of this size .* client_max_body_size/],
      [404, /none of Fulmar's/],
    ] as const) {
      answers = [foreign(status)];
      assert.match((await call('stop', 'one/hello')).stderr, words);
    }
  });

  it('says that a deployment goes on which it cannot follow any more', async () => {
    const refused = json(401, { code: 'credential-expired', detail: 'The token has expired.' });
    answers = [json(202, deployment('running', null)), refused];
    const { code, stderr } = await call('deploy', 'one/hello');
    assert.equal(code, 4);
    assert.match(stderr, new RegExp(`The deployment ${id} goes on, and is not followed any more`));
  });

  it('goes on with a deployment whose stream breaks off', async () => {
    answers = [
      json(202, deployment('running', null)),
      (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(event(deployment('running', null)), () => response.destroy());
      },
      (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.end(event(deployment('succeeded', new Date().toISOString())));
      },
    ];
    const { code, stdout } = await call('deploy', 'one/hello');
    assert.equal(code, 0);
    assert.match(stdout, /✓ host\nDeployed one\/hello\./);
  });

  it('prints each step once, even if a later one ends first', async () => {
    const steps = (stays: string, finishedAt: string | null) => ({
      ...deployment(finishedAt ? 'succeeded' : 'running', finishedAt),
      steps: [
        { name: 'stays up', state: stays, detail: null },
        { name: 'check 1', state: 'passed', detail: null },
      ],
    });
    answers = [
      json(202, deployment('running', null)),
      (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(event(steps('running', null)));
        response.end(event(steps('passed', new Date().toISOString())));
      },
    ];
    const { code, stdout } = await call('deploy', 'one/hello');
    assert.equal(code, 0);
    assert.equal(stdout, '✓ check 1\n✓ stays up\nDeployed one/hello.\n');
  });

  it('says once that it is trying again when a stream cannot be reopened', async () => {
    const stream = (...told: readonly string[]): Answer => {
      return (response) =>
        response.writeHead(200, { 'content-type': 'text/event-stream' }).end(told.join(''));
    };
    const over = event(deployment('succeeded', new Date().toISOString()));
    answers = [json(202, deployment('running', null)), stream(), stream(), stream(), stream(over)];
    const { code, stderr } = await call('deploy', 'one/hello');
    assert.deepEqual([code, stderr], [0, 'The stream has ended. Trying again …\n']);
  });

  it('does not send its token where it is sent on to, and takes no other server’s word', async () => {
    answers = [
      (response) => response.writeHead(302, { location: 'http://example.invalid/' }).end(),
      ...Array.from({ length: 3 }, () => (response: ServerResponse) => response.destroy()),
    ];
    assert.equal((await call('list')).code, 1);
    answers = [(response) => response.writeHead(404, { 'content-type': 'text/html' }).end('<p>')];
    assert.match((await call('list')).stderr, /none of Fulmar's/);
  });

  it('says why there is no console, and does not take it for an empty one', async () => {
    const away = json(503, { code: 'host-down', detail: 'one is away.' });
    for (const words of [['logs'], ['logs', '-f']]) {
      answers = Array.from({ length: 9 }, () => (response: ServerResponse) => {
        response.setHeader('retry-after', '0');
        away(response);
      });
      const { code, stdout, stderr } = await call(...words, 'one/hello');
      assert.deepEqual([code, stdout, stderr], [1, '', 'one is away.\n'], words.join(' '));
    }
  });

  it('shows a console that is still written to, and ends', async () => {
    const line = (text: string) => event({ timestamp: '2026-01-01T00:00:00.000Z', line: text });
    /** Three lines that are there, and more without an end. */
    const chatter = (response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(line('one') + line('two') + line('three'));
      const writing = setInterval(() => response.write(line('later')), 700);
      response.once('close', () => clearInterval(writing));
    };
    answers = [chatter];
    const all = await call('logs', 'one/hello');
    assert.deepEqual([all.code, all.stdout.split('\n').slice(0, 3)], [0, ['one', 'two', 'three']]);
    answers = [chatter];
    assert.deepEqual((await call('logs', '-n', '3', 'one/hello')).stdout, 'one\ntwo\nthree\n');
    answers = [chatter];
    assert.deepEqual((await call('logs', '-n', '0', 'one/hello')).stdout, '');
  });

  it('says that a console was not told to its end', async () => {
    const line = { timestamp: '2026-01-01T00:00:00.000Z', line: 'first' };
    answers = [
      (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(event(line), () => response.destroy());
      },
    ];
    const { code, stdout, stderr } = await call('logs', 'one/hello');
    assert.deepEqual([code, stdout], [1, 'first\n']);
    assert.match(stderr, /broke off/);
  });
});
