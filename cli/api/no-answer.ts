import { CommandError } from '../output/command-error.ts';

/** What Node's error codes mean, in plain words. */
const meanings: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  ETIMEDOUT: 'the connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
  EAI_AGAIN: 'its name cannot be looked up at the moment',
  ERR_SSL_WRONG_VERSION_NUMBER:
    'it does not speak HTTPS there: should the address begin with http://?',
  CERT_HAS_EXPIRED: 'its certificate has expired',
};

/** Codes for a certificate whose authority is not trusted. */
const untrusted = new Set([
  ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN'],
  ...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
]);

/** The error for a server that could not be reached, or where something else answered. */
export function noAnswer(server: string, error: unknown): CommandError {
  const reason = reasonOf(server, error);
  const end = /[.?]$/.test(reason) ? '' : '.';
  return new CommandError(`${server} does not answer: ${reason}${end}`, undefined, {
    cause: error,
  });
}

/** The innermost reason, which names what failed: `fetch failed` does not. */
function reasonOf(server: string, error: unknown): string {
  if (!(error instanceof Error)) return 'the reason is not known';
  if (error instanceof AggregateError && error.errors.length > 0) {
    return reasonOf(server, error.errors[0]);
  }
  if (error.cause instanceof Error) return reasonOf(server, error.cause);
  const code = `${Reflect.get(error, 'code')}`;
  if (code === 'ENOTFOUND') return `the name ${new URL(server).hostname} cannot be found`;
  if (untrusted.has(code)) {
    return `its certificate is not from a trusted authority (${code}): set NODE_EXTRA_CA_CERTS to a file with the authority's certificate`;
  }
  return meanings[code] ?? error.message;
}
