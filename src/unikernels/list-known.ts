import type { Label } from '../albatross/names.ts';
import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import { matchesAny } from '../identity/access/patterns.ts';
import type { Place } from '../places/place.ts';
import type { Deps } from './deps.ts';
import { listUnikernels } from './list-unikernels.ts';
import type { NamedAs } from './registry/matching.ts';
import type { RegisteredUnikernel } from './registry/registered-unikernel.ts';
import { type UnikernelView, viewUnikernel } from './view-unikernel.ts';

type ListDeps = Pick<Deps, 'registry' | 'history' | 'clock' | 'listTimeout'>;

/** A host that could not be asked, and why. */
export interface SilentHost {
  readonly host: Label;
  readonly problem: Problem;
}

/** A list, and which hosts could not be asked: what was on those when they were seen last is in it. */
export interface KnownList {
  readonly data: readonly UnikernelView[];
  readonly silent: readonly SilentHost[];
}

/** For whom a list is made. */
export interface ListRequest {
  readonly signal?: AbortSignal;
  /** Those of these places that only are wanted; left out: all that is remembered is read, as others may ask for, too. */
  readonly part?: NamedAs;
  /** Waits for the account's turn at the event loop. */
  turn?(): Promise<void>;
}

/** A domain's unikernels at these places, those too that do not run now. */
export async function listKnown(
  deps: ListDeps,
  domain: Label,
  places: readonly Place[],
  { signal, turn, part }: ListRequest = {},
): Promise<KnownList> {
  const hosts = places.map(({ host }) => host.name);
  const [registered, changing, ...lists] = await Promise.all([
    part ? deps.registry.named({ domain, hosts }, part) : deps.registry.ofDomain(domain),
    deps.history.starting(domain),
    ...places.map((place) => readLive(place, deps.listTimeout, signal)),
  ]);
  await turn?.(); // many may have waited for the same host
  const now = deps.clock();
  const byHost = Map.groupBy(registered, ({ key }) => key.host);
  const views = lists.flatMap((list) => {
    const { place } = list;
    const here = byHost.get(place.host.name) ?? [];
    const isVisible = ({ key }: RegisteredUnikernel) =>
      place.authority.allows('unikernels:read', key.name);
    return viewsOf(list, here.filter(isVisible), { domain, changing, now, part });
  });
  return { data: views, silent: lists.flatMap(({ silent }) => silent ?? []) };
}

/** Whether what a host shows is of the part that is wanted: what has labels is remembered. */
export function mayBe(part: NamedAs | undefined, name: string, isKnown: boolean): boolean {
  if (part?.label && !isKnown) return false;
  return part?.name === undefined || matchesAny([part.name], name);
}

interface LiveList {
  readonly place: Place;
  /** By name; null: the host could not be asked. */
  readonly live: ReadonlyMap<Label, UnikernelInfo> | null;
  readonly silent: SilentHost | null;
}

async function readLive(place: Place, timeout: number, signal?: AbortSignal): Promise<LiveList> {
  const host = place.host.within(timeout);
  try {
    const list = await listUnikernels({ ...place, host }, signal);
    const live = new Map(list.map(({ name, info }) => [name, info]));
    return { place, live, silent: null };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { place, live: null, silent: { host: host.name, problem: error } };
  }
}

interface ListMoment {
  readonly domain: Label;
  readonly changing: ReadonlySet<string>;
  readonly now: Date;
  readonly part: NamedAs | undefined;
}

function viewsOf(
  { place, live }: LiveList,
  registered: readonly RegisteredUnikernel[],
  { domain, changing, now, part }: ListMoment,
): UnikernelView[] {
  const host = place.host.name;
  const byName = new Map(registered.map((unikernel) => [unikernel.key.name, unikernel]));
  const found = [...(live?.keys() ?? [])].filter((name) => mayBe(part, name, byName.has(name)));
  const names = [...new Set([...found, ...byName.keys()])];
  return names.flatMap((name) => {
    const view = viewUnikernel({
      key: { host, domain, name },
      registered: byName.get(name) ?? null,
      live: live ? (live.get(name) ?? null) : undefined,
      hostSince: place.host.health.since,
      whole: place.authority.allows('unikernels:write', name),
      changing: changing.has(`${host}/${name}`),
      now,
    });
    return view ?? [];
  });
}
