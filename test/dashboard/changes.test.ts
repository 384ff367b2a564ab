import assert from 'node:assert/strict';
import { changesOf } from '../../src/dashboard/api/changes.ts';
import type { Schema } from '../../src/dashboard/api/schema.ts';
import { updateConfigOf, valuesOf } from '../../src/dashboard/features/deploy/update-config.ts';
import {
  changeSshBody,
  changeSshValues,
} from '../../src/dashboard/features/hosts/change-ssh-values.ts';

const unikernel = {
  ...{ host: 'one', name: 'web', memory: 32, arguments: ['--a', '', 'b\nc'] },
  ...{ blockDevices: [], networkDevices: [] },
};
const none = { block: [], network: [] };

const host: Pick<Schema['Host'], 'address' | 'port' | 'user' | 'hostKey' | 'target'> = {
  ...{ address: 'a.example.org', port: 22, user: 'fulmar', hostKey: 'ssh-ed25519 AAAA' },
  target: { type: 'endpoint', port: 1025 },
};

describe('what a form changes', () => {
  it('is what differs, also where that is null or a list', () => {
    const before = { name: 'a', end: null, list: ['x'], same: { deep: [1] } };
    const after = { name: 'a', end: 'soon', list: [], same: { deep: [1] } };
    assert.deepEqual(changesOf<object>({ before, after }), { end: 'soon', list: [] });
  });

  it('leaves arguments alone that a field of lines cannot hold', () => {
    const before = valuesOf(unikernel);
    const edit = { before, after: { ...before, memory: 64 } };
    assert.deepEqual(updateConfigOf(edit, none, unikernel, []), { memory: 64 });
  });

  it('is nothing of a host over SSH, or its target without the CA that is kept', () => {
    const values = changeSshValues(host);
    const before = changeSshBody(values, null);
    assert.deepEqual(changesOf({ before, after: changeSshBody({ ...values }, null) }), {});
    const after = changeSshBody({ ...values, endpointPort: 1026 }, null);
    assert.deepEqual(changesOf({ before, after }), { target: { type: 'endpoint', port: 1026 } });
  });
});
