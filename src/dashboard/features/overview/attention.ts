import type { Schema } from '../../api/schema.ts';
import { paths } from '../../components/paths.ts';
import { formatSpan } from '../../format/times.ts';
import { brokenChannel, type ShownChannel, unseenEvent } from './attention-told.ts';

/** Something that somebody should look at. */
export interface Attention {
  readonly key: string;
  readonly what: string;
  readonly why: string;
  /** The page where something can be done about it; null: not by this account. */
  readonly to: string | null;
}

/** What is looked at; what has not arrived, or is not for this account, is empty. */
export interface Overview {
  readonly hosts: readonly Schema['Host'][];
  readonly unikernels: readonly Schema['Unikernel'][];
  readonly tokens: readonly Schema['Token'][];
  readonly users: readonly Schema['Account'][];
  /** Whether Fulmar acts by itself; null: not for this account. */
  readonly automation: Schema['Automation'] | null;
  /** The newest event about backups that the server makes by itself; null: none. */
  readonly backup: Schema['Event'] | null;
  readonly channels: readonly ShownChannel[];
  /** The newest of what is not well and was not seen. */
  readonly unseen: readonly Schema['Event'][];
  /** Of what nothing is to be told: addresses below `/api/v1`, with all below them. */
  readonly muted: readonly string[];
}

const day = 86_400_000;
const soon = 14 * day;

const reasons: Readonly<Record<NonNullable<Schema['Host']['reason']>, string>> = {
  network: 'It is unreachable.',
  certificate: 'It presents a certificate that is not trusted.',
  credentials: 'It refuses Fulmar’s certificate or SSH key.',
  clock: 'Its clock and the server’s differ by minutes.',
  'host-key': 'It presents a different SSH host key.',
  forwarding: 'Its SSH server does not forward to albatross.',
  incompatible: 'Its answers cannot be understood.',
};

/** What needs attention at `now`, the gravest first: by the rules by which it is told, and not what is muted. */
export function findAttention(overview: Overview, now: number): Attention[] {
  const isWanted = (object: string) => !isBelow(object, overview.muted);
  const hosts = overview.hosts.filter(({ name }) => isWanted(`hosts/${name}`));
  // Work goes on there, which explains it.
  const quiet = hosts.flatMap(({ name, maintenance }) => (maintenance ? [`hosts/${name}`] : []));
  const unikernels = overview.unikernels
    .map((unikernel) => ({ unikernel, object: objectOf(unikernel) }))
    .filter(({ object }) => isWanted(object) && !isBelow(object, quiet))
    .map(({ unikernel }) => unikernel);
  return [
    ...pausedAutomation(overview.automation),
    ...failedBackup(overview.backup),
    ...hosts.filter(({ maintenance }) => !maintenance).flatMap(degradedHost),
    ...unikernels.flatMap(ailing),
    ...overview.unseen.flatMap(unseenEvent),
    ...hosts.flatMap(nearlyUsed),
    ...overview.channels.flatMap(brokenChannel),
    ...overview.tokens.flatMap((token) => endingToken(token, now)),
    ...overview.users.flatMap(waitingUser),
  ];
}

const objectOf = ({ host, name }: Schema['Unikernel']) => `hosts/${host}/unikernels/${name}`;

const isBelow = (object: string, objects: readonly string[]) =>
  objects.some((each) => object === each || object.startsWith(`${each}/`));

/** Nothing is kept running, and nothing is told, until an administrator resumes it. */
function pausedAutomation(automation: Overview['automation']): Attention[] {
  if (!automation?.paused) return [];
  const why = 'Nothing is restarted, finished or told automatically until you resume it.';
  return [{ key: 'automation', what: 'Automation is paused', why, to: paths.hosts }];
}

