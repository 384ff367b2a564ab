import assert from 'node:assert/strict';
import { z } from 'zod';
import { DerReader } from '../../src/albatross/der/reader.ts';
import { integer, sequence, sequenceOf, utf8String } from '../../src/albatross/der/writer.ts';
import {
  policyProblem,
  smallerPolicyProblem,
  unikernelPolicyProblem,
} from '../../src/albatross/policy.ts';
import { readPolicy } from '../../src/albatross/wire/policy.ts';
import { ofKind } from './vectors/lines.ts';
import { unikernelConfig } from './vectors/unikernel.ts';
import { outcome, policy } from './vectors/values.ts';

const common = { id: z.string(), ...outcome };
const usable = z.strictObject({ ...common, policy });
const smaller = z.strictObject({ ...common, super: policy, sub: policy });
const fine = z.strictObject({ ...common, policy, config: unikernelConfig });

describe('policies', () => {
  for (const vector of ofKind('policy_usable', usable)) {
    it(`are usable, or not, as albatross says [${vector.id}]`, () => {
      assert.equal(policyProblem(vector.policy), vector.error ?? null);
    });
  }

  for (const vector of ofKind('policy_is_smaller', smaller)) {
    it(`fit into another, or not, as albatross says [${vector.id}]`, () => {
      assert.equal(smallerPolicyProblem(vector.super, vector.sub), vector.error ?? null);
    });
  }

  for (const vector of ofKind('unikernel_fine_with_policy', fine)) {
    it(`allow a unikernel, or not, as albatross says [${vector.id}]`, () => {
      assert.equal(unikernelPolicyProblem(vector.policy, vector.config), vector.error ?? null);
    });
  }

  const policyAbove = {
    unikernels: 10,
    cpuids: [11, 2, 0],
    memory: 1024,
    block: null,
    bridges: ['service', 'mgmt'],
  };

  it('compare with the root, whose unikernels are more than a number holds', () => {
    const limitless = { ...policyAbove, unikernels: 2n ** 62n - 1n };
    assert.equal(smallerPolicyProblem(limitless, policyAbove), null);
    assert.equal(
      smallerPolicyProblem(policyAbove, limitless),
      'policy above allows 10 unikernels, which is fewer than 4611686018427387903',
    );
  });

  it('are usable without volumes, or with none in them, but not with less', () => {
    assert.equal(policyProblem({ ...policyAbove, block: null }), null);
    assert.equal(policyProblem({ ...policyAbove, block: 0 }), null);
    const problem = 'Unusable policy with block -1 MB < 0 MB';
    assert.equal(policyProblem({ ...policyAbove, block: -1 }), problem);
  });

  it('allow a unikernel all of their memory, and name all that they do not allow it', () => {
    const asked = { cpuids: [0], memory: 1024, networkDevices: [] };
    assert.equal(unikernelPolicyProblem(policyAbove, asked), null);
    assert.equal(
      unikernelPolicyProblem(policyAbove, { ...asked, cpuids: [10, 9, 0] }),
      'the CPUids 9, 10 requested by the unikernel are not allowed by policy',
    );
    const networkDevices = ['z', 'a'].map((name) => ({ name, bridge: null, mac: null }));
    assert.equal(
      unikernelPolicyProblem(policyAbove, { ...asked, networkDevices }),
      'Bridge(s) z, a not allowed by policy (available: mgmt, service)',
    );
  });

  // Equivalent: src/albatross/policy.ts, `if (block !== null && block < 0) return …` → `if (true
  // && block < 0) return …`: null counts as zero, which is not less.
  it('name CPU ids and bridges in order, once each', () => {
    assert.equal(
      smallerPolicyProblem(policyAbove, { ...policyAbove, cpuids: [10, 9, 10, 0] }),
      'policy above does not allow CPUids 9, 10',
    );
    assert.equal(
      smallerPolicyProblem(policyAbove, { ...policyAbove, bridges: ['z', 'a', 'z'] }),
      'policy above allows bridge(s) mgmt, service, which is not a superset of a, z',
    );
  });

  it('allow the bridge behind a device, not the one of its name', () => {
    const asked = { cpuids: [0], memory: 32 };
    const networkDevices = [
      { name: 'service', bridge: 'other', mac: null },
      { name: 'x', bridge: 'mgmt', mac: null },
    ];
    assert.equal(
      unikernelPolicyProblem(policyAbove, { ...asked, networkDevices }),
      'Bridge(s) other not allowed by policy (available: mgmt, service)',
    );
  });

  it('is read where it says more MiB than a number holds, as the largest', () => {
    const octets = sequence(
      sequenceOf([0], integer),
      integer(2n ** 61n),
      integer(2n ** 61n),
      integer(2n ** 60n),
      sequenceOf(['service'], utf8String),
    );
    assert.deepEqual(readPolicy(new DerReader(octets)), {
      ...{ unikernels: 2n ** 61n, cpuids: [0], bridges: ['service'] },
      ...{ memory: Number.MAX_SAFE_INTEGER, block: Number.MAX_SAFE_INTEGER },
    });
  });
});
