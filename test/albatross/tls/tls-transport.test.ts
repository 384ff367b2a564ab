import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { issueHostCertificate } from '../../../src/albatross/certificates/issue.ts';
import { CertificateRefusedError, TransportError } from '../../../src/albatross/errors.ts';
import type { Limiter } from '../../../src/albatross/limiter.ts';
import { explainTlsError } from '../../../src/albatross/tls/alerts.ts';
import { TlsTransport } from '../../../src/albatross/tls/tls-transport.ts';
import { tls } from '../host/support/transport-kinds.ts';
import { credentialsOf, rootAuthority, yearsAround } from '../support/authorities.ts';
import { ScriptedHost } from '../support/scripted-host.ts';

const whole = { domains: [], label: null };
const command = { type: 'policy-info' } as const;

/** A TCP peer that never says anything. */
async function silentPeer() {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket.on('error', () => {})));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address && typeof address === 'object');
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { port: address.port, server, [Symbol.asyncDispose]: close };
}

const toward = (port: number, options = {}) =>
  new TlsTransport({
    address: '127.0.0.1',
    port,
    credentials: credentialsOf([rootAuthority(new Date())], new Date()),
    ...options,
  });

describe('TlsTransport', () => {
  it('conveys the command over TLS 1.3 and tells the fingerprint that it saw', async () => {
    const conveyed = Promise.withResolvers<void>();
    await using host = await ScriptedHost.start(() => conveyed.resolve(), tls);
    const fingerprints: string[] = [];
    const transport = host.transport({ onFingerprint: (one) => fingerprints.push(one) });
    const socket = await transport.open(whole, command);
    assert.equal(socket.getProtocol(), 'TLSv1.3');
    assert.match(fingerprints.join(), /^[0-9a-f]{64}$/);
    await conveyed.promise;
    assert.deepEqual(host.commands, [command]);
    socket.destroy();
    await host.idle();
  });

  it('takes a name for an address and does not mind that the certificate has another', async () => {
    await using host = await ScriptedHost.start(() => {}, tls);
    const socket = await host.transport({ address: 'localhost' }).open(whole, command);
    socket.destroy();
  });

  it('refuses a host of another CA and sends it nothing', async () => {
    const received: Buffer[] = [];
    await using host = await ScriptedHost.start(
      (socket) => void socket.on('data', (octets) => received.push(octets)),
      tls,
      () => issueHostCertificate(rootAuthority(new Date()), yearsAround(new Date())),
    );
    await assert.rejects(host.transport().open(whole, command), {
      code: 'host-untrusted',
      reason: 'not-issued-by-ca',
    });
    await host.idle();
    assert.deepEqual(received, []);
  });

  it('refuses another key than the pinned one', async () => {
    await using host = await ScriptedHost.start(() => {}, tls);
    const fingerprint = '0'.repeat(64);
    await assert.rejects(host.transport({ fingerprint }).open(whole, command), {
      reason: 'fingerprint-changed',
    });
    await host.idle();
  });

  it('gives up a peer that does not complete the handshake in time', async () => {
    await using peer = await silentPeer();
    const transport = toward(peer.port, { connectTimeoutMilliseconds: 50 });
    await assert.rejects(transport.open(whole, command), { code: 'timeout', phase: 'connect' });
  });

  it("rejects with the signal's reason while it connects, and lets go of the socket", async () => {
    await using peer = await silentPeer();
    const abort = new AbortController();
    const closed = once(peer.server, 'connection').then(async ([socket]: Socket[]) => {
      abort.abort(new Error('enough'));
      await (socket && once(socket.resume(), 'close'));
    });
    await assert.rejects(toward(peer.port).open(whole, command, abort), {
      message: 'enough',
    });
    await closed;
  });

  it('does not connect at all when the signal was there before', async () => {
    await assert.rejects(
      toward(1).open(whole, command, { signal: AbortSignal.abort(new Error('too late')) }),
      {
        message: 'too late',
      },
    );
  });

  it('keeps the cause of a connection that is refused', async () => {
    const peer = await silentPeer();
    await peer[Symbol.asyncDispose]();
    await assert.rejects(toward(peer.port).open(whole, command), (error: unknown) => {
      assert.ok(error instanceof TransportError);
      assert.ok(error.cause instanceof Error);
      return /ECONNREFUSED/.test(error.message);
    });
  });

  it('reports a name that does not exist', async () => {
    await assert.rejects(toward(1, { address: 'host.invalid' }).open(whole, command), {
      code: 'transport',
    });
  });

  it('begins its time limit when the limiter lets it through', async () => {
    await using host = await ScriptedHost.start(() => {}, tls);
    const gate = Promise.withResolvers<void>();
    const connectLimiter: Limiter = (task) => gate.promise.then(task);
    const options = { connectLimiter, connectTimeoutMilliseconds: 1_500 };
    const opening = host.transport(options).open(whole, command);
    setTimeout(gate.resolve, 1_600);
    const socket = await opening;
    socket.destroy();
  });
});

describe('explainTlsError', () => {
  const withAlert = (number: number) =>
    explainTlsError(
      new Error(
        `00EC:error:0A000${(0x3e8 + number).toString(16)}:SSL routines:ssl3_read_bytes:some alert:../rec_layer_s3.c:918:SSL alert number ${number}\n`,
      ),
    );

  it('takes the alerts about certificates for a refusal', () => {
    for (const alert of [42, 43, 44, 45, 46, 48, 49, 116]) {
      const error = withAlert(alert);
      assert.ok(error instanceof CertificateRefusedError);
      assert.equal(error.alert, alert);
      assert.ok(error.cause instanceof Error);
    }
  });

  it('takes other alerts and other errors for a lost connection', () => {
    assert.equal(withAlert(40).code, 'transport');
    assert.match(withAlert(70).message, /TLS alert 70/);
    assert.equal(explainTlsError(new Error('read ECONNRESET')).code, 'transport');
  });
});
