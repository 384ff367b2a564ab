import assert from 'node:assert/strict';
import fs from 'node:fs';
import { mock } from 'node:test';
import { createLogger } from '../../src/base/log.ts';

type Written = (error: Error | null, octets: number) => void;

/** An attempt to write to standard output, which is under way until the test ends it. */
interface Attempt {
  readonly text: string;
  readonly end: Written;
}

const failure = (code: string) => Object.assign(new Error(code), { code });

describe('the log on standard output', () => {
  const attempts: Attempt[] = [];
  const written = () => attempts.map(({ text }) => text);
  const last = () => attempts.at(-1) ?? assert.fail('nothing was written');
  let isSlow = false;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
    mock.method(fs, 'write', (_file: number, octets: Buffer, end: Written) => {
      attempts.push({ text: `${octets}`, end });
      if (!isSlow) end(null, octets.length);
    });
  });
  afterEach(() => {
    isSlow = false;
    mock.timers.reset();
    mock.restoreAll();
    attempts.length = 0;
  });

  it('is written a tenth of a second after a line, with those that came meanwhile', () => {
    const log = createLogger('info');
    log.info('first');
    log.info('second');
    mock.timers.tick(99);
    assert.deepEqual(written(), []);
    mock.timers.tick(1);
    assert.match(written().join('|'), /^\{.*"first"\}\n\{.*"second"\}\n$/);
    log.info('third');
    mock.timers.tick(100);
    assert.match(last().text, /^\{.*"third"\}\n$/);
  });

  it('is not written while nothing is said', () => {
    createLogger('info');
    createLogger('silent').error('a line');
    mock.timers.tick(10_000);
    assert.deepEqual(written(), []);
  });

  it('is written at once where much is to be said, in whole lines', () => {
    const log = createLogger('info');
    for (let line = 0; line < 100; line += 1) log.info('x'.repeat(1000));
    assert.equal(attempts.length, 1);
    assert.match(last().text, /x"\}\n$/);
    mock.timers.tick(100);
    assert.equal(written().join('').split('\n').length, 101);
  });

  it('goes on a tenth of a second after a slow reader has taken what there was', () => {
    isSlow = true;
    const log = createLogger('info');
    log.info('first');
    mock.timers.tick(100);
    log.info('second');
    mock.timers.tick(10_000);
    assert.equal(attempts.length, 1);
    last().end(null, last().text.length - 2);
    mock.timers.tick(100);
    assert.match(last().text, /^\}\n\{.*"second"\}\n$/);
  });

  it('tries again where standard output is busy', () => {
    isSlow = true;
    createLogger('info').info('first');
    mock.timers.tick(100);
    last().end(failure('EAGAIN'), 0);
    mock.timers.tick(100);
    assert.equal(attempts.length, 2);
    assert.match(last().text, /^\{.*"first"\}\n$/);
  });

  for (const code of ['EPIPE', 'EIO', 'ENOSPC']) {
    it(`goes on with the next line after one that could not be written [${code}]`, () => {
      isSlow = true;
      const log = createLogger('info');
      log.info('first');
      mock.timers.tick(100);
      last().end(failure(code), 0);
      mock.timers.tick(10_000);
      assert.equal(attempts.length, 1);
      log.info('second');
      mock.timers.tick(100);
      assert.match(last().text, /^\{.*"second"\}\n$/);
      last().end(null, last().text.length);
    });
  }

  it('leaves lines out rather than keep all of them for a reader that takes none', () => {
    isSlow = true;
    const log = createLogger('info');
    const line = 'x'.repeat(2 ** 20);
    for (let count = 0; count < 20; count += 1) log.info(line);
    isSlow = false;
    last().end(null, last().text.length);
    assert.equal(attempts.length, 9);
  });
});
