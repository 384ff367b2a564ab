import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createSecretBox, SealError } from '../../src/database/secret-box.ts';

describe('the secret box', () => {
  const old = randomBytes(32);
  const key = randomBytes(32);
  const secret = Buffer.from('-----BEGIN PRIVATE KEY-----');

  it('opens what it has sealed', () => {
    const box = createSecretBox([key]);
    assert.deepEqual(box.open(box.seal(secret, 'host/1'), 'host/1'), secret);
    assert.deepEqual(box.open(box.seal(Buffer.alloc(0))), Buffer.alloc(0));
  });

  it('never seals the same the same way', () => {
    const box = createSecretBox([key]);
    assert.notEqual(box.seal(secret), box.seal(secret));
  });

  it('seals with the newest key and opens with any', () => {
    const sealed = createSecretBox([old]).seal(secret);
    const both = createSecretBox([key, old]);
    assert.deepEqual(both.open(sealed), secret);
    assert.deepEqual(createSecretBox([key]).open(both.seal(secret)), secret);
  });

  it('seals anew what an older key has sealed, where that is given', () => {
    const sealed = createSecretBox([old]).seal(secret, 'host/1');
    const newest = createSecretBox([key]);
    const fresh = createSecretBox([key, old]).reseal(sealed, 'host/1');
    assert(fresh !== null);
    assert.deepEqual(newest.open(fresh, 'host/1'), secret);
    assert.equal(newest.reseal(fresh, 'host/1'), null, 'it is already');
    assert.equal(newest.reseal(sealed, 'host/1'), null, 'nothing opens it');
    assert.equal(
      createSecretBox([key, old]).reseal(sealed, 'host/2'),
      null,
      'it belongs elsewhere',
    );
  });

  it('says which key is missing', () => {
    const sealed = createSecretBox([old]).seal(secret);
    const [id = '-'] = sealed.split('.');
    assert.throws(() => createSecretBox([key]).open(sealed), new RegExp(id));
  });

  it('opens nothing in another context', () => {
    const box = createSecretBox([key]);
    assert.throws(() => box.open(box.seal(secret, 'host/1'), 'host/2'), SealError);
  });

  it('opens nothing that was changed, at any place', () => {
    const box = createSecretBox([key]);
    const [id, content = ''] = box.seal(secret).split('.');
    const octets = Buffer.from(content, 'base64url');
    for (let at = 0; at < octets.length; at += 1) {
      const changed = Buffer.from(octets);
      changed.writeUInt8((changed.readUInt8(at) + 1) % 256, at);
      assert.throws(() => box.open(`${id}.${changed.toString('base64url')}`), SealError);
    }
    for (const text of ['', 'nonsense', `${id}.`, `${id}.AAAA`]) {
      assert.throws(() => box.open(text), SealError, text);
    }
  });

  it('takes keys of 32 octets only, and at least one', () => {
    assert.throws(() => createSecretBox([randomBytes(16)]), /32 octets/);
    assert.throws(() => createSecretBox([]), /at least one/);
  });
});
