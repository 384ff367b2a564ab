import { CommandError } from '../output/command-error.ts';

/** What the codes of Node mean, for somebody who does not know them. */
const meanings: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection is refused',
  ECONNRESET: 'the connection broke off',
  ETIMEDOUT: 'it took too long',
  UND_ERR_CONNECT_TIMEOUT: 'it took too long',
  EAI_AGAIN: 'its name cannot be looked up now',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak HTTPS: is it an http:// address?',
  CERT_HAS_EXPIRED: 'its certificate has expired',
};

/** Codes of a certificate that nobody vouches for whom we trust. */
const untrusted = new Set([
  ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN'],
  ...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
]);

/** Nothing answered, or what did was not the server. */
export function noAnswer(server: string, error: unknown): CommandError {
  const reason = reasonOf(server, error);
  const end = /[.?]$/.test(reason) ? '' : '.';
  return new CommandError(`${server} does not answer: ${reason}${end}`, undefined, {
    cause: error,
  });
}

/** The innermost reason, which names what failed: `fetch failed` does not. */
function reasonOf(server: string, error: unknown): string {
  if (!(error instanceof Error)) return 'it is not known why';
  if (error instanceof AggregateError && error.errors.length > 0) {
    return reasonOf(server, error.errors[0]);
  }
  if (error.cause instanceof Error) return reasonOf(server, error.cause);
  const code = `${Reflect.get(error, 'code')}`;
  if (code === 'ENOTFOUND') return `there is no address for the name ${new URL(server).hostname}`;
  if (untrusted.has(code)) {
    return `nobody whom we trust vouches for its certificate (${code}): name a file with its authority in NODE_EXTRA_CA_CERTS`;
  }
  return meanings[code] ?? error.message;
}
