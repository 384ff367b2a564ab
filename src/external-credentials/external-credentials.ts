import { randomUUID } from 'node:crypto';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { Clock } from '../base/clock.ts';
import { Problem } from '../base/errors.ts';
import type { Database } from '../database/database.ts';
import { SealError, type SecretBox } from '../database/secret-box.ts';
import { OutgoingError } from '../outgoing/errors.ts';
import type { Send } from '../outgoing/send.ts';
import { publicServices, type ServiceAddresses } from '../outgoing/services.ts';
import { checkDockerHub } from './check-docker-hub.ts';
import { checkGitHub } from './check-github.ts';
import { type CheckResult, notAccepted } from './check-result.ts';
import { ExternalCredential, type ExternalService, isNamed, type NamedService } from './entity.ts';
import { lockOwner, type Owner, wholeServer } from './owner.ts';
import { openSecret, sealSecret } from './sealing.ts';
import { formatFault } from './secret-formats.ts';
import { findingIn, type SaidInUse, type UsedCredential } from './used-credential.ts';

/** How many an owner has at most. */
const maxCredentials = 50;

export interface ExternalCredentialsDeps {
  readonly database: Database;
  readonly box: SecretBox;
  readonly send: Send;
  readonly clock: Clock;
  readonly addresses?: ServiceAddresses;
}

/** What is saved of a credential. */
export interface Given {
  readonly secret: string;
  /** The host of the token service that may see it beside the registry itself; null: none. */
  readonly tokenService?: string | null | undefined;
}

/** Credentials for other services: sealed, used by the server alone, and never shown again. */
export class ExternalCredentials {
  readonly #deps: ExternalCredentialsDeps;

  constructor(deps: ExternalCredentialsDeps) {
    this.#deps = deps;
  }

  /** An owner's, by the services' names. */
  async list(owner: Owner): Promise<ExternalCredential[]> {
    const em = this.#deps.database.em();
    return em.find(ExternalCredential, { owner }, { orderBy: { service: 'asc' } });
  }

  /**
   * Saves one in the place of the one before. Throws `invalid-body` for a secret of no right form, and
   * for a token service where it is known which may see it, and `limit-reached`.
   */
  async save(owner: Owner, service: ExternalService, given: Given): Promise<ExternalCredential> {
    expectForm(service, given);
    try {
      return await this.#put(owner, service, given);
    } catch (error) {
      // Somebody else has just saved the first one: this one comes after it.
      if (error instanceof UniqueConstraintViolationException) {
        return await this.#put(owner, service, given);
      }
      throw error;
    }
  }

  /** Throws `external-credential-unknown`. */
  async remove(owner: Owner, service: ExternalService): Promise<void> {
    const em = this.#deps.database.em();
    if ((await em.nativeDelete(ExternalCredential, { owner, service })) === 0) throw unknown();
  }

  /**
   * Asks the service who it is and what limit is left, and stores the answer; one that cannot be
   * opened any more is not accepted. Throws
   * `external-credential-unknown`, and `service-unreachable`, which changes nothing.
   */
  async check(
    owner: Owner,
    service: NamedService,
    signal: AbortSignal,
  ): Promise<ExternalCredential> {
    const em = this.#deps.database.em();
    const stored = await em.findOne(ExternalCredential, { owner, service });
    if (!stored) throw unknown();
    await this.#store(stored, await this.#ask(stored, service, signal));
    return stored;
  }

  /** The credential to use for an account: its own, else the server's, else null. Throws `SealError`. */
  async credentialFor(accountId: string, service: ExternalService): Promise<UsedCredential | null> {
    const owners = [accountId, wholeServer];
    const em = this.#deps.database.em();
    const found = await em.find(ExternalCredential, { owner: { $in: owners }, service });
    const own = found.find(({ owner }) => owner === accountId) ?? found[0];
    if (!own) return null;
    const secret = openSecret(this.#deps.box, own);
    const note = (said: SaidInUse) => this.#store(own, findingIn(said, own.finding ?? null));
    const whose = own.owner === wholeServer ? 'server' : 'account';
    return { secret, owner: whose, tokenService: own.tokenService ?? null, note };
  }

  async #put(
    owner: Owner,
    service: ExternalService,
    { secret, tokenService = null }: Given,
  ): Promise<ExternalCredential> {
    const { database, box, clock } = this.#deps;
    return database.transaction(async (em) => {
      await lockOwner(em, owner);
      const found = await em.findOne(ExternalCredential, { owner, service });
      if (!found && (await em.count(ExternalCredential, { owner })) >= maxCredentials) {
        throw tooMany();
      }
      const id = found?.id ?? randomUUID();
      const fresh = {
        sealedSecret: sealSecret(box, id, secret),
        tokenService,
        finding: null,
        savedAt: clock(),
      };
      if (found) return em.assign(found, fresh);
      return em.create(ExternalCredential, { ...fresh, id, owner, service });
    });
  }

  async #store(stored: ExternalCredential, result: CheckResult): Promise<void> {
    const { database, clock } = this.#deps;
    stored.finding = { at: clock().toISOString(), ...result };
    // What was saved meanwhile has not been asked about.
    const { id, sealedSecret, finding } = stored;
    await database.em().nativeUpdate(ExternalCredential, { id, sealedSecret }, { finding });
  }

  async #ask(
    stored: ExternalCredential,
    service: NamedService,
    signal: AbortSignal,
  ): Promise<CheckResult> {
    const { box, send, addresses = publicServices } = this.#deps;
    try {
      const secret = openSecret(box, stored);
      if (service === 'github') return await checkGitHub(send, addresses.gitHub, secret, signal);
      return await checkDockerHub(send, addresses.dockerHub, secret, signal);
    } catch (error) {
      if (error instanceof SealError) return unopened;
      if (!(error instanceof OutgoingError)) throw error;
      throw new Problem('service-unreachable', `The service cannot be asked: ${error.message}.`, {
        cause: error,
      });
    }
  }
}

function expectForm(service: ExternalService, { secret, tokenService = null }: Given): void {
  const fault = formatFault(service, secret);
  if (fault) throw invalid('secret', `The secret ${fault}.`, fault);
  if (tokenService === null || !isNamed(service)) return;
  const message = 'is only for a registry other than Docker Hub';
  throw invalid('tokenService', `A token service ${message}.`, message);
}

const invalid = (path: string, detail: string, message: string) =>
  new Problem('invalid-body', detail, { errors: [{ path, message }] });

/** What is said of a secret that no key opens: the service is not asked. */
const unopened = notAccepted(
  'It is sealed with a key that is not among FULMAR_SECRET_KEY. Save it anew.',
);

function tooMany(): Problem {
  const detail = `There are at most ${maxCredentials} external credentials. Remove some.`;
  return new Problem('limit-reached', detail);
}

function unknown(): Problem {
  return new Problem('external-credential-unknown', 'There is no credential for this service.');
}
