import assert from 'node:assert/strict';
import { parseLabel } from '../../src/albatross/names.ts';
import { presentFailBehaviour } from '../../src/mollymawk/fail-behaviour.ts';
import { parseLeniently } from '../../src/mollymawk/json-body.ts';
import { presentUnikernel } from '../../src/mollymawk/present-unikernel.ts';
import { readLabel } from '../../src/mollymawk/read-label.ts';
import { acceptMollySession, mollySessionCookie } from '../../src/mollymawk/session-cookie.ts';
import { formatTimestamp } from '../../src/mollymawk/timestamps.ts';

describe('mollymawk’s shapes', () => {
  it('write times in whole seconds, of an unknown offset', () => {
    const time = new Date('2025-12-09T05:12:11.987Z');
    assert.equal(formatTimestamp(time), '2025-12-09 05:12:11-00:00');
    assert.equal(formatTimestamp(time, 'T'), '2025-12-09T05:12:11-00:00');
  });

  it('show a unikernel with all members of the list and no others', () => {
    const info = {
      type: 'solo5',
      failBehaviour: { restart: null },
      startup: 50,
      cpuids: [0, 1],
      memory: 32,
      digest: Buffer.alloc(32),
      blockDevices: [{ name: 'disk', volume: 'vol1', sectorSize: 512, size: 10 }],
      networkDevices: [{ name: 'service', bridge: 'br0', mac: '00:80:41:00:00:01' }],
      arguments: null,
      started: null,
      numcpus: 1,
      linuxBootPartition: null,
    } as const;
    assert.deepEqual(presentUnikernel(parseLabel('hello'), info, info.arguments ?? []), {
      name: 'hello',
      fail_behaviour: { restart: null, exit_code: [], all_exit_codes: true },
      cpuids: [0, 1],
      memory: 32,
      block_devices: [{ name: 'disk', host_device: 'vol1', sector_size: 512, size: 10 }],
      network_interfaces: [{ name: 'service', host_device: 'br0' }],
      arguments: [],
      numcpus: 1,
      linux_boot_partition: null,
    });
  });

  it('name the exit codes of a fail behaviour', () => {
    assert.equal(presentFailBehaviour('quit'), 'quit');
    assert.deepEqual(presentFailBehaviour({ restart: [1, 2] }), {
      restart: null,
      exit_code: [1, 2],
      all_exit_codes: false,
    });
  });

  it('fold labels to lower case and say which ones are none', () => {
    assert.equal(readLabel('HELLO', 'Error:'), 'hello');
    assert.throws(() => readLabel('data_vol_1', 'Invalid block name:'), {
      status: 400,
      detail: 'Invalid block name: invalid label (only [a-zA-Z0-9-.] allowed, 1 to 63 chars)',
    });
  });

  it('take commas too many at the end of objects and lists, and nowhere else', () => {
    assert.deepEqual(parseLeniently('{"a": [1, 2,], "b": ",]", \n}'), { a: [1, 2], b: ',]' });
    for (const text of ['{"a": 1,, }', '{,"a": 1', '{"a": ",}', '"\\']) {
      assert.throws(() => parseLeniently(text), { code: 'malformed-body' });
    }
  });

  it('read long bodies of nothing but quotes in no time', () => {
    const begin = performance.now();
    assert.throws(() => parseLeniently(`"${'\\"'.repeat(500_000)}`), { code: 'malformed-body' });
    assert.ok(performance.now() - begin < 2_000);
  });

  it('hand mollymawk’s session cookie on as ours, unless ours is there', () => {
    const seen = (cookie: string, secure = false) => {
      let given: string | null = null;
      const authenticate = acceptMollySession(({ header }) => {
        given = header('cookie');
        return null;
      });
      const header = (name: string) => (name === 'cookie' ? cookie : null);
      void authenticate({ address: '', secure, header });
      return given;
    };
    assert.equal(seen('a=b; molly_session=s'), 'a=b; fulmar_session=s');
    assert.equal(seen('molly_session=s; fulmar_session=t'), 'molly_session=s; fulmar_session=t');
    assert.equal(seen('molly_session=s; molly_session=t'), 'fulmar_session=s; fulmar_session=t');
    assert.equal(seen('not_molly_session=s'), 'not_molly_session=s');
    assert.equal(seen('__Host-molly_session=s', true), '__Host-fulmar_session=s');
    // A neighbour in the domain can set this one.
    assert.equal(seen('molly_session=s', true), 'molly_session=s');
    const set = (secure: boolean) => mollySessionCookie('s', secure).split('=')[0];
    assert.deepEqual([set(false), set(true)], ['molly_session', '__Host-molly_session']);
  });
});
