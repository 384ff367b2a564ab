import assert from 'node:assert/strict';
import {
  CertificateRefusedError,
  HostFailureError,
  SilentCloseError,
  TimeoutError,
  TransportError,
} from '../../src/albatross/errors.ts';
import { expectSuccess } from '../../src/albatross/host/replies.ts';
import { root } from '../../src/albatross/names.ts';
import {
  ChannelRefusedError,
  HostKeyError,
  SshKeyRefusedError,
} from '../../src/albatross/ssh/errors.ts';
import { Problem } from '../../src/base/errors.ts';
import { isSurelyUndone } from '../../src/host-client/error-meanings.ts';

/** As Node reports a failed system call. */
const systemError = (syscall: string) => Object.assign(new Error('failed'), { syscall });

const hostKey = (letter: string) =>
  ({ type: 'ssh-ed25519', fingerprint: `SHA256:${letter.repeat(43)}` }) as const;
const vmmd = { kind: 'socket', path: '/run/albatross/util/vmmd.sock' } as const;

const lost = (cause?: Error) => new TransportError('the connection was lost', { cause });

/** What words of a host are taken for. */
function failureOf(words: string): Error {
  const header = { sequence: 0n, name: root };
  try {
    expectSuccess({ header, payload: { type: 'failure', words } }, 'string');
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('words of failure were taken for a success');
}

describe('a failed command', () => {
  const undone: [string, Error][] = [
    ['the host refused it', new HostFailureError('no')],
    ['the host refused the certificate', new CertificateRefusedError(42, 'bad certificate')],
    ['the connection was never made', lost(systemError('connect'))],
    ['the host’s name has no address', lost(systemError('getaddrinfo'))],
    [
      'none of its addresses answered',
      lost(new AggregateError([systemError('connect'), systemError('connect')])),
    ],
    ['sshd has another key', new HostKeyError(hostKey('A'), hostKey('B'))],
    ['sshd refused the key', new SshKeyRefusedError('fulmar')],
    ['sshd opened no channel', new ChannelRefusedError('forbidden', vmmd, 'no')],
    ['the handshake took too long', new TimeoutError('connect', 10_000)],
  ];
  const open: [string, Error][] = [
    ['the connection was reset', lost(systemError('read'))],
    ['the connection was lost', lost()],
    ['the host closed without a word', new SilentCloseError('closed')],
    ['its daemon closed', new HostFailureError('exception while reading from fd')],
    ['its daemon closed before it answered', failureOf('error reading from fd')],
    ['its endpoint could not write to it', failureOf("couldn't write unikernel to VMMD")],
    ['the answer took too long', new TimeoutError('reply', 60_000)],
    ['the server was stopped', new Error('the server is stopping')],
  ];
  for (const [what, error] of [...undone, ...open]) {
    const expected = undone.some(([, candidate]) => candidate === error);
    it(`${expected ? 'was surely not carried out' : 'may have been carried out'} [${what}]`, () => {
      assert.equal(isSurelyUndone(error), expected);
      const problem = new Problem('host-unreachable', 'one: away', { cause: error });
      assert.equal(isSurelyUndone(problem), expected);
    });
  }
});
