import {
  CertificateRefusedError,
  CredentialsError,
  HostFailureError,
  HostUntrustedError,
  TimeoutError,
  TransportError,
} from '../albatross/errors.ts';
import {
  ChannelRefusedError,
  HostKeyError,
  SshKeyError,
  SshKeyRefusedError,
} from '../albatross/ssh/errors.ts';

/**
 * Whether an error of a command that has begun says for certain that the host did not carry it out:
 * it refused, or the command never reached it. After any other, the host has to be asked.
 */
export function isSurelyUndone(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (isRefusal(current)) return true;
  }
  return false;
}

function isRefusal(error: Error): boolean {
  if (error instanceof TimeoutError) return error.phase === 'connect';
  if (error instanceof TransportError) return isConnectFailure(error.cause);
  return (
    error instanceof HostFailureError ||
    error instanceof CertificateRefusedError ||
    error instanceof HostUntrustedError ||
    error instanceof CredentialsError ||
    error instanceof HostKeyError ||
    error instanceof SshKeyError ||
    error instanceof SshKeyRefusedError ||
    error instanceof ChannelRefusedError
  );
}

/** Node names the system call that failed: that of making a connection, or of finding an address. */
function isConnectFailure(cause: unknown): boolean {
  if (cause instanceof AggregateError) return cause.errors.every(isConnectFailure);
  if (!(cause instanceof Error) || !('syscall' in cause)) return false;
  return cause.syscall === 'connect' || cause.syscall === 'getaddrinfo';
}
