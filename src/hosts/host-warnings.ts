import { certificateWarnings } from '../albatross/certificates/certificate-warnings.ts';
import type { StoredHost } from '../host-client/entity.ts';

/** What a host, or a later release of it, refuses of the certificate that is kept for it: a sentence each. */
export const hostWarnings = ({ certificate }: Pick<StoredHost, 'certificate'>): string[] =>
  certificate ? certificateWarnings(certificate) : [];
