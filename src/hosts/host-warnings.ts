import { certificateWarnings } from '../albatross/certificates/certificate-warnings.ts';
import type { StoredHost } from '../host-client/entity.ts';
import type { HostClock } from '../host-client/host-clock.ts';

/** What a host, or a later release of it, refuses of the certificate that is kept for it: a sentence each. */
export const hostWarnings = ({ certificate }: Pick<StoredHost, 'certificate'>): string[] =>
  certificate ? certificateWarnings(certificate) : [];

/** That its clock is not ours: a sentence; none where nothing has told that. */
export function clockWarnings({ ahead }: Pick<HostClock, 'ahead'>): string[] {
  if (!ahead) return [];
  const seconds = Math.round(Math.abs(ahead) / 1000);
  const which = ahead > 0 ? 'ahead of' : 'behind';
  return [`Its clock is ${seconds} s ${which} this server’s. Have the clocks of both set by NTP.`];
}
