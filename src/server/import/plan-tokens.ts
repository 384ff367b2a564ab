import type { Scope } from '../../identity/access/scopes.ts';
import { looksImported } from '../../identity/credentials/secret.ts';
import { defaultLimit } from '../../identity/tokens/make-token.ts';
import { cleanName } from '../../mollymawk/store/clean-name.ts';
import type { StoreToken, StoreUser } from '../../mollymawk/store/store-schema.ts';
import { collision, failed, known, noStep, type PlanDeps, repeated, type Step } from './plan.ts';
import type { AccountIds } from './plan-accounts.ts';

/** What a token of mollymawk's may do here. */
const scopes: readonly Scope[] = ['unikernels:write', 'volumes:write'];

/** A token of whose name nothing is left. */
const unnamed = 'unnamed';

/** The latest end that a token has: the last moment that RFC 3339 knows. */
const lastMoment = Date.UTC(10_000, 0, 1) - 1;

/** When a token ends. */
const endOf = ({ created_at, expires_in }: StoreToken) =>
  new Date(Math.min(created_at.getTime() + expires_in * 1000, lastMoment));

/** Whether a token has ended already, which is not imported; one of no or less than no seconds never began. */
export const isOver = (token: StoreToken, now: Date) =>
  endOf(token) <= now || token.expires_in <= 0;

/** What becomes of the tokens of accounts that are here, or will be. */
export async function planTokens(
  deps: PlanDeps,
  users: readonly StoreUser[],
  ids: AccountIds,
): Promise<readonly Step[]> {
  const now = deps.clock();
  const living = users.flatMap((user) =>
    user.tokens.filter((token) => !isOver(token, now)).map((token) => ({ user, token })),
  );
  const twice = repeated(living.map(({ token }) => token.value));
  const steps: Step[] = [];
  for (const { user, token } of living) {
    const name = cleanName(token.name) || unnamed;
    const line = { what: 'token', name: `${user.name}/${name}` } as const;
    const accountId = ids.get(user.uuid);
    if (accountId === undefined) steps.push(noStep(line, failed('its account is not here')));
    else if (!looksImported(token.value))
      steps.push(noStep(line, failed('it is none of mollymawk’s form')));
    else if (twice.has(token.value)) steps.push(noStep(line, collision('the data has it twice')));
    else steps.push(await planToken(deps, line, token, accountId));
  }
  return steps;
}

async function planToken(
  { identity }: PlanDeps,
  line: { readonly what: 'token'; readonly name: string },
  token: StoreToken,
  accountId: string,
): Promise<Step> {
  const { value: secret, created_at: createdAt } = token;
  if (await identity.imported.knowsToken({ secret })) return noStep(line, known);
  const expiresAt = endOf(token);
  const fields = {
    ...{
      name: cleanName(token.name) || unnamed,
      description: 'Imported from mollymawk.',
      hourlyLimit: defaultLimit,
    },
    ...{ scopes, hosts: null, names: null, addresses: null, expiresAt },
  };
  return {
    line: { ...line, state: 'new', note: `until ${expiresAt.toISOString()}` },
    async make({ em }) {
      await identity.imported.addToken(em, accountId, { secret, createdAt, fields });
      return null;
    },
  };
}
