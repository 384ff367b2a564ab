import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { OctetRoom } from '../../../src/http/guard/octet-room.ts';

const mebibyte = 1024 * 1024;

class Answer extends EventEmitter {
  closed = false;

  end(): void {
    this.closed = true;
    this.emit('close');
  }
}

/** Somebody's body of which so many octets have come. */
function send(room: OctetRoom, address: string, octets: number, account: string | null = null) {
  const res = new Answer();
  const caller = account === null ? null : { account: { id: account } };
  room.take({ state: { address, caller }, res }, 1)(octets);
  return res;
}

const full = { code: 'too-many-at-once' };

describe('bodies of strangers', () => {
  it('take no room by being announced, or begun', () => {
    const room = OctetRoom.forBodies();
    for (let count = 0; count < 10_000; count += 1) send(room, '192.0.2.1', 1);
    send(room, '192.0.2.1', 16 * 1024);
  });

  it('are bounded for whoever has many addresses of IPv6', () => {
    const room = OctetRoom.forBodies();
    for (let subnet = 0; subnet < 4; subnet += 1) send(room, `2001:db8:1:${subnet}::1`, mebibyte);
    assert.throws(() => send(room, '2001:db8:1:9::1', 1), full);
    send(room, '2001:db8:2::1', 1);
  });

  it('leave most of the room to those who have a credential', () => {
    const room = OctetRoom.forBodies();
    const answers = [1, 2, 3, 4].map((host) => send(room, `192.0.2.${host}`, 4 * mebibyte));
    assert.throws(() => send(room, '198.51.100.1', 1), full);
    for (const account of ['alice', 'bob', 'carol', 'dave', 'erin', 'frank']) {
      send(room, `2001:db8:${account.length}${account.charCodeAt(0)}::1`, 8 * mebibyte, account);
    }
    answers[0]?.end();
    send(room, '198.51.100.1', 4 * mebibyte);
  });
});
