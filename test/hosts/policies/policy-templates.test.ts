import assert from 'node:assert/strict';
import { hostDepsOf } from '../support/host-world.ts';
import { ServerWorld } from '../support/server-world.ts';

const small = { unikernels: 2, memory: 64, storage: 10 };

describe('policy templates', () => {
  let world: ServerWorld;
  beforeEach(async () => {
    world = await ServerWorld.open(hostDepsOf({ replyTimeout: 2_000 }));
  });
  afterEach(() => world.close());

  const save = (name: string, json: object, token = 'root') =>
    world.ask(`/policy-templates/${name}`, { method: 'PUT', json, token });
  const remove = (name: string) => world.ask(`/policy-templates/${name}`, { method: 'DELETE' });
  const list = async () => Object((await world.ask('/policy-templates')).json).data;

  it('are kept under a name, replaced, and forgotten', async () => {
    const whole = { ...small, cpuids: [1, 0], bridges: ['service'] };
    assert.equal((await save('small', whole)).status, 200);
    assert.equal((await save('Large', { ...small, memory: 1024 })).status, 200);
    assert.partialDeepStrictEqual(await list(), [
      { name: 'large', memory: 1024, cpuids: null, bridges: null },
      { name: 'small', ...small, cpuids: [0, 1], bridges: ['service'] },
    ]);
    const changed = await save('small', { ...small, storage: null });
    assert.partialDeepStrictEqual(changed.json, { name: 'small', storage: null, cpuids: null });
    assert.equal((await remove('small')).status, 204);
    assert.partialDeepStrictEqual((await remove('small')).json, { code: 'template-unknown' });
    assert.equal((await list()).length, 1);
  });

  const useless: readonly [string, object][] = [
    ['too little memory', { memory: 16 }],
    ['no CPU', { cpuids: [] }],
  ];
  for (const [what, members] of useless) {
    it(`are refused where no unikernel could run under them [${what}]`, async () => {
      const { status, json } = await save('small', { ...small, ...members });
      assert.deepEqual([status, Object(json).code], [422, 'policy-refused']);
      assert.deepEqual(await list(), []);
    });
  }

  it('are for administrators, and for no token that is for certain hosts or names', async () => {
    assert.equal((await save('small', small, 'bob')).status, 403);
    const codes = ['second', 'web'].map(async (token) => {
      const { json } = await save('small', small, token);
      return Object(json).code;
    });
    assert.deepEqual(await Promise.all(codes), ['host-not-allowed', 'name-not-allowed']);
    assert.equal((await world.ask('/policy-templates', { token: 'bob' })).status, 403);
  });

  it('are at most a hundred', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `t${index}`);
    for (const name of names) assert.equal((await save(name, small)).status, 200);
    const { status, json } = await save('more', small);
    assert.deepEqual([status, Object(json).code], [409, 'limit-reached']);
    assert.equal((await save('t5', { ...small, memory: 32 })).status, 200);
  });
});
