import type { Named } from '../albatross/messages.ts';
import { formatName, isLabel, type Label } from '../albatross/names.ts';
import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import type { ManagedHost } from '../host-client/managed-host.ts';
import { type Actor, authorize, mayAct } from '../identity/access/actor.ts';
import type { Deps } from './deps.ts';
import { type KnownList, type ListRequest, mayBe, type SilentHost } from './list-known.ts';
import type { NamedAs } from './registry/matching.ts';
import type { RegisteredUnikernel } from './registry/registered-unikernel.ts';
import { type UnikernelView, viewForeign, viewUnikernel } from './view-unikernel.ts';

type ListDeps = Pick<Deps, 'registry' | 'history' | 'accounts' | 'clock' | 'listTimeout'>;

/**
 * Everybody's unikernels on these hosts, for administrators: those too that are
 * nobody's, since their names are nested or in the root, or their domain is no account's. Throws
 * `admin-only` and `scope-missing`.
 */
export async function listEverybodys(
  deps: ListDeps,
  hosts: readonly ManagedHost[],
  actor: Actor,
  { signal, turn, part }: ListRequest = {},
): Promise<KnownList> {
  authorize(actor, 'admin');
  const [registered, changing, accounts, ...lists] = await Promise.all([
    part
      ? deps.registry.named({ domain: null, hosts: hosts.map(({ name }) => name) }, part)
      : deps.registry.all(),
    deps.history.allStarting(),
    deps.accounts.ofAccounts(),
    ...hosts.map((host) => readWhole(host, deps.listTimeout, signal)),
  ]);
  await turn?.(); // many may have waited for the same host
  const now = deps.clock();
  const byHost = Map.groupBy(registered, ({ key }) => key.host);
  const views = lists.flatMap((list) => {
    return viewsOn(list, byHost.get(list.host) ?? [], { actor, changing, accounts, now, part });
  });
  return {
    data: views.filter(({ key: { host, name } }) => {
      const object = isLabel(name) ? { host, name } : { host };
      return mayAct(actor, 'unikernels:read', object);
    }),
    silent: lists.flatMap(({ silent }) => silent ?? []),
  };
}

interface WholeList {
  readonly host: Label;
  readonly hostSince: Date;
  /** null: it could not be asked. */
  readonly list: readonly Named<UnikernelInfo>[] | null;
  readonly silent: SilentHost | null;
}

async function readWhole(
  host: ManagedHost,
  patience: number,
  signal?: AbortSignal,
): Promise<WholeList> {
  const known = { host: host.name, hostSince: host.health.since };
  try {
    const list = await host.within(patience).unikernels(signal);
    return { ...known, list, silent: null };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { ...known, list: null, silent: { host: host.name, problem: error } };
  }
}

interface Moment {
  readonly actor: Actor;
  readonly changing: ReadonlySet<string>;
  readonly accounts: ReadonlySet<Label>;
  readonly now: Date;
  readonly part: NamedAs | undefined;
}

function viewsOn(
  { host, hostSince, list }: WholeList,
  registered: readonly RegisteredUnikernel[],
  { actor, changing, accounts, now, part }: Moment,
): UnikernelView[] {
  const whole = (name: Label | null) =>
    mayAct(actor, 'unikernels:write', { host, ...(name && { name }) });
  const byName = new Map(registered.map((each) => [`${each.key.domain}:${each.key.name}`, each]));
  const own = new Map<string, { domain: Label; name: Label; live?: UnikernelInfo }>();
  for (const { key } of registered) own.set(`${key.domain}:${key.name}`, key);
  const foreign: UnikernelView[] = [];
  for (const { name, value: live } of list ?? []) {
    const { path, label } = name;
    const [domain] = path;
    const isOwn = label !== null && domain && path.length === 1 && accounts.has(domain);
    const shown = isOwn ? label : formatName(name);
    const isKnown = isOwn ? byName.has(`${domain}:${label}`) : false;
    if (!mayBe(part, shown, isKnown)) continue;
    if (isOwn) own.set(`${domain}:${label}`, { domain, name: label, live });
    else
      foreign.push(viewForeign(host, { domain: domain ?? null, name: shown }, live, whole(null)));
  }
  const views = [...own].flatMap(([id, { domain, name, live }]) => {
    const view = viewUnikernel({
      key: { host, domain, name },
      registered: byName.get(id) ?? null,
      live: list ? (live ?? null) : undefined,
      hostSince,
      whole: whole(name),
      changing: changing.has(`${host}/${domain}:${name}`),
      now,
    });
    return view ?? [];
  });
  return [...views, ...foreign];
}
