import assert from 'node:assert/strict';
import fs from 'node:fs';
import { mock } from 'node:test';
import { createLogger } from '../../src/base/log.ts';

describe('the log on standard output', () => {
  const written: string[] = [];
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
    mock.method(fs, 'write', (_file: number, octets: Buffer, done: Written) => {
      written.push(`${octets}`);
      done(null, octets.length);
    });
  });
  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
    written.length = 0;
  });

  it('is written a tenth of a second after a line, with those that came meanwhile', () => {
    const log = createLogger('info');
    log.info('first');
    log.info('second');
    mock.timers.tick(99);
    assert.deepEqual(written, []);
    mock.timers.tick(1);
    assert.match(written.join('|'), /^\{.*"first"\}\n\{.*"second"\}\n$/);
    log.info('third');
    mock.timers.tick(100);
    assert.match(written[1] ?? '', /^\{.*"third"\}\n$/);
  });

  it('is not written where nothing is to be said', () => {
    createLogger('silent').error('a line');
    mock.timers.tick(10_000);
    assert.deepEqual(written, []);
  });
});

type Written = (error: null, octets: number) => void;
