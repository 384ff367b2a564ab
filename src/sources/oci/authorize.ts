import { z } from 'zod';
import type { Problem } from '../../base/errors.ts';
import { retryAfter } from '../../outgoing/header-values.ts';
import { agent, type Credential, type ServiceDeps } from '../deps.ts';
import { credentialRefused, limited, unexpected } from '../problems.ts';
import type { Context } from '../requester.ts';
import { ask, maxRegistryAnswer, parseAnswer } from '../service.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import { mayShow, type Registry } from './registry.ts';

const someToken = z.string().min(1);

/** Older services call it the one, newer ones the other. */
const tokenAnswer = z
  .object({ token: someToken.optional(), access_token: someToken.optional() })
  .transform(({ token, access_token }) => token ?? access_token)
  .pipe(z.string().regex(/^[\x21-\x7e]+$/));

export interface Wanted {
  readonly registry: Registry;
  readonly repository: string;
  /** `USERNAME:TOKEN`; null: none is kept for this registry. */
  readonly credential: Credential | null;
}

/** What a registry lets in. */
export interface Authorization {
  readonly header: string;
  /** The credential that it was had for; null: it was had for none. */
  readonly shown: Credential | null;
  /** The host that the credential was kept from, since its owner does not name it; null: none was. */
  readonly withheldFrom: string | null;
  /** Whether the credential itself is what is shown to the registry. */
  readonly isBasic: boolean;
}

type Asking = Wanted & Pick<Context, 'signal' | 'account'>;

/**
 * What a registry that has answered 401 wants to see, as the token specification of the CNCF's
 * distribution says: a token for reading this repository, or the credential itself. Throws
 * `source-credential-refused`, `source-nonsense`.
 */
export async function authorize(
  deps: ServiceDeps,
  header: string,
  wanted: Asking,
): Promise<Authorization> {
  const challenges = parseChallenges(header);
  const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
  if (bearer) return await askForToken(deps, bearer, wanted);
  const isBasic = challenges.some(({ scheme }) => scheme === 'basic');
  const { credential } = wanted;
  if (isBasic && credential) {
    return { header: basic(credential), shown: credential, withheldFrom: null, isBasic };
  }
  throw refused(wanted, 401);
}

async function askForToken(
  { download, clock }: ServiceDeps,
  { parameters }: Challenge,
  wanted: Asking,
): Promise<Authorization> {
  const { registry, repository, credential, signal, account } = wanted;
  const realm = URL.parse(parameters.get('realm') ?? '');
  if (!realm || realm.username || realm.password) {
    throw unexpected(registry.name, 401, 'it names no token service');
  }
  const service = parameters.get('service');
  if (service !== undefined) realm.searchParams.set('service', service);
  // What it asks for is not taken over: nothing but reading this one is wanted.
  realm.searchParams.set('scope', `repository:${repository}:pull`);
  const shown = credential && mayShow(registry, credential, realm.origin) ? credential : null;
  // Where that of Docker Hub may be shown is known.
  const isWithheld = credential && !shown && registry.service !== 'docker-hub';
  const withheldFrom = isWithheld ? realm.host : null;
  const request = {
    url: realm,
    headers: { ...agent, accept: 'application/json' },
    authorization: shown && basic(shown),
    ...{ signal, account },
  };
  const answer = await ask(download, request, maxRegistryAnswer);
  if (answer.status === 401) await shown?.note({ accepted: false, limits: null });
  if (answer.status === 401 || answer.status === 403) {
    throw refused({ ...wanted, credential: shown, withheldFrom }, answer.status);
  }
  if (answer.status === 429) {
    throw limited(registry.name, retryAfter(answer.headers, clock()), clock());
  }
  if (answer.status !== 200) throw unexpected(realm.host, answer.status);
  const header = `Bearer ${parseAnswer(realm.host, answer, tokenAnswer)}`;
  return { header, shown, withheldFrom, isBasic: false };
}

const basic = ({ secret }: Credential) => `Basic ${Buffer.from(secret).toString('base64')}`;

interface Refused extends Wanted {
  readonly withheldFrom?: string | null;
}

/** That a registry does not show a repository to whoever asks. */
export function refused(
  { registry, repository, credential, withheldFrom = null }: Refused,
  status: number,
): Problem {
  const whom = credential === null ? 'anonymous access' : 'the saved credential access';
  const detail = `${registry.name} denied ${whom} to ${repository}, or it does not exist.`;
  const problem = credentialRefused(detail, status);
  if (withheldFrom === null) return problem;
  return problem.extended(
    `The credential saved for ${registry.name} was not sent: the registry asks for it at ${withheldFrom}. ` +
      'If you trust that host with it, save that host as the credential’s token service.',
  );
}
