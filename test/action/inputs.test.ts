import assert from 'node:assert/strict';
import { join } from 'node:path';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { ActionWorld } from './action-world.ts';
import { failed } from './expect-step.ts';

const first = sampleImage({ filler: 'first' });

describe('what the action is given', () => {
  let world: ActionWorld;
  before(async () => {
    world = await ActionWorld.open();
    await world.write('first.hvt', first);
    await world.write('second.hvt', sampleImage({ filler: 'second' }));
  });
  after(() => world.close());

  it('fails with a token that is wrong or may not, which it never shows', async () => {
    const wrong = `${world.token.slice(0, -1)}${world.token.endsWith('x') ? 'y' : 'x'}`;
    const refused = await world.step({ token: wrong, operation: 'destroy' });
    failed(refused, /^401 credential-invalid: /);
    const reader = await world.administrator.makeToken(world.url, ['unikernels:read']);
    const step = await world.step({ token: reader, operation: 'destroy' });
    failed(step, /^403 scope-missing: .*unikernels:write/);
    for (const [secret, { log, shown, summary }] of [
      [wrong, refused],
      [reader, step],
    ] as const) {
      assert.ok(log.startsWith(`::add-mask::${secret}\n`));
      assert.ok(!shown.includes(secret) && !summary.includes(secret));
    }
  });

  it('fails where an input cannot be used', async () => {
    for (const [inputs, words] of [
      [
        { operation: 'start' },
        /"operation" has to be one of deploy, restart, destroy, upload, fill/,
      ],
      [{ host: '' }, /"host" is missing/],
      [{ address: '' }, /"address" is missing/],
      [{ address: 'fulmar.example.org' }, /"address" has to be/],
      [{ image: '' }, /"image" is missing/],
      [{ image: 'none.hvt' }, /none\.hvt \(input "image"\) cannot be read/],
      [{ image: '.' }, /is no file/],
      [{ image: 'first.hvt', config: 'memory: 32' }, /"config" has to be an object in JSON/],
      [{ image: 'first.hvt', config: '{"name": "x"}' }, /"config" may not have "name"/],
      [{ operation: 'restart', config: '{"force": true}' }, /"config" may not have "force"/],
      [{ image: 'first.hvt', timeout: 'long' }, /"timeout" has to be/],
      [{ token: '' }, /Give "token", or "account" .+ check that the secret is set/],
      [{ token: '', account: 'alice' }, /permissions: id-token: write/],
    ] as const) {
      failed(await world.step(inputs), words);
    }
  });

  it('takes a pattern that fits one file, and names those that it fits else', async () => {
    await world.write('only one.hvt', first);
    const { code, log } = await world.step({ name: 'fitting', image: 'only*.hvt' });
    assert.equal(code, 0, log);
    await world.write('[literal].hvt', first);
    const literal = await world.step({ name: 'literal', image: '[literal].hvt' });
    assert.equal(literal.code, 0, literal.log);
    failed(await world.step({ image: 'none*.hvt' }), /fits no file/);
    const both = await world.step({ image: '{first,second}.hvt' });
    failed(both, /has to fit one file, and fits first\.hvt, second\.hvt\.$/);
  });

  it('names a token that was pasted with more than it is, and hides its pieces', async () => {
    for (const [token, words] of [
      ['fmr_first\nfmr_second', /"token" has a space or a line break/],
      ['Bearer fmr_second', /"token" has a space or a line break/],
      ['fmr_s\u00e9cond', /"token" has a character that no token has/],
    ] as const) {
      const step = await world.step({ token, operation: 'destroy' });
      failed(step, words);
      assert.doesNotMatch(step.shown, /fmr_/);
    }
  });

  it('says that a fork, and Dependabot, have neither secrets nor an identity', async () => {
    const event = { pull_request: { head: { repo: { id: 2 } }, base: { repo: { id: 1 } } } };
    await world.write('event.json', Buffer.from(JSON.stringify(event)));
    const variables = {
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: join(world.folder, 'event.json'),
    };
    for (const account of ['', 'alice']) {
      const inputs = { token: '', account, operation: 'destroy' };
      failed(await world.step(inputs, variables), /comes from a fork: GitHub gives it neither/);
      const dependabot = { GITHUB_ACTOR: 'dependabot[bot]' };
      failed(await world.step(inputs, dependabot), /The run is Dependabot's/);
    }
  });
});
