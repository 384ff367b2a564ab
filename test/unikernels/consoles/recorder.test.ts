import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import { Recorder } from '../../../src/unikernels/consoles/keeper/recorder.ts';
import { settle } from '../../hosts/support/manual-time.ts';

const key = { host: parseLabel('one'), domain: parseLabel('alice'), name: parseLabel('hello') };
const line = (time: number) => ({ timestamp: new Date(time), line: `at ${time}` });

describe('the lines of a console on their way to the store', () => {
  const begin = () =>
    new Recorder(key, { lastNumber: 7, lines: [] }, { startedAt: new Date(0), release: 1 });

  it('have a gap before the first of them alone, also where more come while they are stored', () => {
    const recorder = begin();
    recorder.add([line(1)], true);
    const first = recorder.waiting();
    recorder.add([line(2)]);
    recorder.stored(first);
    assert.partialDeepStrictEqual(first, [{ firstNumber: 8, gapBefore: true }]);
    assert.partialDeepStrictEqual(recorder.waiting(), [{ firstNumber: 9, gapBefore: false }]);
  });

  it('wait until they are stored', () => {
    const recorder = begin();
    recorder.add([line(1)]);
    assert.deepEqual(recorder.waiting(), recorder.waiting());
    recorder.stored(recorder.waiting());
    assert.deepEqual(recorder.waiting(), []);
  });

  it('are cut into segments of a bounded size, however short they are', () => {
    const recorder = begin();
    recorder.add(
      Array.from({ length: 200_000 }, (_, n) => line(n)),
      true,
    );
    const segments = recorder.waiting();
    const sizes = segments.map(({ lines }) => lines.length);
    assert.ok(Math.max(...sizes) <= 16_384, `${sizes}`);
    let firstNumber = 8;
    for (const [index, segment] of segments.entries()) {
      assert.partialDeepStrictEqual(segment, { firstNumber, gapBefore: index === 0, release: 1 });
      firstNumber += segment.lines.length;
    }
    assert.equal(firstNumber, 200_008);
    recorder.stored(segments);
    assert.deepEqual(recorder.waiting(), []);
  });

  it('come no faster than they are stored, though they are empty', async () => {
    const recorder = begin();
    const { signal } = new AbortController();
    const empty = { timestamp: new Date(0), line: '' };
    recorder.add(Array.from({ length: 16_383 }, () => empty));
    await recorder.untilRoom(signal);
    recorder.add([empty]);
    let hasRoom = false;
    const waited = recorder.untilRoom(signal).then(() => {
      hasRoom = true;
    });
    await settle();
    assert.equal(hasRoom, false);
    recorder.stored(recorder.waiting());
    await waited;
  });

  it('belong to the start that printed them, though it was noticed later', () => {
    const recorder = begin();
    recorder.add([line(1), line(5), line(6)]);
    recorder.begin({ startedAt: new Date(5), release: 2 });
    recorder.add([line(7)]);
    assert.deepEqual(
      recorder.waiting().map(({ release, lines }) => [release, lines.length]),
      [
        [1, 1],
        [2, 3],
      ],
    );
  });
});
