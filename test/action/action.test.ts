import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { SigningKeyPair } from '../sources/minisign.ts';
import { ActionWorld } from './action-world.ts';
import { failed, succeeded } from './expect-step.ts';
import { serveOther } from './other-server.ts';

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');
const first = sampleImage({ filler: 'first' });
const second = sampleImage({ filler: 'second' });

describe('the action', () => {
  let world: ActionWorld;
  before(async () => {
    world = await ActionWorld.open();
    await world.write('first.hvt', first);
    await world.write('second.hvt', second);
  });
  after(() => world.close());

  const shown = async (path: string) => (await world.ask(`/hosts/one/${path}`)).json;

  it('creates a unikernel, then updates it and keeps what is not given', async () => {
    const config = JSON.stringify({ memory: 48, arguments: ['--port=80'] });
    const created = await world.step({ image: 'first.hvt', config });
    succeeded(world, created, 'created', sha256(first), 'unikernels/web');
    assert.partialDeepStrictEqual(await shown('unikernels/web'), {
      digest: sha256(first),
      memory: 48,
      arguments: ['--port=80'],
    });
    const updated = await world.step({ image: 'second.hvt' });
    succeeded(world, updated, 'updated', sha256(second), 'unikernels/web');
    assert.partialDeepStrictEqual(await shown('unikernels/web'), {
      digest: sha256(second),
      memory: 48,
      arguments: ['--port=80'],
    });
  });

  it('labels what it deploys, and says on its page what changed, but no argument', async () => {
    const config = JSON.stringify({ memory: 48, arguments: ['--token=hunter2'] });
    const labels = '{"tier": "web", "old": "1"}';
    const made = await world.step({ name: 'labelled', image: 'first.hvt', config, labels });
    assert.equal(made.code, 0, made.log);
    const next = JSON.stringify({ memory: 64, arguments: ['--token=hunter3'] });
    const changed = {
      ...{ name: 'labelled', image: 'second.hvt', config: next },
      labels: '{"old": null}',
    };
    const { code, log, summary } = await world.step(changed);
    assert.equal(code, 0, log);
    assert.deepEqual((await shown('unikernels/labelled')).labels, { tier: 'web' });
    const digests = [first, second].map((image) => sha256(image).slice(0, 12)).join(' → ');
    assert.ok(summary.includes(`image ${digests}`), summary);
    assert.match(summary, /memory 48 → 64/);
    assert.match(summary, /arguments/);
    assert.doesNotMatch(summary, /hunter/);
    const wrong = await world.step({ ...changed, labels: '[]' });
    failed(wrong, /"labels" has to be an object in JSON/);
  });

  it('restarts a unikernel, also with another configuration', async () => {
    await world.step({ name: 'again', image: 'first.hvt' });
    const plain = await world.step({ name: 'again', operation: 'restart' });
    succeeded(world, plain, 'restarted', sha256(first), 'unikernels/again');
    const config = '{"arguments": ["--port=81"]}';
    const other = await world.step({ name: 'again', operation: 'restart', config });
    succeeded(world, other, 'restarted', sha256(first), 'unikernels/again');
    assert.deepEqual((await shown('unikernels/again')).arguments, ['--port=81']);
  });

  it('replaces one by an image for another ABI only where that is forced', async () => {
    const other = sampleImage({ target: 'hvt', filler: 'other' });
    await world.write('other.hvt', other);
    await world.step({ name: 'moved', image: 'first.hvt' });
    const refused = await world.step({ name: 'moved', image: 'other.hvt' });
    failed(refused, /^422 image-refused: .*hvt, ABI 2, .* spt, ABI 2.*"force": true/);
    assert.equal((await shown('unikernels/moved')).digest, sha256(first));
    const config = '{"force": true}';
    const forced = await world.step({ name: 'moved', image: 'other.hvt', config });
    succeeded(world, forced, 'updated', sha256(other), 'unikernels/moved');
    const created = await world.step({ name: 'new', image: 'other.hvt', config });
    succeeded(world, created, 'created', sha256(other), 'unikernels/new');
  });

  it('sends the signature that lies beside an image', async () => {
    const pair = new SigningKeyPair('the key!');
    const { password: currentPassword } = world.administrator;
    const name = (signingKey: string | null) =>
      world.ask('/account', { method: 'PATCH', json: { signingKey, currentPassword } });
    await name(pair.publicKey);
    await world.write('signed.hvt', first);
    failed(await world.step({ name: 'signed', image: 'signed.hvt' }), /images are signed with/);
    await world.write('signed.hvt.minisig', pair.sign(first));
    const signed = await world.step({ name: 'signed', image: 'signed.hvt' });
    succeeded(world, signed, 'created', sha256(first), 'unikernels/signed');
    const signature = 'elsewhere.minisig';
    const second = sampleImage({ filler: 'signed elsewhere' });
    await world.write('elsewhere.hvt', second);
    await world.write(signature, pair.sign(second));
    const named = await world.step({ name: 'named', image: 'elsewhere.hvt', signature });
    succeeded(world, named, 'created', sha256(second), 'unikernels/named');
    const source = JSON.stringify({ kind: 'release', unikernel: 'named', release: 1 });
    const fetched = await world.step({ name: 'copied', source, signature });
    await name(null);
    succeeded(world, fetched, 'created', sha256(second), 'unikernels/copied');
    failed(await world.step({ name: 'named', config: '{}', signature }), /"signature" needs an/);
  });

  it('has the server fetch the image of a source', async () => {
    succeeded(
      world,
      await world.step({ name: 'from', image: 'first.hvt' }),
      'created',
      sha256(first),
      'unikernels/from',
    );
    const release = (number: number) =>
      JSON.stringify({ kind: 'release', unikernel: 'from', release: number });
    const fetched = await world.step({ name: 'fetched', source: release(1) });
    succeeded(world, fetched, 'created', sha256(first), 'unikernels/fetched');
    failed(await world.step({ name: 'fetched', source: release(2) }), /release-unknown/);
    const both = { name: 'fetched', source: release(1), image: 'first.hvt' };
    failed(await world.step(both), /"image" and "source" cannot be used together/);
    failed(await world.step({ source: '[]' }), /"source" has to be an object in JSON/);
  });

  it('keeps the current image where none is given, and takes a configuration', async () => {
    await world.step({ name: 'same', image: 'first.hvt' });
    const changed = await world.step({ name: 'same', config: '{"memory": 48}' });
    succeeded(world, changed, 'updated', sha256(first), 'unikernels/same');
    assert.equal((await shown('unikernels/same')).memory, 48);
    const none = { name: 'none', config: '{"memory": 48}' };
    failed(await world.step(none), /^404 unikernel-unknown: /);
  });

  it('fails where it does not stay up, and says what was done', async () => {
    await world.step({ name: 'fragile', image: 'first.hvt' });
    const config = '{"arguments": ["--emulator-exit=3"]}';
    const bad = { name: 'fragile', image: 'second.hvt', config, settle: '3' };
    const step = await world.step(bad);
    failed(
      step,
      /^422 rolled-back: It did not stay up for 3 s.+ The unikernel is as it was before\. \(/,
    );
    assert.match(step.log, /^✓ host$[\s\S]+^✗ stays up: .+$[\s\S]+^✓ rollback\b/m); // as they ended
    assert.match(step.summary, /\| stays up \| failed \| /);
    assert.match(step.summary, /\| rollback \| passed \| /);
    assert.partialDeepStrictEqual(await shown('unikernels/fragile'), {
      digest: sha256(first),
      arguments: [],
    });
  });

  it('checks what it deploys, and waits for a lock', async () => {
    const checks = JSON.stringify([{ kind: 'console', text: 'never printed', every: 1 }]);
    const deploy = { name: 'checked', image: 'first.hvt', checks, deadline: '2' };
    failed(await world.step(deploy), /^422 check-failed: .*Check 1/);
    failed(await world.step({ ...deploy, checks: '{' }), /^The input "checks" has to be JSON/);
    const until = new Date(Date.now() + 3_000).toISOString();
    const lock = { method: 'PUT', json: { reason: 'a freeze', until } };
    assert.equal((await world.ask('/hosts/one/unikernels/checked/lock', lock)).status, 200);
    const plain = { name: 'checked', image: 'second.hvt' };
    failed(await world.step(plain), /^409 locked: .*a freeze/);
    const patient = await world.step({ ...plain, 'wait-for-lock': '30' });
    succeeded(world, patient, 'updated', sha256(second), 'unikernels/checked');
  });

  it('is no failure where a newer deployment takes its place, unless it is to be', async () => {
    const path = '/hosts/one/unikernels/replaced/deployments';
    const rows = async () => (await world.ask(path)).json.data;
    const json = { config: { memory: 48 }, settle: 600 };
    await world.step({ name: 'replaced', image: 'first.hvt' });
    for (const wanted of ['success', 'failure']) {
      const before = (await rows()).length;
      const held = await world.ask(path, { json, headers: { prefer: 'wait=0' } });
      assert.equal(held.status, 202);
      const plain = { name: 'replaced', image: 'second.hvt', 'on-superseded': wanted };
      const waiting = world.step(plain);
      while ((await rows()).length < before + 2) await setTimeout(20);
      await world.ask(path, { json, headers: { prefer: 'wait=0' } });
      const step = await waiting;
      if (wanted === 'success') succeeded(world, step, 'superseded', '', 'unikernels/replaced');
      else failed(step, /^409 superseded: /);
      const open = (await rows()).filter(({ finishedAt }: { finishedAt: unknown }) => !finishedAt);
      for (const { id } of open) await world.ask(`/deployments/${id}/cancel`, { method: 'POST' });
    }
    failed(
      await world.step({ name: 'replaced', 'on-superseded': 'maybe', image: 'first.hvt' }),
      /on-superseded/,
    );
  });

  it('destroys a unikernel', async () => {
    await world.step({ name: 'gone', image: 'first.hvt' });
    const step = await world.step({ name: 'gone', operation: 'destroy' });
    succeeded(world, step, 'destroyed', '', 'unikernels/gone');
    assert.equal((await world.ask('/hosts/one/unikernels/gone')).status, 404);
    const never = await world.step({ name: 'never', operation: 'destroy' });
    failed(never, /^404 unikernel-unknown: .* \(request [\w-]+\)$/);
  });

  it('fills a volume, made where its size is given', async () => {
    const content = randomBytes(1024 * 1024);
    const next = randomBytes(1000);
    await world.write('disk.img', content);
    await world.write('next.img.gz', gzipSync(next));
    const upload = { operation: 'upload', name: 'data', file: 'disk.img' };
    failed(await world.step(upload), /^404 volume-unknown/);
    const filled = await world.step({ ...upload, size: '2' });
    succeeded(world, filled, 'uploaded', sha256(content), 'volumes/data');
    assert.equal((await shown('volumes/data')).size, 2);
    const packed = { ...upload, file: 'next.img.gz', encoding: 'gzip', size: '2' };
    const unpacked = await world.step(packed);
    succeeded(world, unpacked, 'uploaded', sha256(next), 'volumes/data');
    assert.doesNotMatch(unpacked.log, /::warning/);
    const asItIs = await world.step({ ...packed, encoding: '' });
    assert.match(
      asItIs.log,
      /^::warning::.+ is compressed, and is sent as it is\. .+ "encoding" to gzip\.$/m,
    );
  });

  it('empties a volume only where that is meant', async () => {
    await world.write('empty.img', Buffer.alloc(0));
    const upload = { operation: 'upload', name: 'emptied', file: 'empty.img', size: '1' };
    failed(await world.step(upload), /empty\.img \(input "file"\) is empty\. .* "empty" to true/);
    const meant = await world.step({ ...upload, empty: 'true' });
    succeeded(world, meant, 'uploaded', sha256(Buffer.alloc(0)), 'volumes/emptied');
    failed(await world.step({ ...upload, empty: 'yes' }), /"empty" has to be true or false/);
  });

  it('fails with the server’s own reason, before a body is sent', async () => {
    await world.write('large.img', Buffer.alloc(3 * 1024 * 1024));
    const upload = { operation: 'upload', name: 'small', size: '1', file: 'large.img' };
    failed(await world.step(upload), /^413 too-large: /);
    assert.equal((await world.ask('/hosts/one/volumes/small')).status, 404);
    failed(await world.step({ image: 'large.img', name: 'none' }), /^422 image-refused: /);
    const config = '{"memory": 100000}';
    const greedy = await world.step({ image: 'first.hvt', name: 'greedy', config });
    failed(greedy, /^422 policy-refused: /);
  });

  it('takes away a volume that it made, where something before the server refuses the file', async () => {
    const asked: string[] = [];
    const other = await serveOther((request, answer) => {
      asked.push(`${request.method} ${request.url?.replace('/api/v1/hosts/one', '')}`);
      const unknown = { status: 404, code: 'volume-unknown', detail: 'None.', requestId: 'r' };
      if (request.method === 'GET') answer.writeHead(404).end(JSON.stringify(unknown));
      else if (request.method === 'PUT') answer.writeHead(413).end('<h1>Too large</h1>');
      else answer.writeHead(204).end();
    });
    const upload = { operation: 'upload', name: 'new', size: '1', file: 'first.hvt' };
    failed(await world.step({ ...upload, address: other.url }), /raise the limit of the proxy/);
    assert.deepEqual(asked, [
      ...['GET /volumes/new', 'POST /volumes', 'PUT /volumes/new/data', 'DELETE /volumes/new'],
    ]);
    await other.close();
  });

  it('sends a file straight through to the host where that is asked for', async () => {
    const file = Buffer.alloc(1000, 7);
    await world.write('direct.img', file);
    const upload = { operation: 'upload', name: 'direct', file: 'direct.img', size: '1' };
    const done = await world.step({ ...upload, direct: 'true' });
    succeeded(world, done, 'uploaded', sha256(file), 'volumes/direct');
    failed(await world.step({ ...upload, direct: 'perhaps' }), /"direct" has to be true or false/);
  });

  it('fails where there is no answer, or one of something else', async () => {
    const other = await serveOther((request, answer) => {
      if (request.url?.endsWith('/moved')) answer.writeHead(302, { location: 'https://x.example' });
      answer.end('<h1>Hello</h1>');
    });
    const step = { operation: 'destroy', address: other.url };
    failed(await world.step(step), /none of Fulmar's/);
    failed(await world.step({ ...step, name: 'moved' }), /sends us on to https:\/\/x\.example/);
    await other.close();
    failed(await world.step(step), /gave no answer: .*ECONNREFUSED/);
  });
});
