import assert from 'node:assert/strict';
import { parseLabel } from '../../src/albatross/names.ts';
import { readCreation, readRestart } from '../../src/mollymawk/unikernel-config.ts';

const name = parseLabel('hello');

const create = (config: unknown) => readCreation(JSON.stringify(config), name, false);

const refuses = (config: unknown, text: string) =>
  assert.throws(() => create(config), {
    status: 400,
    detail: `Invalid unikernel arguments: ${text}`,
  });

describe('mollymawk’s configuration of a unikernel', () => {
  it('is taken as the handbook shows it, without typ and with one cpuid', () => {
    const text = `{
        "cpuid": 0,
        "memory": 64,
        "arguments": [],
        "fail_behaviour": "quit",
        "network_interfaces": [],
        "block_devices": []
      }`;
    assert.deepEqual(readCreation(text, name, true), {
      name: 'hello',
      cpuids: [0],
      memory: 64,
      arguments: [],
      failBehaviour: 'quit',
      networkDevices: [],
      blockDevices: [],
      startup: undefined,
      addName: true,
      force: true,
    });
  });

  it('prefers cpuids to cpuid, and has mollymawk’s defaults', () => {
    const { cpuids, memory, failBehaviour } = create({ typ: 'solo5', cpuids: [2, 1], cpuid: 7 });
    assert.deepEqual(
      { cpuids, memory, failBehaviour },
      {
        cpuids: [1, 2],
        memory: 32,
        failBehaviour: 'quit',
      },
    );
  });

  it('takes devices by name alone or as objects', () => {
    const config = create({
      cpuid: 0,
      network_interfaces: [
        'service',
        { name: 'uplink', host_device: 'br0', mac: '00:80:41:12:34:56' },
      ],
      block_devices: ['Data', { name: 'disk', host_device: 'vol1', sector_size: 512 }],
      startup: 10,
    });
    assert.deepEqual(config.networkDevices, [
      { name: 'service', bridge: 'service', mac: undefined },
      { name: 'uplink', bridge: 'br0', mac: '00:80:41:12:34:56' },
    ]);
    assert.deepEqual(config.blockDevices, [
      { name: 'Data', volume: 'data', sectorSize: undefined },
      { name: 'disk', volume: 'vol1', sectorSize: 512 },
    ]);
    assert.equal(config.startup, 10);
  });

  it('leaves devices that are not mentioned to the manifest', () => {
    const { blockDevices, networkDevices } = create({ cpuid: 0 });
    assert.deepEqual([blockDevices, networkDevices], [undefined, undefined]);
  });

  for (const [given, expected] of [
    ['quit', 'quit'],
    [{ restart: null }, { restart: null }],
    [{ restart: true }, { restart: null }],
    [{ restart: null, exit_code: [], all_exit_codes: true }, { restart: null }],
    [{ restart: null, exit_code: [] }, { restart: null }],
    [{ restart: null, exit_code: [3, 1] }, { restart: [1, 3] }],
    [{ restart: { exit_code: [1] } }, { restart: [1] }],
    [{ restart: [2] }, { restart: [2] }],
  ]) {
    it(`reads the fail behaviour ${JSON.stringify(given)}`, () => {
      assert.deepEqual(create({ cpuid: 0, fail_behaviour: given }).failBehaviour, expected);
    });
  }

  it('passes over members that it does not know', () => {
    assert.deepEqual(create({ cpuid: 0, compressed: false, add_name: true, vcpus: 1 }).cpuids, [0]);
  });

  for (const [config, text] of [
    [[], 'not a json assoc'],
    [{ typ: 1 }, 'typ must be a string'],
    [{ cpuid: 0, typ: 'bhyve' }, "only 'solo5' is supported as typ here"],
    [{}, 'cpuids must be a list of integers'],
    [{ cpuids: [] }, 'CPUids cannot be an empty list'],
    [{ cpuids: ['a'] }, 'CPUid is not an int'],
    [{ cpuids: 1 }, 'CPUids must be a list of integers'],
    [{ cpuid: '0' }, 'cpuid must be an integer'],
    [{ cpuid: 0, memory: '64' }, 'memory must be an integer'],
    [{ cpuid: 0, vcpus: 0 }, 'vcpus must be a positive integer greater than 0'],
    [{ cpuid: 0, numcpus: -1 }, 'vcpus must be a positive integer greater than 0'],
    [{ cpuid: 0, linux_boot_partition: 1 }, 'linux_boot_partition must be a string'],
    [{ cpuid: 0, fail_behaviour: 'never' }, 'fail behaviour must be quit or restart'],
    [{ cpuid: 0, fail_behaviour: {} }, 'expected a restart'],
    [
      { cpuid: 0, fail_behaviour: { restart: null, exit_code: ['a'] } },
      'fail_behaviour exit code is not an integer',
    ],
    [
      { cpuid: 0, fail_behaviour: { restart: null, exit_code: 1 } },
      'expected a list of integers as exit_code payload',
    ],
    [{ cpuid: 0, network_interfaces: 'a' }, 'expected a list of network devices'],
    [{ cpuid: 0, network_interfaces: [{}] }, 'name must be present in the json'],
    [{ cpuid: 0, network_interfaces: [1] }, 'bad json, either string or assoc'],
    [{ cpuid: 0, block_devices: {} }, 'expected a list of block devices'],
    [{ cpuid: 0, block_devices: [{ name: 'a', sector_size: 'b' }] }, "couldn't decode json"],
    [{ cpuid: 0, arguments: 'a' }, 'arguments must be a list of strings'],
    [{ cpuid: 0, arguments: [1] }, 'argument is not a string'],
    [{ cpuid: 0, startup: 101 }, 'startup must be an integer between 1 and 100, default is 50'],
  ] as const) {
    it(`refuses ${JSON.stringify(config)}`, () => refuses(config, text));
  }

  it('refuses what version 1 refuses, by its path there', () => {
    assert.throws(() => create({ cpuid: 0, block_devices: [{ name: 'a b', host_device: 'v' }] }), {
      status: 400,
      detail: /^Invalid unikernel arguments: blockDevices\.0\.name must be/,
    });
    assert.throws(() => create({ cpuid: 0, network_interfaces: [{ name: 'a', mac: 'x' }] }), {
      detail: /networkDevices\.0\.mac must be a MAC address/,
    });
  });

  it('changes the memory at a restart where it is given', () => {
    const changes = readRestart('{"cpuid": 3, "memory": 4096, "arguments": ["-v"]}');
    assert.deepEqual([changes.cpuids, changes.arguments, changes.memory], [[3], ['-v'], 4096]);
    assert.equal(readRestart('{"cpuid": 3}').memory, undefined);
    assert.throws(() => readRestart('nothing'), {
      status: 400,
      detail: 'Error parsing arguments: The body is not JSON.',
    });
  });
});
