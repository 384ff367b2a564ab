import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { TLSSocket } from 'node:tls';
import { tls } from '../host/support/transport-kinds.ts';
import { ScriptedHost } from '../support/scripted-host.ts';

const whole = { domains: [], label: null };
const command = { type: 'policy-info' } as const;

describe('a host that answers and closes while data is being sent to it', () => {
  for (const [kind, options, pieces] of [
    ['an own connection', {}, 1],
    ['an own connection, to which several pieces are written at once', {}, 2],
    ['a connection that was held', { ready: Promise.resolve() }, 1],
  ] as const) {
    it(`is heard out over ${kind}`, async () => {
      let ours: TLSSocket | null = null;
      await using host = await ScriptedHost.start(
        (peer, _command, reset) =>
          void peer.once('data', () => {
            peer.write('refused');
            reset();
            ours?.cork();
            for (let piece = 0; piece < pieces; piece += 1) ours?.write('more');
            ours?.uncork(); // fails at once, before the answer can be read
          }),
        tls,
      );
      ours = await host.transport().open(whole, command, options);
      const heard: string[] = [];
      ours.on('data', (octets: Buffer) => heard.push(octets.toString()));
      ours.write('some');
      const [error] = await once(ours, 'error');
      assert.match(error.message, /write/);
      assert.deepEqual(heard, ['refused']);
      await host.idle();
    });
  }
});
