import type { X509Certificate } from 'node:crypto';
import { type AlbatrossError, CertificateRefusedError } from '../errors.ts';

/** The alert of what is outside its validity by the host's clock, though it was issued just now. */
const expired = 45;

/**
 * A refusal of our certificates with the reason that lies here, where there is one: a host says of a CA that has
 * expired, or is not valid yet, no more than that a certificate is bad. Other errors as they are.
 */
export function explainRefusal(
  error: AlbatrossError,
  authorities: readonly X509Certificate[],
  now: Date,
): AlbatrossError {
  if (!(error instanceof CertificateRefusedError) || error.alert === expired) return error;
  for (const { subject, validFromDate: from, validToDate: to } of authorities) {
    const who = `the certificate of the CA ${subject.replaceAll('\n', ', ')}, which signs commands,`;
    if (now > to) return refusal(error, `${who} expired on ${to.toISOString()}: replace it`);
    if (now < from) {
      return refusal(
        error,
        `${who} is not valid until ${from.toISOString()} by the server's clock`,
      );
    }
  }
  return error;
}

const refusal = ({ alert, cause }: CertificateRefusedError, why: string) =>
  new CertificateRefusedError(alert, why, { cause });
