import type { Schema } from '../../api/schema.ts';

type Reason = NonNullable<Schema['Host']['reason']>;

interface Explanation {
  readonly what: string;
  /** For administrators. */
  readonly lookAt: string;
}

/** What the reasons mean for which a host is degraded, and what mends them. */
export const reasons: Readonly<Record<Reason, Explanation>> = {
  network: {
    what: 'It is unreachable or does not answer in time.',
    lookAt: 'Check its address and port, the firewall, and whether its daemon runs.',
  },
  certificate: {
    what: 'It is not the host that was added, or its certificate is not valid.',
    lookAt: 'Check the host’s certificate. If its key was changed, accept the new one.',
  },
  'host-key': {
    what: 'Its SSH server presents a different key than the pinned one.',
    lookAt: 'If the host’s owner has changed it, accept the new one.',
  },
  clock: {
    what: 'Its clock and that of this server differ by minutes.',
    lookAt:
      'Set both by NTP (timedatectl says whether they are); it comes back by itself. Where the host’s ' +
      'certificate was issued by a wrong clock, issue it anew.',
  },
  credentials: {
    what: 'It refuses the certificates that Fulmar issues, or the key that logs in.',
    lookAt:
      'Look at whether the CA given here is the host’s and valid; over SSH, at ' +
      'authorized_keys.',
  },
  forwarding: {
    what: 'Its SSH server does not forward to albatross.',
    lookAt: 'Check the line in authorized_keys, AllowStreamLocalForwarding, and the folder.',
  },
  incompatible: {
    what: 'It closes the connection without an answer, or its answer makes no sense.',
    lookAt: 'Check albatross’s version (2.7 or later) and the host’s log.',
  },
};
