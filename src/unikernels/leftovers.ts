import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import type {
  HandleLeftovers,
  Leftovers,
  LeftoversRequest,
  LeftUnikernel,
} from '../identity/accounts/leftovers.ts';
import type { ListedUnikernel } from './list-unikernels.ts';
import type { UnikernelService } from './service.ts';

type Unikernels = Pick<UnikernelService, 'listAll' | 'destroy'>;

/**
 * Finds an account's unikernels on all hosts, and destroys them where that is asked for: on each
 * host one after the other. A host that fails is named, and keeps no other from being cleared.
 */
export function handleLeftovers(unikernels: Unikernels): HandleLeftovers {
  return async (domain, request) => {
    const { data, errors } = await unikernels.listAll(request.actor, domain);
    if (!request.destroy) return { unikernels: data.map((each) => left(each, false)), errors };
    const byHost = [...Map.groupBy(data, ({ host }) => host).values()];
    const cleared = await Promise.all(
      byHost.map((list) => clearHost(unikernels, domain, list, request)),
    );
    return {
      unikernels: cleared.flatMap((host) => host.unikernels),
      errors: [...errors, ...cleared.flatMap((host) => host.errors)],
    };
  };
}

/** Whoever leaves meanwhile: the account has ended, and this belongs to it. */
async function clearHost(
  unikernels: Unikernels,
  domain: Label,
  list: readonly ListedUnikernel[],
  { actor, requestId }: LeftoversRequest,
): Promise<Leftovers> {
  const outcomes: LeftUnikernel[] = [];
  const errors: Leftovers['errors'][number][] = [];
  for (const each of list) {
    const { host, name } = each;
    try {
      await unikernels.destroy({ host, account: domain, name }, { actor, requestId });
      outcomes.push(left(each, true));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const gone = error.code === 'unikernel-unknown';
      outcomes.push(left(each, gone));
      if (!gone) errors.push({ host, code: error.code, detail: `${name}: ${error.detail}` });
    }
  }
  return { unikernels: outcomes, errors };
}

const left = ({ host, name }: ListedUnikernel, destroyed: boolean): LeftUnikernel => ({
  host,
  name,
  destroyed,
});
