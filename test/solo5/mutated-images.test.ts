import assert from 'node:assert/strict';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { ImageError } from '../../src/solo5/errors.ts';
import { parseImage, readImage } from '../../src/solo5/image.ts';
import { block, CountingSource, network } from './image-file.ts';
import { mutate, Random } from './mutation.ts';

const count = 200_000;
const maxReads = 8;

describe('mutated images', () => {
  it(`give facts or a typed error, ${count} times, and no octet beyond the image is asked for`, async function () {
    this.timeout(120_000);
    const random = new Random(20_260);
    const originals = [
      sampleImage({ devices: [network, block], filler: 'abc' }),
      sampleImage({ target: 'hvt', padTo: 4096 }),
    ] as const;
    const seen = new Map<string, number>();
    for (let index = 0; index < count; index += 1) {
      const source = new CountingSource(mutate(random.pick(originals), random));
      const outcome = await outcomeOf(source);
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
      assert.ok(source.reads <= maxReads, `mutant ${index}: ${source.reads} reads`);
      assert.ok(source.furthest <= source.size, `mutant ${index}: read to ${source.furthest}`);
      assert.ok(source.octets <= 7 * source.size, `mutant ${index}: ${source.octets} octets`);
    }
    for (const code of ['accepted', 'truncated', 'malformed-elf', 'no-abi', 'malformed-manifest']) {
      assert.ok((seen.get(code) ?? 0) > 100, `${code} is hardly tried: ${seen.get(code)}`);
    }
  });

  it('give the same from memory as from a source', async () => {
    const random = new Random(7);
    const original = sampleImage({ devices: [network, block] });
    for (let index = 0; index < 5_000; index += 1) {
      const mutant = mutate(original, random);
      const fromMemory = await Promise.resolve(mutant).then(parseImage).catch(codeOf);
      const fromSource = await readImage(new CountingSource(mutant)).catch(codeOf);
      assert.deepEqual(fromMemory, fromSource, `mutant ${index}`);
    }
  });

  it('are refused when they are random octets behind the first of an ELF file', () => {
    const random = new Random(11);
    const start = sampleImage().subarray(0, 16);
    for (let index = 0; index < 2_000; index += 1) {
      const noise = Buffer.from(Array.from({ length: random.below(400) }, () => random.below(256)));
      assert.throws(() => parseImage(Buffer.concat([start, noise])), ImageError);
    }
  });
});

async function outcomeOf(source: CountingSource): Promise<string> {
  return readImage(source).then(() => 'accepted', codeOf);
}

/** The code of an `ImageError`; anything else is a fault of ours and fails the test. */
function codeOf(error: unknown): string {
  if (error instanceof ImageError) return error.code;
  throw error;
}
