import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as der from '../../src/albatross/der/writer.ts';
import { MalformedMessageError, UnsupportedVersionError } from '../../src/albatross/errors.ts';
import type { Message } from '../../src/albatross/messages.ts';
import { root } from '../../src/albatross/names.ts';
import { encodeHeader } from '../../src/albatross/wire/header.ts';
import { decodeMessage } from '../../src/albatross/wire/message.ts';

const header = { sequence: 0n, name: root };
const wire = (payload: Buffer) => der.sequence(encodeHeader(header), payload);

function consoleLine(octets: Buffer): string {
  const time = der.generalizedTime(new Date(0));
  const line = der.sequence(time, der.element(0x0c, octets));
  const { payload } = decodeMessage(wire(der.explicit(3, der.explicit(3, line))));
  assert(payload.type === 'data' && payload.data.type === 'console');
  return payload.data.line;
}

describe('a console line', () => {
  it('has U+FFFD where it is no UTF-8, and the rest of it unharmed', () => {
    const cut = Buffer.from('grüße 🐫').subarray(0, -2);
    assert.equal(consoleLine(cut), 'grüße \ufffd');
    assert.equal(consoleLine(Buffer.from('61ff62c328', 'hex')), 'a\ufffdb\ufffd(');
    assert.equal(consoleLine(Buffer.alloc(3, 0x80)), '\ufffd\ufffd\ufffd');
  });

  it('keeps a byte order mark and what controls a terminal, for others to judge', () => {
    assert.equal(consoleLine(Buffer.from('efbbbf1b5b306d', 'hex')), '\ufeff\x1b[0m');
  });
});

describe('a message of another version', () => {
  it('is known as that, whatever else is in it', () => {
    const newer = der.sequence(der.sequence(der.integer(6), der.boolean(true)), der.nullValue());
    assert.throws(
      () => decodeMessage(newer),
      (error) => error instanceof UnsupportedVersionError && error.version === 6,
    );
  });
});

describe('a name in a message', () => {
  it('that is no name makes the message malformed, for a reason', () => {
    const header = der.sequence(der.integer(5), der.int64(0n), der.utf8String('a_b'));
    const message = der.sequence(header, der.explicit(2, der.utf8String('')));
    assert.throws(
      () => decodeMessage(message),
      (error) =>
        error instanceof MalformedMessageError &&
        error.cause instanceof Error &&
        error.cause.message === 'invalid name',
    );
  });
});

describe('a message as full of values as can be', () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  const mebibyte = 1 << 20;

  /** A list of as many items as a mebibyte holds. */
  const list = (item: Buffer) =>
    der.sequence(Buffer.alloc(mebibyte - (mebibyte % item.length), item));
  const success = (number: number, items: Buffer) =>
    wire(der.explicit(1, der.explicit(number, items)));
  const policy = (cpuids: Buffer) =>
    der.sequence(cpuids, der.integer(1), der.integer(1), der.sequence());

  const messages = {
    'names of domains': success(12, list(der.utf8String('a:'))),
    'names of the root': success(12, list(der.utf8String(':'))),
    'long names': success(12, list(der.utf8String('a:a:a:a:a:a:a:a:a:a:a:a:'))),
    policies: success(2, list(der.sequence(der.utf8String(':'), policy(der.sequence())))),
    'CPU ids': success(
      2,
      der.sequence(der.sequence(der.utf8String(':'), policy(list(der.integer(1))))),
    ),
    volumes: success(
      4,
      list(der.sequence(der.utf8String(':a'), der.integer(1), der.boolean(false))),
    ),
    'broken characters': wire(der.explicit(2, der.element(0x0c, Buffer.alloc(mebibyte, 0x80)))),
  };

  for (const [what, octets] of Object.entries(messages)) {
    it(`takes at most 32 times its size in memory [${what}]`, () => {
      collectGarbage();
      const before = process.memoryUsage().heapUsed;
      const message: Message = decodeMessage(octets);
      collectGarbage();
      const taken = process.memoryUsage().heapUsed - before;
      assert(taken <= 32 * octets.length, `${taken} octets for ${octets.length}`);
      assert.equal(message.header.sequence, 0n);
    });
  }
});
