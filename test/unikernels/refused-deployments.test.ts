import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Policy } from '../../src/albatross/policy.ts';
import { form, formType } from '../http/support/raw-multipart.ts';
import { tokenActor } from '../support/actors.ts';
import { create, formOf, imageWith, service, storage } from './deploy-form.ts';
import { mebibyte, policy, UnikernelWorld } from './unikernel-world.ts';

const collection = '/hosts/one/unikernels';
const config = { name: 'hello' };
const image = imageWith();

/** An ELF image for another target, by its number, or another kind of file. */
function imageFor(target: number): Buffer {
  const octets = Buffer.from(image);
  octets.writeUInt32LE(target, octets.indexOf('ABI1') + 12);
  return octets;
}

describe('a deployment that is not valid', () => {
  const policies: Record<string, Policy | null> = { alice: policy };
  let world: UnikernelWorld;
  before(async () => {
    world = await UnikernelWorld.open({
      actors: { alice: tokenActor(['unikernels:write', 'volumes:write']) },
      policies,
      imageLimit: mebibyte,
    });
  });
  after(() => world.close());

  afterEach('leaves no trace', async () => {
    const changes = world.emulator.commands.all.filter(({ type }) => !/info$/.test(type));
    assert.deepEqual(changes, []);
    assert.deepEqual(await world.deployments(), []);
    assert.deepEqual(await world.spooled(), []);
    const alive = await world.ask(collection);
    assert.deepEqual(alive.json, { data: [], errors: [], next: null });
  });

  const configs: [string, unknown, string][] = [
    ['no name', {}, 'config.name'],
    ['an empty name', { name: '' }, 'config.name'],
    ['a name of 64 characters', { name: 'a'.repeat(64) }, 'config.name'],
    ['a name of dots alone', { name: '..' }, 'config.name'],
    ['a name that is none', { name: '-hello' }, 'config.name'],
    ['a name of another type', { name: 7 }, 'config.name'],
    ['an unknown member', { ...config, colour: 'red' }, 'config.colour'],
    ['another type of memory', { ...config, memory: '32' }, 'config.memory'],
    ['no memory', { ...config, memory: 0 }, 'config.memory'],
    ['memory beyond 2^53', `{"name":"hello","memory":${2 ** 60}}`, 'memory'],
    ['a fraction', { ...config, memory: 1.5 }, 'config.memory'],
    ['no CPU', { ...config, cpuids: [] }, 'config.cpuids'],
    ['a negative CPU', { ...config, cpuids: [-1] }, 'config.cpuids.0'],
    ['a NUL in an argument', { ...config, arguments: ['a\0b'] }, 'config.arguments.0'],
    ['endless arguments', { ...config, arguments: ['a'.repeat(8_001)] }, 'config.arguments'],
    ['an unknown behaviour', { ...config, failBehaviour: 'explode' }, 'config.failBehaviour'],
    ['no exit code', { ...config, failBehaviour: { restart: [] } }, 'config.failBehaviour.restart'],
    ['a startup beyond 100', { ...config, startup: 101 }, 'config.startup'],
    [
      'an unknown member of a device',
      { ...config, blockDevices: [{ name: 'storage', colour: 'red' }] },
      'config.blockDevices.0.colour',
    ],
    [
      'a device twice',
      { ...config, networkDevices: [{ name: 'a' }, { name: 'a' }] },
      'config.networkDevices.1.name',
    ],
    [
      'a volume that is no label',
      { ...config, blockDevices: [{ name: 'storage', volume: 'a:b' }] },
      'config.blockDevices.0.volume',
    ],
    [
      'a sector size that is no power of two',
      { ...config, blockDevices: [{ name: 'storage', sectorSize: 1000 }] },
      'config.blockDevices.0.sectorSize',
    ],
    [
      'a MAC address that is none',
      { ...config, networkDevices: [{ name: 'service', mac: '00:80' }] },
      'config.networkDevices.0.mac',
    ],
    [
      '64 devices',
      { ...config, blockDevices: Array.from({ length: 64 }, (_, n) => ({ name: `d${n}` })) },
      'config.blockDevices',
    ],
  ];
  for (const [what, given, path] of configs) {
    it(`is refused by the member [${what}]`, async () => {
      const body = formOf([
        ['config', given],
        ['image', image],
      ]);
      const answer = await world.ask(collection, { body });
      assert.equal(answer.status, 400, answer.text);
      const problem = answer.json;
      assert.ok(problem && typeof problem === 'object' && 'errors' in problem);
      assert.ok(Array.isArray(problem.errors));
      const paths = problem.errors.map((error) => error.path);
      assert.ok(paths.includes(path), `${JSON.stringify(paths)} lacks ${path}`);
    });
  }

  const images: [string, Buffer, string][] = [
    ['empty', Buffer.alloc(0), 'not-elf'],
    ['text', Buffer.from('#!/bin/sh\necho no image\n'), 'not-elf'],
    ['compressed', gzipSync(image), 'compressed'],
    ['cut off', image.subarray(0, image.length - 1), 'truncated'],
    ['for virtio', imageFor(3), 'target'],
    ['for a target that nobody knows', imageFor(99), 'malformed-abi'],
  ];
  for (const [what, content, reason] of images) {
    it(`is refused for its image [${what}]`, async () => {
      const answer = await create(world, config, content);
      assert.equal(answer.status, 422, answer.text);
      assert.partialDeepStrictEqual(answer.json, { code: 'image-refused', reason });
    });
  }

  const devices: [string, Parameters<typeof imageWith>[0], Record<string, unknown>][] = [
    ['a block device more', [], { blockDevices: [{ name: 'storage', volume: 'data' }] }],
    ['a network device more', [], { networkDevices: [{ name: 'service', bridge: 'service' }] }],
    ['another block device', [storage], { blockDevices: [{ name: 'data', volume: 'data' }] }],
    ['a block device too few', [storage], {}],
    ['one of the other kind', [service], { blockDevices: [{ name: 'service', volume: 'data' }] }],
  ];
  for (const [what, manifest, given] of devices) {
    it(`is refused for devices that the image does not ask for [${what}]`, async () => {
      const answer = await create(world, { ...config, ...given }, imageWith(manifest));
      assert.partialDeepStrictEqual(answer.json, { status: 422, code: 'manifest-mismatch' });
    });
  }

  it('is refused for an image beyond the limit', async () => {
    const answer = await create(world, config, Buffer.alloc(mebibyte + 1));
    assert.partialDeepStrictEqual(answer.json, { status: 413, code: 'too-large' });
  });

  const text = JSON.stringify(config);
  const configPart = { name: 'config', content: text };
  const imagePart = { name: 'image', content: image, filename: 'hello.spt' };
  const forms: [string, Parameters<typeof form>, number][] = [
    ['without an image', [[configPart]], 400],
    ['without a configuration', [[imagePart]], 400],
    ['without any part', [[]], 400],
    ['with two configurations', [[configPart, configPart, imagePart]], 400],
    ['with two images', [[imagePart, imagePart, configPart]], 400],
    ['with an unknown part', [[configPart, imagePart, { name: 'x', content: '' }]], 400],
    ['with an image that is no file', [[configPart, { name: 'image', content: 'x' }]], 400],
    ['with a configuration that is no JSON', [[{ ...configPart, content: '{' }, imagePart]], 400],
    ['with a member twice', [[{ ...configPart, content: '{"name":"a","name":"b"}' }]], 400],
    ['cut off', [[configPart, imagePart], { cut: true }], 400],
    [
      'with 10 MB of configuration',
      [[{ ...configPart, content: `"${'a'.repeat(10_000_000)}"` }, imagePart]],
      413,
    ],
  ];
  for (const [what, parts, status] of forms) {
    it(`is refused for its form [${what}]`, async () => {
      const headers = { 'content-type': formType };
      const answer = await world.ask(collection, { body: form(...parts), headers });
      assert.equal(answer.status, status, answer.text);
      assert.equal(answer.headers.get('content-type'), 'application/problem+json');
    });
  }

  it('is refused where it is no form', async () => {
    assert.equal((await world.ask(collection, { json: config })).status, 415);
  });

  it('is refused before its body is asked for where the unikernel to update does not run', async () => {
    const outgoing = httpRequest(`${world.running.app.url}/api/v1${collection}/hello/update`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer alice',
        'content-type': formType,
        'content-length': 1000,
        expect: '100-continue',
      },
    });
    let continued = false;
    outgoing.on('continue', () => {
      continued = true;
    });
    outgoing.on('error', () => {});
    outgoing.flushHeaders();
    const [answer] = await once(outgoing, 'response');
    outgoing.destroy();
    assert.deepEqual([answer.statusCode, continued], [404, false]);
  });

  it('is refused on a host that nobody knows', async () => {
    const body = formOf([['config', config]]);
    const answer = await world.ask('/hosts/nowhere/unikernels', { body });
    assert.partialDeepStrictEqual(answer.json, {
      ...{ status: 404, code: 'host-unknown' },
      detail: 'There is no host nowhere. alice has a policy on one.',
    });
  });

  it('is refused where its policy is taken away while its image comes', async () => {
    const body = form([configPart, imagePart]);
    const outgoing = httpRequest(`${world.running.app.url}/api/v1${collection}`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer alice',
        'content-type': formType,
        'content-length': body.length,
      },
    });
    outgoing.write(body.subarray(0, -100));
    await world.untilSpooling();
    policies.alice = null;
    outgoing.end(body.subarray(-100));
    const [response] = await once(outgoing, 'response');
    assert.equal(response.statusCode, 403);
    response.resume();
    policies.alice = policy;
  });

  it('leaves nothing where the client leaves in the middle of its image', async () => {
    const body = form([configPart, imagePart], { cut: true });
    const outgoing = httpRequest(`${world.running.app.url}/api/v1${collection}`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer alice',
        'content-type': formType,
        'content-length': body.length + 1000,
      },
    });
    outgoing.on('error', () => {});
    outgoing.write(body);
    await world.untilSpooling();
    outgoing.destroy();
    await world.untilNothingIsSpooled();
  });
});
