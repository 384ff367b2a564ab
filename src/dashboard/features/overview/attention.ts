import type { Schema } from '../../api/schema.ts';
import { paths } from '../../components/paths.ts';
import { formatSpan } from '../../format/times.ts';

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
}

const day = 86_400_000;
const soon = 14 * day;

const reasons: Readonly<Record<NonNullable<Schema['Host']['reason']>, string>> = {
  network: 'It cannot be reached.',
  certificate: 'It presents a certificate that is not believed.',
  credentials: 'It refuses our certificate or SSH key.',
  clock: 'Its clock and the server’s differ by minutes.',
  'host-key': 'It presents another SSH host key.',
  forwarding: 'Its SSH server does not let us through to albatross.',
  incompatible: 'It answers what is not understood.',
};

/** What needs attention at `now`, the gravest first. */
export function findAttention(overview: Overview, now: number): Attention[] {
  return [
    ...overview.hosts.flatMap(degradedHost),
    ...overview.unikernels.flatMap(ailing),
    ...overview.tokens.flatMap((token) => endingToken(token, now)),
    ...overview.users.flatMap(waitingUser),
  ];
}

/** Only administrators are told a host's id, and only they can mend it. */
function degradedHost({ id, name, state, reason }: Schema['Host']): Attention[] {
  if (state === 'online') return [];
  const why = reason ? reasons[reason] : 'Its last commands failed.';
  const to = id === undefined ? null : paths.hosts;
  return [{ key: `host ${name}`, what: `Host ${name} is degraded`, why, to }];
}

/** Unikernels that are to run and do not, or not for long. */
function ailing(unikernel: Schema['Unikernel']): Attention[] {
  const { host, name, state, managed, restarts } = unikernel;
  const what = managed ? ailments[state] : undefined;
  const to = paths.unikernel(host, name);
  if (!what) return failing(unikernel, to);
  return [
    { key: `unikernel ${host}/${name}`, what: `${name} ${what}`, why: whys(state, restarts), to },
  ];
}

/** One that runs, and does not do what it is for. */
function failing({ host, name, health }: Schema['Unikernel'], to: string): Attention[] {
  if (health !== 'failing') return [];
  const why = 'It runs, but what is checked of it has failed three times in a row.';
  return [{ key: `checks ${host}/${name}`, what: `${name} fails its checks`, why, to }];
}

const ailments: Partial<Readonly<Record<Schema['Unikernel']['state'], string>>> = {
  restarting: 'restarts by itself',
  exited: 'has ended',
  missing: 'is missing',
};

function whys(state: Schema['Unikernel']['state'], restarts: number): string {
  if (state === 'missing') return 'It should run, and its host does not have it any more.';
  if (state === 'exited')
    return 'It does not run any more, and nobody stopped it. Its console says why.';
  const count = restarts > 1 ? `${restarts} times` : 'again';
  return `It ended, and its host started it ${count} in ten minutes. Its console says why.`;
}

function endingToken({ id, name, expiresAt }: Schema['Token'], now: number): Attention[] {
  const left = expiresAt === null ? Number.NaN : Date.parse(expiresAt) - now;
  if (!(left > 0 && left <= soon)) return [];
  const why = 'What uses it is refused afterwards. Move its end on, or replace it.';
  const what = `Token ${name} ends in ${formatSpan(left)}`;
  return [{ key: `token ${id}`, what, why, to: paths.tokens }];
}

function waitingUser({ id, name, approvedAt }: Schema['Account']): Attention[] {
  if (approvedAt !== null) return [];
  const why = 'Approve the account, or delete it.';
  return [{ key: `account ${id}`, what: `${name} waits for approval`, why, to: paths.accounts }];
}