function failedBackup(event: Overview['backup']): Attention[] {
  const to = `${paths.events}?account=*&type=backup.`;
  const about = { key: 'backup', why: event?.summary ?? '', to };
  if (event?.type === 'backup.failed') return [{ ...about, what: 'Scheduled backups fail' }];
  if (event?.type !== 'backup.incomplete') return [];
  return [{ ...about, what: 'Scheduled backups lack images or consoles' }];
}

/** Only administrators are told a host's id, and only they can mend it. */
function degradedHost({ id, name, state, reason }: Schema['Host']): Attention[] {
  if (state === 'online') return [];
  const why = reason ? reasons[reason] : 'Its last commands failed.';
  const to = id === undefined ? null : paths.hosts;
  return [{ key: `host ${name}`, what: `Host ${name} is degraded`, why, to }];
}

/** Of one's own policy. */
function nearlyUsed({ name, used }: Schema['Host']): Attention[] {
  if (!used || used.nearlyUsed.length === 0) return [];
  const why =
    'At 100 %, deployments are refused. Ask an administrator for more, or remove something.';
  const what = `Your policy on ${name} is nearly used up: ${used.nearlyUsed.join(', ')}`;
  return [{ key: `policy ${name}`, what, why, to: paths.host(name) }];
}

/** Unikernels that are to run and do not, or not for long, or not as they should. */
function ailing(unikernel: Schema['Unikernel']): Attention[] {
  const { host, name, state, managed, restarts } = unikernel;
  const what = managed ? ailments[state] : undefined;
  const to = paths.unikernel(host, name);
  if (!what || (state === 'restarting' && restarts < loopsFrom)) {
    return [...failing(unikernel, to), ...drifted(unikernel, to)];
  }
  const why = unikernel.keepRunning.gaveUp
    ? `Fulmar has given up keeping it running: ${unikernel.keepRunning.gaveUp}`
    : whys(state, restarts);
  return [{ key: `unikernel ${host}/${name}`, what: `${name} ${what}`, why, to }];
}

/** One that another client has changed. */
function drifted({ host, name, managed, drift }: Schema['Unikernel'], to: string): Attention[] {
  if (!managed || drift.length === 0) return [];
  const what = `${name} differs from what was requested`;
  const why = `Another client has changed it: ${drift.map(({ field }) => field).join(', ')}.`;
  return [{ key: `drift ${host}/${name}`, what, why, to }];
}

/** One that runs, and does not do what it is for. */
function failing({ host, name, health }: Schema['Unikernel'], to: string): Attention[] {
  if (health !== 'failing') return [];
  const why = 'It runs, but its checks have failed three times in a row.';
  return [{ key: `checks ${host}/${name}`, what: `${name} fails its checks`, why, to }];
}

/** Starts by itself within ten minutes that are a crash loop, as the event has it. */
const loopsFrom = 3;

const ailments: Partial<Readonly<Record<Schema['Unikernel']['state'], string>>> = {
  restarting: 'keeps restarting',
  exited: 'has ended',
  missing: 'is missing',
};

function whys(state: Schema['Unikernel']['state'], restarts: number): string {
  if (state === 'missing') return 'It should be running, but its host no longer has it.';
  if (state === 'exited') return 'It exited, and nobody stopped it. Its console says why.';
  return `It exited, and its host restarted it at least ${restarts} times in ten minutes. Its console says why.`;
}

function endingToken({ id, name, expiresAt }: Schema['Token'], now: number): Attention[] {
  const left = expiresAt === null ? Number.NaN : Date.parse(expiresAt) - now;
  if (!(left > 0 && left <= soon)) return [];
  const why = 'Whatever uses it will be refused then. Extend or replace it.';
  const what = `Token ${name} expires in ${formatSpan(left)}`;
  return [{ key: `token ${id}`, what, why, to: paths.tokens }];
}

function waitingUser({ id, name, approvedAt }: Schema['Account']): Attention[] {
  if (approvedAt !== null) return [];
  const why = 'Approve or delete the account.';
  return [
    { key: `account ${id}`, what: `${name} is waiting for approval`, why, to: paths.accounts },
  ];
}
