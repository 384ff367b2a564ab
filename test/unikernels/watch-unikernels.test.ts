import assert from 'node:assert/strict';
import { parseLabel, parseName } from '../../src/albatross/names.ts';
import { tokenActor } from '../support/actors.ts';
import { create, imageWith, service } from './deploy-form.ts';
import { type EventReader, openEvents } from './event-reader.ts';
import { UnikernelWorld, until } from './unikernel-world.ts';

const hello = '/api/v1/hosts/one/unikernels/hello';

describe('the console of a unikernel', () => {
  let world: UnikernelWorld;
  const readers: EventReader[] = [];

  beforeEach(async () => {
    world = await UnikernelWorld.open({
      actors: {
        alice: tokenActor(['unikernels:write']),
        web: tokenActor(['unikernels:read'], { names: ['web-*'] }),
      },
    });
    await create(world, { name: 'hello' });
  });
  afterEach(async () => {
    for (const reader of readers.splice(0)) reader.close();
    await world.close();
  });

  async function open(query = '', headers: Record<string, string> = {}): Promise<EventReader> {
    const reader = await openEvents(`${world.running.app.url}${hello}/console${query}`, headers);
    readers.push(reader);
    return reader;
  }

  const print = (...lines: string[]) => {
    for (const line of lines) world.emulator.print('alice:hello', line);
  };

  /** Reads until a line, and gives all lines so far. */
  async function linesUntil(reader: EventReader, last: string) {
    const events = [];
    for (;;) {
      const event = await reader.next();
      assert.ok(event, `the stream ended before ${last}`);
      events.push({ id: event.id, line: JSON.parse(event.data).line });
      if (JSON.parse(event.data).line === last) return events;
    }
  }

  it('is shown of one that starts over and over, whatever moments its host is asked at', async () => {
    const looping = { name: 'hello', arguments: ['--emulator-exit=2'], force: true };
    assert.equal((await create(world, looping)).status, 201);
    const { commands, host } = world.emulator;
    const add = commands.add.bind(commands);
    const lists = () => world.seen('console-list-inactive');
    // Whoever lists what runs comes while it does not, and whoever lists what has ended while it runs.
    commands.add = (about) => {
      add(about);
      if (lists() > 1) return;
      if (about.type === 'unikernel-info') host.running.delete(parseName('alice:hello'));
      if (about.type !== 'console-list-inactive') return;
      host.consoles.open([parseLabel('alice')], parseLabel('hello'), 3);
    };
    await linesUntil(await open(), 'Solo5: solo5_exit(2) called');
    assert.ok(lists() > 0, 'it was asked');
  });

  it('is shown of one that starts again while it is asked for', async () => {
    const { host, faults } = world.emulator;
    const name = parseName('alice:hello');
    const guest = host.running.get(name);
    assert.ok(guest);
    faults.add({ kind: 'slow', milliseconds: 100 }, { command: 'console-list-inactive' });
    host.running.delete(name);
    const opening = open();
    await world.untilSeen('console-list-inactive');
    host.running.set(name, guest);
    assert.equal((await opening).response.status, 200);
  });

  it('is told from its beginning, then line by line', async () => {
    print('one', 'two');
    const reader = await open();
    assert.equal(reader.response.headers.get('content-type'), 'text/event-stream');
    const history = await linesUntil(reader, 'two');
    assert.deepEqual(
      history.slice(-2).map(({ line }) => line),
      ['one', 'two'],
    );
    print('three');
    const [event] = await linesUntil(reader, 'three');
    assert.equal(event?.line, 'three');
    assert.match(event?.id ?? '', /^\d{4}-\d\d-\d\dT[\d:.]+Z-\d+$/);
  });

  it('resumes after the last event that was seen, without a gap or a repeat', async () => {
    const all = Array.from({ length: 60 }, (_, n) => `line ${n}`);
    const seen: string[] = [];
    let headers = {};
    for (const [round, stop] of [7, 8, 28, 39, 50, 60].entries()) {
      print(...all.slice(10 * round, 10 * (round + 1))); // while nobody watches
      const reader = await open('', headers);
      while (seen.length < stop) {
        const event = await reader.next();
        const line = lineOf(event);
        headers = { 'last-event-id': event?.id };
        if (all.includes(line)) seen.push(line);
      }
      reader.close();
    }
    assert.deepEqual(seen, all);
  });

  it('begins with as many lines, or since the time, that is asked for', async () => {
    print('one', 'two', 'three');
    const lastTwo = await linesUntil(await open('?count=2'), 'three');
    assert.deepEqual(
      lastTwo.map(({ line }) => line),
      ['two', 'three'],
    );
    const later = new Date(Date.now() + 60_000).toISOString();
    const nothing = await open(`?since=${later}`);
    await until(() => world.seen('console-subscribe') > 0);
    print('four');
    assert.deepEqual(lineOf(await nothing.next()), 'four');
  });

  it('is told of a history that is as long as a host keeps', async () => {
    print(...Array.from({ length: 1100 }, (_, n) => `line ${n}`));
    const reader = await open();
    const lines = await linesUntil(reader, 'line 1099');
    assert.equal(lines.length, 1024);
  });

  it('is one subscription on the host for all who watch', async () => {
    const [one, other] = await Promise.all([open(), open()]);
    print('for both');
    await linesUntil(one, 'for both');
    await linesUntil(other, 'for both');
    assert.equal(world.seen('console-subscribe'), 1);
  });

  it('goes on through an update', async () => {
    const reader = await open('?count=0');
    await create(world, { name: 'hello', force: true });
    print('again');
    await linesUntil(reader, 'again');
  });

  it('ends on the host when nobody watches any more', async () => {
    const reader = await open();
    assert.equal(world.emulator.connections, 1);
    reader.close();
    await until(() => {
      print('nobody reads this'); // a host notices only where it writes
      return world.emulator.connections === 0;
    });
  });

  it('is refused as a problem before it begins', async () => {
    world.emulator.faults.add({ kind: 'silent-close' }, { command: 'console-subscribe' });
    const answer = await world.ask('/hosts/one/unikernels/hello/console');
    assert.equal(answer.status, 502);
    const foreign = await world.ask('/hosts/one/unikernels/hello/console', { token: 'web' });
    assert.partialDeepStrictEqual(foreign.json, { status: 403, code: 'name-not-allowed' });
  });

  for (const [query, headers, status] of [
    ['?count=-1', {}, 400],
    ['?count=many', {}, 400],
    ['?since=yesterday', {}, 400],
    ['?count=1&since=2026-11-22T00:00:00Z', {}, 400],
    ['', { 'last-event-id': 'nonsense' }, 400],
  ] as const) {
    it(`is refused from a beginning that is none [${query || 'Last-Event-ID'}]`, async () => {
      const path = `/hosts/one/unikernels/hello/console${query}`;
      assert.equal((await world.ask(path, { headers })).status, status);
    });
  }

  it('outlives its unikernel', async () => {
    print('last words');
    await world.ask('/hosts/one/unikernels/hello', { method: 'DELETE' });
    const list = await world.ask('/hosts/one/consoles');
    assert.deepEqual(list.json, { data: [{ host: 'one', name: 'hello' }] });
    assert.deepEqual((await world.ask('/hosts/one/consoles', { token: 'web' })).json, { data: [] });
    await linesUntil(await open(), 'last words');
  });
});

