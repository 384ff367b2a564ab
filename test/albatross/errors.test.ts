import assert from 'node:assert/strict';
import {
  CertificateRefusedError,
  CredentialsError,
  DaemonLostError,
  HostFailureError,
  HostUntrustedError,
  InvalidNameError,
  MalformedMessageError,
  MessageTooLargeError,
  SilentCloseError,
  TimeoutError,
  TransportError,
  UnexpectedReplyError,
  UnsupportedCommandError,
  UnsupportedVersionError,
} from '../../src/albatross/errors.ts';

/** What a terminal would obey. */
const hostile = '\u001b]52;x\u0007a\nb\u009bc\u202ed';

describe('what can go wrong with a host', () => {
  const cleaned = `\ufffd]52;x\ufffda b\ufffdc\ufffdd${'x'.repeat(986)}…`;
  const lost = "the host's endpoint lost its daemon (eof): check that albatrossd is running there";
  for (const [error, told] of [
    [new InvalidNameError('x'), { code: 'invalid-name', message: 'x' }],
    [new MalformedMessageError('x'), { code: 'malformed-message', message: 'x' }],
    [
      new UnsupportedVersionError(4, 5),
      { code: 'malformed-message', message: 'unsupported version 4, only 5 is spoken', version: 4 },
    ],
    [
      new MessageTooLargeError(8, 7),
      {
        code: 'message-too-large',
        message: 'a message of 8 octets exceeds the limit of 7',
        size: 8,
        limit: 7,
      },
    ],
    [new UnexpectedReplyError('x'), { code: 'unexpected-reply', message: 'x' }],
    [
      new HostFailureError('no'),
      { code: 'host-failure', message: 'the host answered: no', words: 'no', verbatim: 'no' },
    ],
    [
      new HostFailureError(`${hostile}${'x'.repeat(2_000_000)}`),
      {
        ...{ code: 'host-failure', message: `the host answered: ${cleaned}` },
        words: cleaned,
        verbatim: `${hostile}${'x'.repeat(1_000 - hostile.length)}…`,
      },
    ],
    [new DaemonLostError('eof'), { code: 'daemon-lost', message: lost }],
    [
      new DaemonLostError('eof', 'albatross-stats'),
      { code: 'daemon-lost', message: lost.replace('albatrossd', 'albatross-stats') },
    ],
    [new TransportError('x'), { code: 'transport', message: 'x' }],
    [
      new CredentialsError('expired', 'x'),
      { code: 'invalid-credentials', message: 'x', reason: 'expired' },
    ],
    [
      new CertificateRefusedError(45, 'expired'),
      {
        code: 'certificate-refused',
        message: 'the host refused the certificate: expired (TLS alert 45)',
        alert: 45,
      },
    ],
    [
      new HostUntrustedError('not-for-a-server', 'ab', 'x'),
      { code: 'host-untrusted', message: 'x', reason: 'not-for-a-server', fingerprint: 'ab' },
    ],
    [new SilentCloseError('x'), { code: 'silent-close', message: 'x' }],
    [new UnsupportedCommandError('x'), { code: 'unsupported-command', message: 'x' }],
    [
      new TimeoutError('reply', 50),
      { code: 'timeout', message: 'no reply within 0.05 s', phase: 'reply', milliseconds: 50 },
    ],
  ] as const) {
    it(`is told apart by a code, and in words [${error.constructor.name}]`, () => {
      assert.deepEqual({ ...error, message: error.message }, told);
    });
  }
});
