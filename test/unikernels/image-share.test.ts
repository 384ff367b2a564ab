import assert from 'node:assert/strict';
import { parseLabel } from '../../src/albatross/names.ts';
import { type CountedRelease, ImageShare } from '../../src/unikernels/releases/image-share.ts';

/** `web 3 c named`: a unikernel, a release's number, its image, and whether it has a name. */
function releasesOf(lines: readonly string[]): CountedRelease[] {
  return lines.map((line) => {
    const [unikernel = '', id, digest = '', name = null] = line.split(' ');
    const host = parseLabel('one');
    return { id: `${unikernel} ${id}`, host, unikernel: parseLabel(unikernel), digest, name };
  });
}

const sizes = new Map([
  ['a', 10],
  ['b', 20],
  ['c', 30],
]);

describe('the images of an account’s releases', () => {
  const rows: readonly [what: string, share: number, releases: string[], gone: string[]][] = [
    ['fit', 60, ['web 3 c', 'web 2 b', 'web 1 a'], []],
    ['do not: the oldest goes', 59, ['web 3 c', 'web 2 b', 'web 1 a'], ['web 1']],
    ['do not even when only two are left', 0, ['web 3 c', 'web 2 b', 'web 1 a'], ['web 1']],
    ['are kept by a name', 0, ['web 3 c', 'web 2 b', 'web 1 a named'], []],
    ['count once', 60, ['web 4 c', 'web 3 b', 'web 2 a', 'web 1 a'], []],
    ['take nothing where they are not kept', 50, ['web 3 c', 'web 2 b', 'web 1 lost'], []],
    ['stay where one that stays has them', 0, ['web 3 c', 'web 2 b', 'web 1 c'], []],
    ['of all unikernels count', 50, ['dns 1 b', 'web 3 c', 'web 2 c', 'web 1 a'], ['web 1']],
    ['are kept two a unikernel', 0, ['dns 1 b', 'web 2 c', 'dns 2 a', 'web 1 a'], []],
    ['leave room for a smaller one', 40, ['w 5 c', 'w 4 c', 'w 3 b', 'w 2 a'], ['w 3']],
  ];
  for (const [what, share, releases, gone] of rows) {
    it(what, () => {
      const beyond = new ImageShare(releasesOf(releases), sizes).beyond(share);
      assert.deepEqual(
        beyond.map(({ id }) => id),
        gone,
      );
    });
  }

  it('say how much stays in any case', () => {
    const releases = releasesOf(['web 4 c', 'web 3 b', 'web 2 a', 'web 1 a named']);
    assert.equal(new ImageShare(releases, sizes).fixed, 60);
    assert.equal(new ImageShare(releases.slice(0, 3), sizes).fixed, 50);
  });
});
