import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import { ConsoleWorld } from './support/console-world.ts';

const minute = 60_000;
const begin = Date.UTC(2026, 10, 22);

describe('the history of a console', () => {
  let world: ConsoleWorld;
  before(async () => {
    world = await ConsoleWorld.open();
    await world.deploy();
    const key = {
      host: parseLabel('one'),
      domain: parseLabel('alice'),
      name: parseLabel('hello'),
    };
    const segments = [0, 10, 20].map((first, n) => ({
      ...{ key, firstNumber: first + 1, startedAt: null, release: n + 1, gapBefore: n === 2 },
      lines: Array.from({ length: 10 }, (_, index) => ({
        timestamp: new Date(begin + (first + index) * minute),
        line: `${index === 3 ? 'Needle (a+b) ÄÖ web-1' : 'hay'} ${first + index}`,
      })),
    }));
    await world.store.append(segments);
  });
  after(() => world.close());

  const at = (minutes: number) => new Date(begin + minutes * minute).toISOString();
  const numbers = async (query: string) =>
    (await world.history(query)).data.map(({ number }) => number);

  it('is read page by page, in both orders', async () => {
    for (const order of ['asc', 'desc'] as const) {
      const seen: number[] = [];
      let next: string | null = null;
      do {
        const at: string = next === null ? '' : `&cursor=${next}`;
        const page = await world.history(`?order=${order}&limit=7${at}`);
        seen.push(...page.data.map(({ number }) => number));
        next = page.next;
      } while (next !== null);
      const all = Array.from({ length: 30 }, (_, n) => n + 1);
      assert.deepEqual(seen, order === 'asc' ? all : all.reverse());
    }
  });

  it('is read by time and by release', async () => {
    assert.deepEqual(await numbers(`?from=${at(9)}&to=${at(12)}&order=asc`), [10, 11, 12]);
    assert.deepEqual(await numbers('?release=2&order=asc&limit=2'), [11, 12]);
    assert.deepEqual(await numbers(`?from=${at(100)}`), []);
  });

  it('shows gaps', async () => {
    const { data } = await world.history('?order=asc');
    const gaps = data.filter(({ gapBefore }) => gapBefore);
    assert.deepEqual(
      gaps.map(({ number }) => number),
      [21],
    );
  });

  for (const [text, ignoreCase, found] of [
    ['Needle', false, [24, 14, 4]],
    ['needle', false, []],
    ['needle', true, [24, 14, 4]],
    ['(a+b)', false, [24, 14, 4]],
    ['(A+B)', true, [24, 14, 4]],
    ['äö', true, [24, 14, 4]],
    ['a.b', true, []],
    ['web-1', false, [24, 14, 4]],
    ['WEB-1', true, [24, 14, 4]],
    [String.raw`-&~#@!%,:;<=>"'\^$.*?[]{}|/`, true, []],
    ['hay 1\thay', false, []],
  ] as const) {
    it(`is searched for a text as it is [${text}${ignoreCase ? ', whatever the case' : ''}]`, async () => {
      const query = `?text=${encodeURIComponent(text)}&ignoreCase=${ignoreCase}`;
      assert.deepEqual(await numbers(query), found);
    });
  }

  it('is searched page by page', async () => {
    const first = await world.history('?text=Needle&limit=2');
    assert.deepEqual(
      first.data.map(({ number }) => number),
      [24, 14],
    );
    assert.deepEqual(await numbers(`?text=Needle&after=${first.next}`), [4]);
  });

  it('has segments of any number of lines', async () => {
    const key = {
      ...{ host: parseLabel('one'), domain: parseLabel('alice'), name: parseLabel('many') },
    };
    const lines = Array.from({ length: 150_000 }, (_, n) => ({
      ...{ timestamp: new Date(begin + n), line: `${n % 10}` },
    }));
    const rest = { startedAt: null, release: null, gapBefore: false };
    await world.deploy('many');
    await world.store.append([{ key, firstNumber: 1, lines, ...rest }]);
    const [last] = (await world.history('?limit=1', 'many')).data;
    assert.partialDeepStrictEqual(last, { number: 150_000, line: '9' });
  });

  it('is downloaded as text', async () => {
    const { text, headers } = await world.ask('hello/console/download?release=3');
    assert.match(headers.get('content-type') ?? '', /^text\/plain/);
    const lines = text.trimEnd().split('\n');
    assert.equal(lines[0], '--- lines may be missing here ---');
    assert.equal(lines[1], `${at(20)} hay 20`);
    assert.equal(lines.length, 11);
  });

  it('needs consoles:read, which unikernels:read includes', async () => {
    assert.equal((await world.ask('hello/console/history', 'reader')).status, 200);
    assert.equal((await world.ask('hello/console/history', 'volumes')).status, 403);
    assert.equal((await world.ask('hello/console/history', 'web')).status, 403);
  });

  for (const query of [
    'limit=0',
    'limit=1001',
    'order=up',
    'from=now',
    'ignoreCase=true',
    'text=',
  ]) {
    it(`is refused where the query cannot be meant [${query}]`, async () => {
      assert.equal((await world.ask(`hello/console/history?${query}`)).status, 400);
    });
  }
});
