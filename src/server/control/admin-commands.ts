import { z } from 'zod';
import { Problem } from '../../base/errors.ts';
import { labelField } from '../../http/fields.ts';
import type { Account } from '../../identity/accounts/entity.ts';
import { emailField } from '../../identity/accounts/schema.ts';
import type { Services } from '../services.ts';
import type { ControlCommand, ControlRequest } from './answer-control.ts';
import { parseBody } from './parse-body.ts';

interface AdminDeps {
  readonly identity: Pick<Services['identity'], 'users' | 'administrators' | 'resets'>;
  readonly audit: Pick<Services['audit'], 'note'>;
  /** Where people reach the server, without a slash at the end. */
  readonly address: string;
}

const resetBody = z.strictObject({ account: z.string().min(1).max(320) });
const createBody = z.strictObject({ name: labelField, email: emailField });

/** What whoever runs the server may do to accounts, also where no administrator can sign in. */
export function adminCommands(deps: AdminDeps): ReadonlyMap<string, ControlCommand> {
  return new Map<string, ControlCommand>([
    ['admin/reset-password', (request) => offerReset(deps, request)],
    ['admin/create', (request) => create(deps, request)],
  ]);
}

/** Makes a link by which somebody, named by account or e-mail address, sets a new password. */
async function offerReset(deps: AdminDeps, { body, requestId }: ControlRequest): Promise<object> {
  const wanted = parseBody(resetBody, body).account.toLowerCase();
  const found = (await deps.identity.users.list()).find(
    ({ name, email }) => name === wanted || email === wanted,
  );
  if (!found) throw new Problem('account-unknown', `There is no account ${wanted}.`);
  return await linkFor(deps, found, requestId);
}

/** Makes an administrator, and the link by which that one sets a password. */
async function create(deps: AdminDeps, { body, requestId }: ControlRequest): Promise<object> {
  const { identity, audit } = deps;
  const account = await identity.administrators.create(parseBody(createBody, body));
  const event = { action: 'createAdministrator', object: `accounts/${account.id}`, requestId };
  await audit.note({ account, ...event, outcome: 'succeeded' });
  return await linkFor(deps, account, requestId);
}

async function linkFor(
  { identity, audit, address }: AdminDeps,
  account: Account,
  requestId: string,
): Promise<object> {
  const { secret, expiresAt } = await identity.resets.offer(account.id);
  const object = `accounts/${account.id}/password-reset`;
  const event = { action: 'offerPasswordReset', object, outcome: 'succeeded', requestId };
  await audit.note({ account, ...event });
  // Behind `#` it is sent to no server and stands in no log.
  const link = `${address}/reset-password#${secret}`;
  return { account: account.name, link, expiresAt: expiresAt.toISOString() };
}
