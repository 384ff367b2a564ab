import { AlbatrossError, CertificateRefusedError, TransportError } from '../errors.ts';

/** Our certificates begin a little ago and last for minutes, so only a clock can be off. */
const outsideValidity =
  "by its clock it is not valid, though it was issued just now: its clock and the server's differ by " +
  'minutes, set both';

/** The alerts by which a host refuses our certificates (RFC 8446 section 6.2). */
const refusals: ReadonlyMap<number, string> = new Map([
  [42, 'bad certificate'],
  [43, 'unsupported certificate'],
  [44, 'certificate revoked'],
  [45, outsideValidity],
  [46, 'certificate unknown'],
  [48, 'unknown CA'],
  [49, 'access denied'],
  [116, 'certificate required'],
]);

/**
 * What the error of a TLS connection means: `CertificateRefusedError` where the host says so by an
 * alert, else `TransportError`. What carries the connection may have said already what happened.
 */
export function explainTlsError(cause: Error): AlbatrossError {
  if (cause instanceof AlbatrossError) return cause;
  const alert = alertNumber(cause.message);
  const refusal = refusals.get(alert ?? -1);
  if (alert !== null && refusal) return new CertificateRefusedError(alert, refusal, { cause });
  const what = alert === null ? cause.message : `TLS alert ${alert} from the host`;
  return new TransportError(`the connection failed: ${what}`, { cause });
}

/** OpenSSL puts the number of the alert that it received at the end of its message. */
function alertNumber(message: string): number | null {
  const digits = /SSL alert number (\d+)/.exec(message)?.[1];
  return digits === undefined ? null : Number(digits);
}
