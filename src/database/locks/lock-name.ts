/** What a lock is on. No two things share a name, since no label holds a slash. */
export type LockName =
  `${'volume' | 'unikernel' | 'address' | 'policy' | 'host' | 'hosts' | 'observer' | 'samples' | 'image' | 'server' | 'updates' | 'mails' | 'notifications' | 'backups'}/${string}`;

/** On the content and the being of a volume. */
export const volumeLock = (key: {
  readonly host: string;
  readonly domain: string;
  readonly volume: string;
}): LockName => `volume/${key.host}/${key.domain}/${key.volume}`;

/** On a unikernel and its configuration. */
export const unikernelLock = (key: {
  readonly host: string;
  readonly domain: string;
  readonly name: string;
}): LockName => `unikernel/${key.host}/${key.domain}/${key.name}`;

/** On a MAC address on a bridge of a host: whoever asks for it. */
export const addressLock = (host: string, address: string): LockName =>
  `address/${host}/${address}`;

/** On what a domain may use on a host, by its id: shared by its commands. */
export const policyLock = (hostId: string, domain: string): LockName =>
  `policy/${hostId}/${domain}`;

/** On what is known of a host, by its name. */
export const hostLock = (host: string): LockName => `host/${host}`;

/** On which machines hosts are: held while one is told apart from all others. */
export const hostsLock: LockName = 'hosts/all';

/** Held by the server that watches a host, by its id. */
export const observerLock = (hostId: string): LockName => `observer/${hostId}`;

/** Held by the server that subscribes to one unikernel's samples, by the host's id and a name as `alice:web`. */
export const samplesLock = (hostId: string, name: string): LockName => `samples/${hostId}/${name}`;

/** On a kept image, by its digest: it is written and removed by one alone. */
export const imageLock = (digest: string): LockName => `image/${digest}`;

/** Held by the server that asks sources for updates. */
export const updatesLock: LockName = 'updates/all';

/** Held by the server that makes a scheduled backup. */
export const backupsLock: LockName = 'backups/all';

/** Held by the server that sends mails. */
export const mailsLock: LockName = 'mails/all';

/** Held by the server that makes and sends notifications. */
export const notificationsLock: LockName = 'notifications/all';

/** Held by the server of this id as long as it runs. */
export const serverLock = (id: string): LockName => `server/${id}`;
