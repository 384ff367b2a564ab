import assert from 'node:assert/strict';
import { Passwords } from '../../../src/identity/accounts/passwords.ts';

const cost = { memory: 1, passes: 2 };

describe('passwords that are hashed', () => {
  it('take turns of those who ask, however many one asks for', async () => {
    const passwords = new Passwords(cost, 1);
    const done: string[] = [];
    const hash = async (whose: string) => {
      await passwords.hash('no secret at all', whose);
      done.push(whose);
    };
    const [one, other] = ['192.0.2.1', '192.0.2.2'];
    await Promise.all([one, one, one, one, other].map(hash));
    assert.deepEqual(done, [one, one, other, one, one]);
  });

  it('leave room among those that wait when one asks for many', async () => {
    const passwords = new Passwords(cost, 1);
    const matches = (whose: string) => passwords.matches('', null, whose);
    const many = Promise.allSettled(Array.from({ length: 40 }, () => matches('192.0.2.1')));
    assert.equal(await matches('192.0.2.2'), false);
    const refused = (await many).filter(({ status }) => status === 'rejected');
    assert.equal(refused.length, 7, 'one was begun, 32 waited');
  });

  it('leave room for whoever asks once, however many others ask for many', async () => {
    const passwords = new Passwords(cost, 1);
    const matches = (whose: string) => passwords.matches('', null, whose);
    const many = ['192.0.2.1', '192.0.2.2', '192.0.2.3'].flatMap((address) =>
      Array.from({ length: 40 }, () => matches(address)),
    );
    const some = Promise.allSettled(many);
    assert.equal(await matches('192.0.2.4'), false);
    const waited = (await some).filter(({ status }) => status === 'fulfilled');
    assert.equal(waited.length, 1 + 32 + 32 + 1, 'one was begun');
  });

  it('are refused where hundreds of them wait', async () => {
    const passwords = new Passwords(cost, 1);
    const many = Array.from({ length: 600 }, (_, index) =>
      passwords.matches('', null, `192.0.2.${index}`),
    );
    const refused = (await Promise.allSettled(many)).filter(({ status }) => status === 'rejected');
    assert.equal(refused.length, 600 - 1 - 512);
  });
});
