import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { rooms } from '../../scripts/mutate/rooms.ts';

describe('the rooms whose sources are mutated', () => {
  it('have all files of identity, each once', () => {
    const named = Object.entries(rooms).filter(([name]) => name.startsWith('identity/'));
    const files = named.flatMap(([, { sources }]) => globSync(sources));
    assert.deepEqual(files.toSorted(), globSync('src/identity/**/*.ts').toSorted());
  });

  it('have files, and tests', () => {
    for (const [name, { sources, tests }] of Object.entries(rooms)) {
      assert.ok(globSync(sources).length > 0, name);
      assert.ok(globSync(tests.map((folder) => `${folder}/**/*.test.ts`)).length > 0, name);
    }
  });
});
