import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { deflateSync, inflateSync } from 'node:zlib';
import { blockData, contentOf, volumes, words, wordsOf } from './support/answers.ts';
import { alice, ask, type Client, open } from './support/client.ts';
import { block, create } from './support/unikernels.ts';
import { useEmulator } from './support/use-emulator.ts';
import { data, inChunks, mebibyte, set } from './support/volumes.ts';

describe('volumes of an emulated host', () => {
  const emulated = useEmulator();
  const add = (size = 1) => words(emulated.host, data, { type: 'block-add', size });
  const padded = (octets: Buffer, size = mebibyte) =>
    Buffer.concat([octets, Buffer.alloc(size - octets.length)]);

  /** A volume of 1 MiB with something in it. */
  async function filled(): Promise<Buffer> {
    const old = randomBytes(mebibyte);
    await add();
    await words(emulated.host, data, set(), [old]);
    return old;
  }

  it('are added once, read as zeros, and are sparse files', async () => {
    const { host, folder } = emulated;
    assert.deepEqual(await add(3), ['added block device']);
    assert.deepEqual(await add(3), ['failure: block device with same name already exists']);
    assert.deepEqual(await volumes(host, alice()), { ':data': { size: 3, active: false } });
    assert.deepEqual(await volumes(host, data), { 'alice:data': { size: 3, active: false } });
    assert.deepEqual(await contentOf(host, data), Buffer.alloc(3 * mebibyte));
    const file = await stat(join(folder, 'block', 'alice:data'));
    assert.equal(file.size, 3 * mebibyte);
    assert.equal(file.blocks, 0);
  });

  it('of no size fail, and leave a file behind that is in the way', async () => {
    assert.deepEqual(await add(0), ['failure: overflow while computing bytes']);
    assert.deepEqual(await add(1), ['failure: file already exists']);
    assert.deepEqual(await volumes(emulated.host, alice()), {});
  });

  it('are removed once, and not while a unikernel holds them', async () => {
    const { host } = emulated;
    const remove = () => words(host, data, { type: 'block-remove' });
    await add();
    await create(host, alice('hello'), { blockDevices: [block('data')] });
    assert.deepEqual(await volumes(host, alice()), { ':data': { size: 1, active: true } });
    assert.deepEqual(await remove(), ['failure: remove block: is in use']);
    await words(host, alice('hello'), { type: 'unikernel-destroy' });
    assert.deepEqual(await remove(), ['removed block']);
    assert.deepEqual(await remove(), ['failure: remove block: not found']);
  });

  for (const size of [1, 4096, 65_536, mebibyte]) {
    it(`take a content in chunks of any size, zeros behind it [${size}]`, async () => {
      const { host } = emulated;
      await add(2);
      const octets = randomBytes(Math.min(mebibyte + 17, size * 300));
      assert.deepEqual(await words(host, data, set(), inChunks(octets, size)), [
        'set block device',
      ]);
      assert.deepEqual(await contentOf(host, data), padded(octets, 2 * mebibyte));
    });
  }

  it('are dumped in blocks of 4096 octets, or as zlib in blocks of at most 64 KiB', async () => {
    const { host } = emulated;
    const old = await filled();
    const plain = await ask(host, data, { type: 'block-dump', compressionLevel: 0 });
    assert.equal(plain.length, 1 + 256 + 1);
    assert.deepEqual(
      [plain[0]?.payload, plain.at(-1)?.payload],
      [
        { type: 'success', success: { type: 'block-device-image', compressed: false } },
        { type: 'data', data: { type: 'block', data: null } },
      ],
    );
    assert(plain.slice(1, -1).every((message) => blockData(message).length === 4096));
    const packed = await ask(host, data, { type: 'block-dump', compressionLevel: 6 });
    assert.deepEqual(packed[0]?.payload, {
      type: 'success',
      success: { type: 'block-device-image', compressed: true },
    });
    assert(packed.every((message) => blockData(message).length <= 65_536));
    assert.deepEqual(inflateSync(Buffer.concat(packed.map(blockData))), old);
  });

  it('are not dumped while in use or missing: two failures say so', async () => {
    const { host } = emulated;
    const dump = () => words(host, data, { type: 'block-dump', compressionLevel: 0 });
    const last = 'failure: exception while reading from fd';
    assert.deepEqual(await dump(), ['failure: dump block: not found', last]);
    await add();
    await create(host, alice('hello'), { blockDevices: [block('data')] });
    assert.deepEqual(await dump(), ['failure: dump block: is in use', last]);
  });

  it('lose their content to one that is too long', async () => {
    const { host } = emulated;
    await filled();
    const octets = randomBytes(mebibyte + 3);
    const chunks = [
      ...inChunks(octets.subarray(0, mebibyte), 65_536),
      ...inChunks(octets.subarray(mebibyte), 1),
    ];
    assert.deepEqual(await words(host, data, set(), chunks), ['failure: stream exceeds size']);
    assert.deepEqual(await volumes(host, data), { 'alice:data': { size: 1, active: false } });
    assert.deepEqual(await contentOf(host, data), octets.subarray(0, mebibyte));
  });

  it('never answer one that is too long by more than three chunks', async () => {
    await filled();
    const chunks = inChunks(randomBytes(2 * mebibyte), 65_536);
    await isLeftWaiting(open(emulated.host, data, set()), chunks);
  });

  it('keep their size and lose their content where a plain one breaks off', async () => {
    const { host } = emulated;
    await filled();
    const client = open(host, data, set());
    await client.send([Buffer.from('new')], { end: false });
    client.socket.end();
    assert.deepEqual((await client.rest()).map(wordsOf), ['failure: reading tls chunk']);
    assert.deepEqual(await contentOf(host, data), padded(Buffer.from('new')));
  });

  it('have lost their content before the first octet of the new one', async () => {
    const { host, folder } = emulated;
    await filled();
    const client = open(host, data, set());
    await emptied(join(folder, 'block', 'alice:data'));
    client.socket.destroy();
    await client.rest();
  });

  it('never answer a content that does not end in a chunk of length 0', async () => {
    const { host } = emulated;
    await add();
    await isLeftWaiting(open(host, data, set()), [Buffer.alloc(10)], { end: false });
  });

  it('take a compressed content in chunks of at most 65,536 octets', async () => {
    const { host } = emulated;
    await add();
    const octets = randomBytes(mebibyte);
    const packed = deflateSync(octets);
    assert.deepEqual(await words(host, data, set(true), inChunks(packed, 65_536)), [
      'set block device',
    ]);
    assert.deepEqual(await contentOf(host, data), octets);
    assert.deepEqual(await words(host, data, set(true), inChunks(packed, 65_537)), [
      'failure: error writing to file descriptor',
    ]);
    const dump = await words(host, data, { type: 'block-dump', compressionLevel: 0 });
    assert.deepEqual(dump, ['block-device-image', 'block', 'block'], 'an empty block and the end');
    assert.equal((await contentOf(host, data)).length, 0);
  });

  it('refuse a compressed content that is no zlib, or too long when inflated', async () => {
    const { host } = emulated;
    await add();
    assert.deepEqual(await words(host, data, set(true), [randomBytes(100), randomBytes(100)]), [
      'failure: error writing to file descriptor',
    ]);
    const long = deflateSync(Buffer.alloc(mebibyte + 1));
    assert.deepEqual(await words(host, data, set(true), [long]), ['failure: stream exceeds size']);
  });

  it('never answer a zlib stream that is cut before its end', async () => {
    const { host } = emulated;
    await add();
    const packed = deflateSync(randomBytes(1000));
    await isLeftWaiting(open(host, data, set(true)), [packed.subarray(0, 500)]);
  });

  it('that are missing or in use read all of a content and say only that writing failed', async () => {
    const { host } = emulated;
    const chunks = inChunks(Buffer.alloc(3 * mebibyte), mebibyte);
    assert.deepEqual(await words(host, data, set(), chunks), ['failure: writing block data']);
    const old = await filled();
    await create(host, alice('hello'), { blockDevices: [block('data')] });
    assert.deepEqual(await words(host, data, set(), chunks), ['failure: writing block data']);
    await words(host, alice('hello'), { type: 'unikernel-destroy' });
    assert.deepEqual(await contentOf(host, data), old);
  });

  it('that are missing say so only to a content without an octet', async () => {
    assert.deepEqual(await words(emulated.host, data, set(), []), [
      'failure: set block: not found',
    ]);
    await isLeftWaiting(open(emulated.host, data, set()), [], { end: false });
  });

  it('take octets behind the end of a zlib stream and forget them', async () => {
    const { host } = emulated;
    await add();
    const octets = randomBytes(1000);
    const packed = deflateSync(octets);
    for (const more of [1, 2, 3, 200]) {
      const chunks = Array.from({ length: 1 + more }, () => packed);
      assert.deepEqual(await words(host, data, set(true), chunks), ['set block device'], `${more}`);
    }
    assert.deepEqual(await contentOf(host, data), padded(octets));
  });

  it('take two contents at once, one of which is lost', async () => {
    const { host } = emulated;
    await add();
    const [one, two] = [Buffer.alloc(1000, '1'), Buffer.alloc(1000, '2')];
    const first = open(host, data, set());
    await first.send([one], { end: false });
    await emptied(join(emulated.folder, 'block', 'alice:data'), one.length);
    assert.deepEqual(await words(host, data, set(), [two]), ['set block device']);
    await first.send([]);
    assert.deepEqual((await first.rest()).map(wordsOf), ['set block device']);
    const content = await contentOf(host, data);
    assert([one, two].some((octets) => padded(octets).equals(content)));
  });

  it('outlive a restart of the host in the midst of an upload, with their size', async () => {
    const { host } = emulated;
    await filled();
    const client = open(host, data, set());
    await client.send([Buffer.from('new')], { end: false });
    await emptied(join(emulated.folder, 'block', 'alice:data'), 3);
    const { port } = host;
    await host.restart();
    await client.rest();
    assert.equal(host.port, port);
    assert.deepEqual(await volumes(host, alice()), { ':data': { size: 1, active: false } });
    assert.deepEqual(await contentOf(host, data), padded(Buffer.from('new')));
  });

  it('are lost, and their names with them, where the host crashes in the midst of an upload', async () => {
    const { host } = emulated;
    await filled();
    const client = open(host, data, set());
    await client.send([Buffer.from('new')], { end: false });
    await emptied(join(emulated.folder, 'block', 'alice:data'), 3);
    await host.restart({ crash: true });
    await client.rest();
    assert.deepEqual(await volumes(host, alice()), {});
    assert.deepEqual(await add(), ['failure: file already exists']);
    assert.deepEqual(await words(host, data, { type: 'block-remove' }), [
      'failure: remove block: not found',
    ]);
  });

  it('are taken whole by the commands of before', async () => {
    const { host } = emulated;
    const octets = randomBytes(1000);
    const old = { compressed: true, data: deflateSync(octets) };
    assert.deepEqual(await words(host, data, { type: 'old-block-add', size: 1, ...old }), [
      'added block device',
    ]);
    assert.deepEqual(await readFile(join(emulated.folder, 'block', 'alice:data')), padded(octets));
    const plain = { compressed: false, data: Buffer.from('hello') };
    assert.deepEqual(await words(host, data, { type: 'old-block-set', ...plain }), [
      'set block device',
    ]);
    const [dump] = await ask(host, data, { type: 'old-block-dump', compressionLevel: 0 });
    assert.deepEqual(dump?.payload, {
      type: 'success',
      success: {
        type: 'old-block-device-image',
        compressed: false,
        data: padded(Buffer.from('hello')),
      },
    });
  });
});

/** Waits until a file has just so many octets. */
async function emptied(file: string, size = 0): Promise<void> {
  for (;;) {
    const found = await stat(file).catch(() => null);
    if (found?.size === size) return;
    await turn();
  }
}

/** Sends data and sees the host take it and say nothing, while it answers another. */
async function isLeftWaiting(
  client: Client,
  chunks: readonly Buffer[],
  options?: { end: boolean },
): Promise<void> {
  await client.send(chunks, options);
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(client.octets.length, 0);
  assert.equal(client.socket.closed, false);
  client.socket.destroy();
  await client.rest();
}