describe('what a unikernel uses', () => {
  let world: UnikernelWorld;
  before(async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    world = await UnikernelWorld.open({ actors, statsInterval: 20 });
    await create(world, { name: 'hello' }, imageWith([service]), 'alice');
  });
  after(() => world.close());

  it('is told sample by sample', async () => {
    const reader = await openEvents(`${world.running.app.url}${hello}/stats`);
    const samples = (await reader.take(2)).map(({ data }) => JSON.parse(data));
    reader.close();
    assert.equal(samples.length, 2);
    for (const sample of samples) {
      assert.deepEqual(Object.keys(sample), ['timestamp', 'cpu', 'memory', 'network']);
      assert.equal(typeof sample.cpu.userSeconds, 'number');
      assert.equal(sample.network[0]?.name, 'service');
    }
  });
});

describe('the console of a unikernel with what it uses', () => {
  let world: UnikernelWorld;
  const readers: EventReader[] = [];
  beforeEach(async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    world = await UnikernelWorld.open({ actors, statsInterval: 20 });
    await create(world, { name: 'hello' }, imageWith([service]), 'alice');
  });
  afterEach(async () => {
    for (const reader of readers.splice(0)) reader.close();
    await world.close();
  });

  async function open(headers: Record<string, string> = {}): Promise<EventReader> {
    const reader = await openEvents(`${world.running.app.url}${hello}/events`, headers);
    readers.push(reader);
    return reader;
  }

  /** Reads until an event of a type, whose data have that text. */
  async function read(reader: EventReader, type: string, text = '') {
    for (;;) {
      const event = await reader.next();
      assert.ok(event, `the stream ended before ${type} ${text}`);
      if (event.event === type && event.data.includes(text)) return event;
    }
  }

  it('is one stream, which resumes its lines', async () => {
    world.emulator.print('alice:hello', 'one');
    const first = await open();
    const { id = '' } = await read(first, 'console', 'one');
    const sample = JSON.parse((await read(first, 'stats')).data);
    assert.deepEqual(Object.keys(sample), ['timestamp', 'cpu', 'memory', 'network']);
    first.close();
    world.emulator.print('alice:hello', 'two');
    const second = await open({ 'last-event-id': id });
    assert.equal(lineOf(await read(second, 'console')), 'two');
  });

  it('goes on with its lines where what it uses cannot be told', async () => {
    world.emulator.faults.add({ kind: 'silent-close' }, { command: 'stats-subscribe' });
    const reader = await open();
    const { data } = await read(reader, 'stats-problem');
    assert.equal(typeof JSON.parse(data).code, 'string');
    world.emulator.print('alice:hello', 'still here');
    await read(reader, 'console', 'still here');
  });

  it('ends at the host with its reader', async () => {
    const reader = await open();
    await read(reader, 'stats');
    reader.close();
    await until(() => {
      world.emulator.print('alice:hello', 'nobody reads this'); // a host notices only where it writes
      return world.emulator.connections === 0;
    });
  });
});

const lineOf = (event: { readonly data: string } | null) => event && JSON.parse(event.data).line;
