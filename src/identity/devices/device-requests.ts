import { randomUUID } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import type { DeviceLimits } from '../../limits/device-limits.ts';
import { type Actor, authorize } from '../access/actor.ts';
import type { Scope } from '../access/scopes.ts';
import { hashSecret, newSecret } from '../credentials/secret.ts';
import type { MadeToken } from '../tokens/make-token.ts';
import { DeviceRequest } from './entity.ts';
import { givenToken } from './given-token.ts';
import { newUserCode, typedCode } from './user-code.ts';

/** Milliseconds that a person has to answer. */
const lifetime = 10 * 60_000;

/** Milliseconds that one is kept after its time, so that its program is told that it is over. */
const kept = 60 * 60_000;

/** Milliseconds between two times that a program asks, and what is added where it asks sooner. */
const interval = 5_000;

export interface DeviceRequestsDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly deviceLimits: DeviceLimits;
}

/** What a program asks for. */
export interface WantedDevice {
  readonly client: string;
  readonly scopes: readonly Scope[];
  readonly address: string;
}

/** What a program shows to get its token. */
export interface ShownDevice {
  readonly device_code: string;
  /** What it called itself when it began, where it says so. */
  readonly client_id?: string | undefined;
}

/** What a program is told that has asked. */
export interface StartedDevice {
  readonly deviceCode: string;
  readonly request: DeviceRequest;
}

/** Tokens for programs on machines without a browser: a person allows them elsewhere (RFC 8628). */
export class DeviceRequests {
  readonly #deps: DeviceRequestsDeps;

  constructor(deps: DeviceRequestsDeps) {
    this.#deps = deps;
  }

  /** Begins one. Throws `too-many-requests`. */
  async start({ client, scopes, address }: WantedDevice): Promise<StartedDevice> {
    const { database, clock, deviceLimits } = this.#deps;
    await deviceLimits.countStart(address);
    const now = clock();
    const em = database.em();
    await em.nativeDelete(DeviceRequest, { expiresAt: { $lt: new Date(now.getTime() - kept) } });
    const deviceCode = newSecret();
    const request = em.create(DeviceRequest, {
      ...{ id: randomUUID(), deviceHash: hashSecret(deviceCode), userCode: newUserCode() },
      ...{ client, scopes, address, accountId: null, denied: false, interval, askedAt: null },
      ...{ createdAt: now, expiresAt: new Date(now.getTime() + lifetime) },
    });
    await em.flush();
    return { deviceCode, request };
  }

  /** What waits for a person, by the code that was typed. Throws `device-unknown`, `too-many-requests`. */
  async find(actor: Actor, code: string): Promise<DeviceRequest> {
    const { database, clock, deviceLimits } = this.#deps;
    await deviceLimits.countCode(actor.account.id);
    return await findWaiting(database.em(), code, clock());
  }

  /** Allows or refuses it. Throws as `find`, and where the actor may not give what is asked for. */
  async answer(actor: Actor, code: string, allow: boolean): Promise<DeviceRequest> {
    const { database, clock, deviceLimits } = this.#deps;
    await deviceLimits.countCode(actor.account.id);
    return await database.transaction(async (em) => {
      const request = await findWaiting(em, code, clock(), LockMode.PESSIMISTIC_WRITE);
      if (allow) for (const scope of request.scopes) authorize(actor, scope);
      if (allow) request.accountId = actor.account.id;
      else request.denied = true;
      await em.flush();
      return request;
    });
  }

  /**
   * The token, once a person has allowed it, shown this once. Throws `device-unknown`, `device-pending`,
   * `device-too-soon`, `device-denied`, `device-expired`.
   */
  async redeem(shown: ShownDevice): Promise<MadeToken> {
    const { database, clock } = this.#deps;
    const now = clock();
    const outcome = await database.transaction((em) => redeem(em, shown, now));
    if (outcome instanceof Problem) throw outcome;
    return outcome;
  }
}

async function findWaiting(
  em: EntityManager,
  code: string,
  now: Date,
  lockMode: LockMode = LockMode.NONE,
): Promise<DeviceRequest> {
  const waiting = { userCode: typedCode(code), accountId: null, denied: false };
  const found = await em.findOne(
    DeviceRequest,
    { ...waiting, expiresAt: { $gt: now } },
    { lockMode },
  );
  if (found) return found;
  throw new Problem(
    'device-unknown',
    'No program waits with this code: it may have taken too long.',
  );
}

/** What is written stays written, also where the program is told to wait. */
async function redeem(
  em: EntityManager,
  { device_code, client_id }: ShownDevice,
  now: Date,
): Promise<MadeToken | Problem> {
  const deviceHash = hashSecret(device_code);
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const request = await em.findOne(DeviceRequest, { deviceHash }, { lockMode });
  const isOther = client_id !== undefined && client_id !== request?.client;
  if (!request || isOther) {
    return refusal('device-unknown', 'invalid_grant', 'No such program waits with this code.');
  }
  const { askedAt, interval: rest } = request;
  const isTooSoon =
    askedAt !== null && askedAt !== undefined && now.getTime() - askedAt.getTime() < rest;
  request.askedAt = now;
  if (isTooSoon) {
    request.interval += interval;
    const detail = `Ask every ${request.interval / 1000} seconds.`;
    return refusal('device-too-soon', 'slow_down', detail);
  }
  if (request.expiresAt <= now) {
    em.remove(request);
    return refusal('device-expired', 'expired_token', 'Nobody has allowed it in time. Begin anew.');
  }
  if (request.denied) {
    em.remove(request);
    return refusal('device-denied', 'access_denied', 'It was refused.');
  }
  if (!request.accountId) {
    return refusal('device-pending', 'authorization_pending', 'Nobody has allowed it yet.');
  }
  em.remove(request);
  return await givenToken(em, request, request.accountId, now);
}

type DeviceProblem =
  | 'device-unknown'
  | 'device-too-soon'
  | 'device-expired'
  | 'device-denied'
  | 'device-pending';

/** With the word that RFC 8628 has for it, section 3.5. */
const refusal = (code: DeviceProblem, error: string, detail: string) =>
  new Problem(code, detail, { facts: { error } });
