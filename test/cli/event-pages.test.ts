import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { portOf } from '../albatross/ssh/support/ssh-server.ts';
import { callCommand } from './support/call-command.ts';

/** So many there are. */
const events = 500;

/** Answers as `GET /events` does, the newest first, in pages of 200 at most. */
function answerPage(address: string): object {
  const { searchParams } = new URL(address, 'http://server.invalid');
  const limit = Math.min(200, Number(searchParams.get('limit')));
  const newest = Number(searchParams.get('cursor') ?? events);
  const numbers = Array.from({ length: Math.min(limit, newest) }, (_, index) => newest - index);
  const next = newest - numbers.length;
  return { data: numbers.map(eventOf), next: next > 0 ? `${next}` : null };
}

const eventOf = (number: number) => ({
  ...{ number, type: 'token.revoked', severity: 'info', at: '2026-01-01T00:00:00Z' },
  ...{ account: 'alice', summary: `the event ${number}` },
});

describe('fulmar events -n', () => {
  let server: Server;
  before(async () => {
    server = createServer(({ url = '' }, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answerPage(url)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  after(() => server.close());

  const numbersOf = async (count: number) => {
    const environment = {
      FULMAR_SERVER: `http://127.0.0.1:${portOf(server)}`,
      FULMAR_TOKEN: 'fmr_none',
    };
    const words = ['events', '--json', '-n', `${count}`];
    const { code, stdout, stderr } = await callCommand(tmpdir(), words, { environment });
    assert.equal(code, 0, stderr);
    return stdout.split('\n').flatMap((line) => (line === '' ? [] : JSON.parse(line).number));
  };

  it('shows as many as are asked for, page by page, the newest last', async () => {
    const last = (count: number) =>
      Array.from({ length: count }, (_, index) => events - count + 1 + index);
    assert.deepEqual(await numbersOf(0), []);
    assert.deepEqual(await numbersOf(1), last(1));
    assert.deepEqual(await numbersOf(450), last(450));
    assert.deepEqual(await numbersOf(9_999), last(events));
  });
});
