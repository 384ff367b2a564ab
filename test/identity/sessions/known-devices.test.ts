import assert from 'node:assert/strict';
import { createSecretBox } from '../../../src/database/secret-box.ts';
import {
  closingCookie,
  deviceCookie,
  introducingCookie,
  openingCookie,
} from '../../../src/identity/sessions/cookie.ts';
import { KnownDevices } from '../../../src/identity/sessions/known-devices.ts';
import { TestClock } from '../accounts/identity-fixture.ts';

const box = createSecretBox([Buffer.alloc(32, 1)]);

describe('the browsers that an account has signed in from', () => {
  let clock: TestClock;
  let devices: KnownDevices;
  beforeEach(() => {
    clock = new TestClock();
    devices = new KnownDevices({ box, clock: clock.tell });
  });

  // Equivalent: src/identity/sessions/known-devices.ts, `const [id = '', since] = …` → `const [id =
  // "Stryker was here!", since] = …`: of a text that is divided there is always a first part.
  it('are known again, each by an id of its own', () => {
    const [one, other] = [devices.introduce('ada'), devices.introduce('ada')];
    const id = devices.recognise('ada', [one]);
    assert.match(`${id}`, /^[\w-]{22}$/);
    assert.equal(devices.recognise('ada', [one, other]), id);
    assert.notEqual(devices.recognise('ada', [other]), id);
  });

  it('are not known to another account, nor by another key', () => {
    const given = devices.introduce('ada');
    assert.equal(devices.recognise('bob', [given]), null);
    const elsewhere = createSecretBox([Buffer.alloc(32, 2)]);
    const others = new KnownDevices({ box: elsewhere, clock: clock.tell });
    assert.equal(others.recognise('ada', [given]), null);
  });

  it('are known for 180 days', () => {
    const given = devices.introduce('ada');
    clock.passDays(180);
    assert.equal(devices.recognise('ada', [given]), null);
    clock.pass(-1);
    assert.notEqual(devices.recognise('ada', [given]), null);
  });

  it('are looked for in four cookies, none of them longer than ours', () => {
    const given = devices.introduce('ada');
    assert.equal(devices.recognise('ada', []), null);
    assert.notEqual(devices.recognise('ada', ['', 'a', 'b', given]), null);
    assert.equal(devices.recognise('ada', ['', 'a', 'b', 'c', given]), null);
    // Sealed with our own key: only the length is wrong.
    const [longest, tooLong] = [sealedIn(256), sealedIn(257)];
    assert.match(`${devices.recognise('ada', [longest])}`, /^i+$/);
    assert.equal(devices.recognise('ada', [tooLong]), null);
  });

  /** A text of so many characters. */
  const sealedIn = (length: number) => {
    const since = clock.tell().getTime();
    for (let id = 'i'; ; id += 'i') {
      const sealed = box.seal(Buffer.from(`${id}.${since}`), 'device/ada');
      if (sealed.length >= length) return sealed;
    }
  };

  it('are not recognized by a box that fails for another reason', () => {
    const open = () => {
      throw new RangeError('no room');
    };
    const broken = new KnownDevices({ box: { ...box, open }, clock: clock.tell });
    assert.throws(() => broken.recognise('ada', ['a']), RangeError);
  });
});

describe('the cookies of a session', () => {
  it('sign in for a week, and out', () => {
    const attributes = 'HttpOnly; SameSite=Lax';
    assert.equal(
      openingCookie('abc', false),
      `fulmar_session=abc; Path=/; Max-Age=604800; ${attributes}`,
    );
    assert.equal(closingCookie(false), `fulmar_session=; Path=/; Max-Age=0; ${attributes}`);
    assert.equal(
      closingCookie(true),
      `__Host-fulmar_session=; Path=/; Max-Age=0; ${attributes}; Secure`,
    );
  });

  it('make the browser known for 180 days, and go by HTTPS alone where it is used', () => {
    assert.deepEqual(
      [deviceCookie(false), deviceCookie(true)],
      ['fulmar_device', '__Host-fulmar_device'],
    );
    assert.equal(
      introducingCookie('abc', true),
      '__Host-fulmar_device=abc; Path=/; Max-Age=15552000; HttpOnly; SameSite=Lax; Secure',
    );
  });
});
