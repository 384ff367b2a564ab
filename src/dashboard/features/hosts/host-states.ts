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
    what: 'It cannot be reached, or does not answer in time.',
    lookAt: 'Look at its address and port, at the firewall, and whether its daemon runs.',
  },
  certificate: {
    what: 'It is not the host that was added, or what it shows is not valid.',
    lookAt: 'Look at the host’s own certificate; where its key was changed, believe the new one.',
  },
  'host-key': {
    what: 'Its SSH server shows another key than the one that is believed.',
    lookAt: 'Where the host’s owner has changed it, believe the new one.',
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
    what: 'Its SSH server opens no way to albatross.',
    lookAt:
      'Look at the line in authorized_keys, at AllowStreamLocalForwarding, and at the folder.',
  },
  incompatible: {
    what: 'It closes without a word, or answers something unintelligible.',
    lookAt: 'Look at albatross’s version, 2.7 or later, and at the host’s log.',
  },
};
