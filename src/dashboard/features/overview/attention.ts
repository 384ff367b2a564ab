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
  readonly deployments: readonly Schema['Deployment'][];
  readonly tokens: readonly Schema['Token'][];
  readonly users: readonly Schema['Account'][];
}

const day = 86_400_000;
const soon = 14 * day;
/** Milliseconds: one that has run for longer does not restart over and over. */
const young = 2 * 60_000;
/** A deployment explains a start near it; the host's clock may be some seconds off. */
const nearby = 15_000;

const reasons: Readonly<Record<NonNullable<Schema['Host']['reason']>, string>> = {
  network: 'It cannot be reached.',
  certificate: 'It presents a certificate that is not believed.',
  credentials: 'It refuses our certificate or SSH key.',
  'host-key': 'It presents another SSH host key.',
  forwarding: 'Its SSH server does not let us through to albatross.',
  incompatible: 'It answers what is not understood.',
};

/** What needs attention at `now`, the gravest first. */
export function findAttention(overview: Overview, now: number): Attention[] {
  return [
    ...overview.hosts.flatMap(degradedHost),
    ...overview.unikernels.flatMap((each) => restarting(each, overview.deployments, now)),
    ...findEnded(overview, now),
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

/** Whether a unikernel was started a moment ago by its host alone, and not by a deployment. */
function restarting(
  { host, name, startedAt }: Schema['Unikernel'],
  deployments: Overview['deployments'],
  now: number,
): Attention[] {
  const start = startedAt === null ? Number.NaN : Date.parse(startedAt);
  if (!(now - start < young)) return [];
  const own = deployments.filter((each) => each.host === host && each.unikernel === name);
  if (own.some((deployment) => explains(deployment, start))) return [];
  const why = `It ended, and its host started it again ${formatSpan(now - start)} ago. Its console says why.`;
  const to = paths.unikernel(host, name);
  return [{ key: `unikernel ${host}/${name}`, what: `${name} restarts by itself`, why, to }];
}

/** Unikernels that were deployed within a day and are gone, though nobody here destroyed them. */
function findEnded({ hosts, unikernels, deployments }: Overview, now: number): Attention[] {
  const answering = new Set(hosts.filter(isAnswering).map(({ name }) => name));
  const seen = new Set(unikernels.map(({ host, name }) => `${host}/${name}`));
  return deployments.flatMap(({ host, unikernel, action, state, finishedAt }) => {
    const key = `${host}/${unikernel}`;
    if (seen.has(key)) return []; // it runs, or a newer deployment told what became of it
    seen.add(key);
    const age = finishedAt === null ? Number.NaN : now - Date.parse(finishedAt);
    const lives = action !== 'destroy' && state === 'succeeded' && age > nearby && age < day;
    if (!lives || !answering.has(host)) return [];
    const why = 'It does not run any more, and nobody destroyed it. Its console says why.';
    const to = paths.unikernel(host, unikernel);
    return [{ key: `unikernel ${key}`, what: `${unikernel} has ended`, why, to }];
  });
}

const isAnswering = ({ state, policy }: Schema['Host']) => state === 'online' && policy !== null;

function explains({ startedAt, finishedAt }: Schema['Deployment'], start: number): boolean {
  const end = finishedAt === null ? Number.POSITIVE_INFINITY : Date.parse(finishedAt);
  return start >= Date.parse(startedAt) - nearby && start <= end + nearby;
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
