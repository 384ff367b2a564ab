import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { mochaHooks } from '../support/unit/quiet.ts';
import { unitFiles } from '../support/unit/unit-files.ts';

describe('the unit run', () => {
  afterEach(mochaHooks.afterAll);

  it('fails a test that listens or starts a process', () => {
    mochaHooks.beforeAll();
    assert.throws(() => createServer().listen(0), /neither listens/);
    assert.throws(() => spawn('true'), /neither listens/);
  });

  it('has the files that reach nothing of the kind, through whatever they import', () => {
    const files = unitFiles();
    assert.ok(files.includes('test/albatross/framing.test.ts'));
    for (const loud of [
      'workshop/unit-run',
      'server/start',
      'dashboard/tokens',
      'server/replicas',
    ]) {
      assert.ok(!files.includes(`test/${loud}.test.ts`), loud);
    }
  });
});
