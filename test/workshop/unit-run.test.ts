import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { mochaHooks } from '../support/unit/quiet.ts';
import { slowFiles } from '../support/unit/slow-files.ts';
import { quickUnitFiles, unitFiles } from '../support/unit/unit-files.ts';

describe('the unit run', () => {
  afterEach(mochaHooks.afterAll);

  it('fails a test that listens or starts a process', () => {
    mochaHooks.beforeAll();
    assert.throws(() => createServer().listen(0), /neither listens/);
    assert.throws(() => spawn('true'), /neither listens/);
  });

  it('has the files that reach nothing of the kind, through whatever they import', () => {
    const files = unitFiles();
    const slow = files.filter((file) => slowFiles.has(file));
    assert.equal(slow.length, slowFiles.size, 'each of the slow files is a unit test');
    assert.equal(quickUnitFiles().length, files.length - slow.length);
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

  it('may be of folders and of single files, without those that are loud', () => {
    const [quiet, loud] = ['test/limits/counters.test.ts', 'test/workshop/unit-run.test.ts'];
    assert.deepEqual(unitFiles([quiet, loud]), [quiet]);
    const folder = unitFiles(['test/limits']);
    assert.ok(folder.length > 1 && folder.includes(quiet));
  });
});
