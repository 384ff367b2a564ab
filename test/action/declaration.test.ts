import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readDeclaration } from './runner.ts';

const root = resolve(import.meta.dirname, '../..');

describe('the declaration of the action', () => {
  it('has no package to install, and reads no input that is not declared', async () => {
    const { inputs, outputs, using, main, post, postIf } = await readDeclaration();
    assert.deepEqual([using, main], ['node24', 'action/main.js']);
    assert.deepEqual([post, postIf], ['action/post.js', 'always()']);
    assert.deepEqual(outputs, ['outcome', 'url', 'digest']);
    const files = (await readdir(join(root, 'action'))).filter((name) => name.endsWith('.js'));
    const read = new Set<string>();
    for (const file of files) {
      const text = await readFile(join(root, 'action', file), 'utf8');
      for (const [, from = ''] of text.matchAll(/^import .* from '(.*)';$/gm)) {
        assert.match(from, /^(node:|\.\/)/);
      }
      for (const [, name = ''] of text.matchAll(/[iI]nput(?:File)?\('([\w-]+)'\)/g)) read.add(name);
    }
    assert.deepEqual([...read].sort(), [...inputs.keys()].sort());
  });

  it('is given in the documented workflows what it takes', async () => {
    const { inputs } = await readDeclaration();
    const text = await readFile(join(root, 'docs/github-actions.md'), 'utf8');
    const steps = [...text.matchAll(/uses: OWNER\/fulmar@COMMIT\n +with:\n((?: {10}\w.*\n)+)/g)];
    assert.equal(steps.length, text.match(/uses: OWNER/g)?.length);
    for (const [, block = ''] of steps) {
      const names = [...block.matchAll(/^ +([\w-]+):/gm)].map(([, name = '']) => name);
      assert.deepEqual(
        names.filter((name) => !inputs.has(name)),
        [],
      );
      assert.ok(
        ['address', 'host', 'name'].every((name) => names.includes(name)),
        block,
      );
      assert.ok(names.includes('token') !== names.includes('account'), block);
    }
  });
});
