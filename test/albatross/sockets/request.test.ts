import assert from 'node:assert/strict';
import { z } from 'zod';
import { encodeFrame, FrameDecoder } from '../../../src/albatross/framing.ts';
import { formatName, parseLabel } from '../../../src/albatross/names.ts';
import { encodeRequest } from '../../../src/albatross/sockets/request.ts';
import { decodeMessage, encodeMessage } from '../../../src/albatross/wire/message.ts';
import { alice, sub } from '../support/authorities.ts';
import { config, hello } from '../support/samples.ts';
import { command } from '../vectors/command.ts';
import { ofKind } from '../vectors/lines.ts';
import { header, payload } from '../vectors/payload.ts';
import { octets } from '../vectors/values.ts';

/** What the messages in these octets are about. */
const messagesIn = (all: Buffer) =>
  [...new FrameDecoder(2 ** 20).push(all)].map((chunk) => {
    const { header: head, payload: body } = decodeMessage(chunk);
    return [formatName(head.name), body.type === 'command' ? body.command.type : body.type];
  });

describe('a request to a daemon', () => {
  it('presents the policies of its domains, deepest first', () => {
    const target = { domains: [alice, sub], label: parseLabel('data') };
    const request = encodeRequest(target, { type: 'block-info' }, 0);
    assert.equal(request.policies, 2);
    assert.deepEqual(messagesIn(request.octets), [
      ['alice:sub:', 'policy-add'],
      ['alice:', 'policy-add'],
      ['alice:sub:data', 'block-info'],
    ]);
  });

  for (const type of ['console-list-inactive', 'stats-subscribe', 'policy-remove'] as const) {
    it(`presents none where they mean nothing [${type}]`, () => {
      const request = encodeRequest({ domains: [alice], label: null }, { type }, 0);
      assert.equal(request.policies, 0);
      assert.deepEqual(messagesIn(request.octets), [['alice:', type]]);
    });
  }

  const vectors = ofKind(
    'wire_command',
    z.looseObject({ id: z.string(), header, payload, hex: octets }),
  );
  for (const vector of vectors) {
    it(`is what albatross writes [${vector.id}]`, () => {
      const { payload: body, hex } = vector;
      assert.ok(body.type === 'command');
      const { path, label } = vector.header.name;
      const domains = path.map((one) => ({ ...alice, label: one }));
      const frames = [
        ...new FrameDecoder(2 ** 20).push(
          encodeRequest({ domains, label }, body.command, 0).octets,
        ),
      ];
      const own = frames.at(-1) ?? Buffer.alloc(0);
      const written = decodeMessage(own);
      const renumbered = { ...written, header: vector.header };
      assert.equal(encodeMessage(renumbered).toString('hex'), hex.toString('hex'));
    });
  }
});

describe('an image inside its command', () => {
  const sizes = [1, 99, 100, 127, 128, 255, 256, 65_535, 65_536, 300_000];
  for (const size of sizes) {
    it(`makes the message that it would be as a whole [${size}]`, () => {
      const image = Buffer.alloc(size, 'image');
      for (const type of ['unikernel-create', 'unikernel-force-create'] as const) {
        const empty = { ...config, image: Buffer.alloc(0) };
        const { octets: before, afterImage } = encodeRequest(
          { ...hello, domains: [] },
          { type, config: empty },
          size,
        );
        const payload = {
          type: 'command',
          command: { type, config: { ...config, image } },
        } as const;
        const name = { path: [], label: hello.label };
        const whole = encodeFrame(encodeMessage({ header: { sequence: 0n, name }, payload }));
        assert.ok(afterImage);
        assert.ok(Buffer.concat([before, image, afterImage]).equals(whole));
      }
    });
  }

  it('is what albatross writes, for every create of the vectors', () => {
    const creates = ofKind('command', z.looseObject({ id: z.string(), command }))
      .map((vector) => vector.command)
      .filter((one) => 'config' in one);
    assert.ok(creates.length > 10, `${creates.length} creates`);
    for (const create of creates) {
      const { image } = create.config;
      const empty = { ...create, config: { ...create.config, image: Buffer.alloc(0) } };
      const target = { domains: [], label: parseLabel('hello') };
      const { octets: before, afterImage } = encodeRequest(target, empty, image.length);
      const message = Buffer.concat([before, image, afterImage ?? Buffer.alloc(0)]);
      const name = { path: [], label: target.label };
      const payload = { type: 'command', command: create } as const;
      assert.deepEqual(
        message,
        encodeFrame(encodeMessage({ header: { sequence: 0n, name }, payload })),
      );
    }
  });
});
