import assert from 'node:assert/strict';
import {
  CertificateRefusedError,
  HostFailureError,
  HostUntrustedError,
  MalformedMessageError,
  SilentCloseError,
  TimeoutError,
  TransportError,
} from '../../src/albatross/errors.ts';
import { Health } from '../../src/host-client/health.ts';
import { ManualTime } from '../hosts/support/manual-time.ts';

const watched = () => {
  const time = new ManualTime();
  const states: string[] = [];
  const health: Health = new Health(time.clock, () => states.push(health.report.state));
  return { time, health, states };
};

describe('the health of a host', () => {
  it('is degraded by what goes wrong, for the reason that it shows', () => {
    const reasons = [
      new TransportError('refused'),
      new TimeoutError('reply', 60_000),
      new HostUntrustedError('fingerprint-changed', 'ab', 'another key'),
      new CertificateRefusedError(42, 'bad certificate'),
      new SilentCloseError('no answer'),
      new MalformedMessageError('no DER'),
    ].map((error) => {
      const { health } = watched();
      health.failed(error);
      return health.report.reason;
    });
    assert.deepEqual(reasons, [
      'network',
      'network',
      'certificate',
      'credentials',
      'incompatible',
      'incompatible',
    ]);
  });

  it('is not harmed by a failure that the host itself reports', () => {
    const { health, states } = watched();
    health.failed(new TransportError('lost'));
    health.failed(new HostFailureError('destroy: not found'));
    assert.equal(health.report.state, 'online');
    assert.deepEqual(states, ['degraded', 'online']);
  });

  it('says since when it is as it is, however often it is confirmed', async () => {
    const { time, health } = watched();
    await time.pass(1_000);
    const since = time.clock();
    health.failed(new TransportError('lost'));
    await time.pass(1_000);
    health.failed(new SilentCloseError('no answer'));
    assert.deepEqual(health.report.since, since);
    assert.equal(health.report.reason, 'incompatible');
  });

  it('keeps the last ten errors, also when the host is back', () => {
    const { health } = watched();
    for (let n = 0; n < 12; n++) health.failed(new TransportError(`error ${n}`));
    health.answered();
    const messages = health.report.errors.map(({ message }) => message);
    assert.equal(messages.length, 10);
    assert.equal(messages[0], 'error 2');
    assert.equal(messages[9], 'error 11');
  });

  it('remembers the key that the host shows instead of the known one, until it answers', () => {
    const { health } = watched();
    health.failed(new HostUntrustedError('fingerprint-changed', 'abcd', 'another key'));
    assert.equal(health.report.presented.fingerprint, 'abcd');
    health.answered();
    assert.equal(health.report.presented.fingerprint, null);
  });

  it('does not offer a key for belief that the CA does not vouch for', () => {
    const { health } = watched();
    health.failed(new HostUntrustedError('not-issued-by-ca', 'abcd', 'another CA'));
    assert.equal(health.report.presented.fingerprint, null);
  });
});
