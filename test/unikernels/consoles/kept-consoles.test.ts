import assert from 'node:assert/strict';
import { readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mock } from 'node:test';
import { parseLabel } from '../../../src/albatross/names.ts';
import { ConsoleSegment } from '../../../src/unikernels/consoles/entity.ts';
import { listKept } from '../../../src/unikernels/consoles/kept-unikernels.ts';
import { compact } from '../../../src/unikernels/consoles/store/compact.ts';
import { until } from '../unikernel-world.ts';
import { ConsoleWorld } from './support/console-world.ts';

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => `line ${from + n}`);

const keyOf = (name: string) => ({
  ...{ host: parseLabel('one'), domain: parseLabel('alice'), name: parseLabel(name) },
});

describe('what a unikernel prints', () => {
  let world: ConsoleWorld;
  beforeEach(async () => {
    world = await ConsoleWorld.open();
    await world.deploy();
  });
  afterEach(() => world.close());

  /** Those that the tests print. */
  const own = (lines: readonly string[]) => lines.filter((line) => line.startsWith('line '));

  it('is kept with what came before, line by line', async () => {
    world.print(...numbered(0, 3));
    world.keep();
    await world.linesUntil('line 2');
    world.print(...numbered(3, 6));
    assert.deepEqual(own(await world.linesUntil('line 5')), numbered(0, 6));
    const { data } = await world.history('?limit=1');
    assert.partialDeepStrictEqual(data, [{ line: 'line 5', release: 1, gapBefore: false }]);
  });

  it('is kept once, without a gap, by one keeper after the other', async () => {
    for (let round = 0; round < 4; round += 1) {
      world.print(...numbered(10 * round, 10 * round + 5));
      world.keep();
      world.print(...numbered(10 * round + 5, 10 * round + 10));
      await world.linesUntil(`line ${10 * round + 9}`);
      await world.leave();
    }
    assert.deepEqual(own(await world.lines('?order=asc&limit=1000')), numbered(0, 40));
    assert.ok((await world.history('?limit=1000')).data.every(({ gapBefore }) => !gapBefore));
  });

  it('is kept once and whole where the clock of its host goes back', async () => {
    world.print('line 0', 'line 1');
    world.keep();
    await world.linesUntil('line 1');
    await world.leave();
    world.unikernels.pass(-60);
    world.print('line 2', 'line 3');
    world.keep();
    assert.deepEqual(own(await world.linesUntil('line 3')), numbered(0, 4));
  });

  it('says where lines may be missing that the host has forgotten', async () => {
    world.print('line 0');
    world.keep();
    await world.linesUntil('line 0');
    await world.leave();
    world.print(...numbered(1, 1200));
    world.keep();
    const lines = own(await world.linesUntil('line 500'));
    assert.equal(lines[0], 'line 0');
    const { data } = await world.history('?order=asc&limit=1000');
    const gap = data.find(({ gapBefore }) => gapBefore);
    assert.equal(gap?.line, `line ${1200 - 1024}`);
    assert.equal((await world.history(`?limit=1`)).data[0]?.line, 'line 1199');
  });

  it('says where lines may be missing that were printed while the subscription was lost', async () => {
    world.print('line 0');
    world.keep();
    await world.linesUntil('line 0');
    world.cut();
    world.print(...numbered(1, 1200));
    await world.linesUntil('line 500');
    const { data } = await world.history('?order=asc&limit=1000');
    const gaps = data.filter(({ gapBefore }) => gapBefore);
    assert.deepEqual(
      gaps.map(({ line }) => line),
      [`line ${1200 - 1024}`],
    );
  });

  it('is kept once, without a gap, where the subscription was lost for a moment', async () => {
    world.print('line 0', 'line 1');
    world.keep();
    await world.linesUntil('line 1');
    world.cut();
    world.print('line 2');
    assert.deepEqual(own(await world.linesUntil('line 2')), numbered(0, 3));
    const { data } = await world.history('?limit=1000');
    assert.ok(data.every(({ gapBefore }) => !gapBefore));
  });

  it('is read after the end of the unikernel, and of its host’s memory', async () => {
    world.print('line 0');
    world.keep();
    await world.linesUntil('line 0');
    await world.unikernels.ask('/hosts/one/unikernels/hello', { method: 'DELETE' });
    await world.leave();
    await world.unikernels.emulator.close();
    assert.ok((await world.lines('')).includes('line 0'));
  });

  it('is not kept where its settings say so', async () => {
    const json = { keepConsole: false };
    const path = '/hosts/one/unikernels/hello';
    const { status, text } = await world.unikernels.ask(path, { method: 'PATCH', json });
    assert.equal(status, 200, text);
    assert.partialDeepStrictEqual(JSON.parse(text), { keepConsole: false });
    await world.deploy('other');
    world.print('line 0');
    world.keep();
    await until(async () => (await world.lines('', 'other')).length > 0);
    assert.deepEqual(await world.lines(''), []);
  });

  it('belongs to the release that printed it', async () => {
    world.print('line 0');
    world.keep();
    await world.linesUntil('line 0');
    const json = { arguments: ['--second'] };
    const path = '/hosts/one/unikernels/hello/restart';
    await world.unikernels.ask(path, { method: 'POST', json });
    world.print('line 1');
    await world.linesUntil('line 1');
    await until(async () => (await world.lines('?release=2')).includes('line 1'));
    assert.deepEqual(own(await world.lines('?release=1')), ['line 0']);
  });

  it('belongs to its release, though that was written only at the second try', async () => {
    const [known] = await listKept(world.store.database, parseLabel('one'));
    assert.ok(known?.startedAt);
    const { key, startedAt } = known;
    const lines = [{ timestamp: new Date(startedAt), line: 'line 0' }];
    const segment = { key, firstNumber: 1, lines, startedAt, release: null, gapBefore: false };
    await world.store.append([segment]);
    world.failToLabel();
    world.keep();
    await until(async () => (await world.lines('?release=1')).includes('line 0'));
  });

  it('belongs to the newest release of its unikernel', async () => {
    const json = { arguments: ['--second'] };
    await world.deploy('other');
    await world.unikernels.ask('/hosts/one/unikernels/hello/restart', { method: 'POST', json });
    const kept = await listKept(world.store.database, parseLabel('one'));
    const releases = kept.map(({ key, release }) => [key.name, release]);
    assert.deepEqual(Object.fromEntries(releases), { hello: 2, other: 1 });
  });

  it('is made long segments of, which are files', async () => {
    world.keep();
    const wide = 'x'.repeat(400);
    for (let round = 0; round < 3; round += 1) {
      world.print(...numbered(300 * round, 300 * (round + 1)).map((line) => `${line} ${wide}`));
      await world.linesUntil(`line ${300 * (round + 1) - 1} ${wide}`);
    }
    const isPlaced = { open: false, content: null };
    const em = world.store.database.em();
    await until(async () => (await em.count(ConsoleSegment, isPlaced)) > 0);
    const files = await readdir(join(world.unikernels.folder, 'consoles'));
    assert.ok(files.length > 0);
    const lines = own(await world.lines('?order=asc&limit=1000'));
    assert.deepEqual(
      lines.map((line) => line.slice(0, -401)),
      numbered(0, 900),
    );
  });

  /** All that is kept is in files, which are damaged then. */
  const damage = async () => {
    await world.leave();
    world.unikernels.pass(25 * 60); // what is a day old is not added to any more
    await compact(world.store, keyOf('hello'));
    const folder = join(world.unikernels.folder, 'consoles');
    const files = await readdir(folder);
    assert.ok(files.length > 0);
    for (const file of files) await truncate(join(folder, file), 20);
  };

  it('is passed over where its file is damaged, and what comes after is kept', async () => {
    world.print('line 0', 'line 1');
    world.keep();
    await world.linesUntil('line 1');
    await damage();
    assert.deepEqual(await world.history(''), { data: [], next: null });
    assert.deepEqual(await world.history('?text=line'), { data: [], next: null });
    assert.equal((await world.ask('hello/console/download')).status, 200);
    world.keep();
    world.print('line 2');
    await world.linesUntil('line 2');
    const [first] = (await world.history('?order=asc')).data;
    assert.equal(first?.gapBefore, true, 'lines may be missing');
  });

  it('is kept once, without a gap, where the answer of the database was lost', async () => {
    await world.deploy('other');
    world.print('line 0');
    world.keep();
    await world.linesUntil('line 0');
    world.loseAnswer();
    world.print(...numbered(1, 4));
    await world.linesUntil('line 3');
    world.print('line 4');
    world.unikernels.emulator.print('alice:other', 'line of the other');
    await world.linesUntil('line of the other', 'other');
    assert.deepEqual(own(await world.linesUntil('line 4')), numbered(0, 5));
    assert.ok((await world.history('?limit=1000')).data.every(({ gapBefore }) => !gapBefore));
  });

  it('leaves no file that nothing refers to, after the second look for such', async () => {
    world.print('line 0');
    world.keep();
    await world.linesUntil('line 0');
    await world.leave();
    world.unikernels.pass(25 * 60);
    await compact(world.store, keyOf('hello'));
    const folder = join(world.unikernels.folder, 'consoles');
    const referenced = await readdir(folder);
    const left = Array.from({ length: 1_100 }, (_, n) => `${n}`.padStart(64, '0'));
    for (const digest of left) await writeFile(join(folder, digest), '');
    const { mock: asked } = mock.method(world.store.database.em().getConnection(), 'execute');
    try {
      await world.consoles.purge();
    } finally {
      mock.restoreAll();
    }
    assert.ok(asked.callCount() < 20, `${asked.callCount()} queries`);
    assert.equal((await readdir(folder)).length, referenced.length + left.length);
    await world.consoles.purge();
    assert.deepEqual(await readdir(folder), referenced);
    assert.ok((await world.lines('')).includes('line 0'));
  });

  it('is removed when it is old', async () => {
    world.print('line 0');
    world.keep();
    await world.linesUntil('line 0');
    await world.leave();
    world.unikernels.pass(6 * 24 * 60);
    await world.consoles.purge();
    assert.ok((await world.lines('')).includes('line 0'));
    world.unikernels.pass(2 * 24 * 60);
    await world.consoles.purge();
    assert.deepEqual(await world.lines(''), []);
  });
});

describe('kept consoles', () => {
  let world: ConsoleWorld;
  afterEach(() => world.close());

  it('are followed in turn where more are kept than may be followed', async () => {
    world = await ConsoleWorld.open({ limits: { ofDomain: 1, ofHost: 1 } });
    const names = ['hello', 'second', 'third'];
    for (const name of names) await world.deploy(name);
    world.keep();
    for (const name of names) {
      world.unikernels.emulator.print(`alice:${name}`, `of ${name}`);
      world.unikernels.pass(1);
      await world.linesUntil(`of ${name}`, name);
    }
    assert.ok(world.unikernels.seen('console-subscribe') >= names.length);
  });
});
