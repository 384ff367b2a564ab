import { randomUUID } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import type { SecretBox } from '../../database/secret-box.ts';
import { Delivery, DeliverySequence } from '../deliveries/entity.ts';
import { newWebhookSecret } from '../deliveries/sign-webhook.ts';
import { Notice } from '../notices/entity.ts';
import {
  type ChannelChange,
  changedSettings,
  type NewChannel,
  newSettings,
  renewedSettings,
  shownTarget,
} from './change-settings.ts';
import { Channel } from './entity.ts';
import { channelUnknown, lockChannels } from './lock-channels.ts';
import {
  type ChannelSettings,
  readSettings,
  sealSettings,
  type WebhookSettings,
} from './settings.ts';
import { ensureStandardChannels } from './standard-channels.ts';

/** Channels that an owner may have. */
const maxChannels = 20;

/** Secrets that sign at a time. */
const maxSecrets = 3;

/** Milliseconds that a secret signs on after another took its place. */
const grace = 24 * 60 * 60 * 1000;

export interface ChannelsDeps {
  readonly database: Database;
  readonly box: SecretBox;
  readonly clock: Clock;
  /** Whether mails can be sent. */
  readonly mails: boolean;
}

/** A channel, and what signs its webhooks, which nobody is shown again. */
export interface MadeChannel {
  readonly channel: Channel;
  readonly secret: string | null;
}

/** Where an owner's events are told: an account's, or the server's. */
export class Channels {
  readonly #deps: ChannelsDeps;

  constructor(deps: ChannelsDeps) {
    this.#deps = deps;
  }

  /** All of an owner; the one that is made by itself among them, where mails are sent. */
  async list(owner: string): Promise<Channel[]> {
    const { database, clock, mails } = this.#deps;
    if (mails) await ensureStandardChannels(database.em(), [owner], clock());
    const orderBy = { createdAt: 'asc', id: 'asc' } as const;
    return await database.em().find(Channel, { owner }, { orderBy });
  }

  /** Throws `channel-unknown`. */
  async get(owner: string, id: string): Promise<Channel> {
    return await find(this.#deps.database.em(), owner, id);
  }

  /** Throws `limit-reached`, `mail-not-set-up`, `invalid-body`. */
  async create(owner: string, wanted: NewChannel): Promise<MadeChannel> {
    const { database, box, clock, mails } = this.#deps;
    const { kind, name, types } = wanted;
    if (kind === 'mail' && !mails) throw new Problem('mail-not-set-up', 'It sends no mails.');
    const settings = newSettings(wanted);
    const id = randomUUID();
    const channel = await database.transaction(async (em) => {
      await lockChannels(em, owner);
      if ((await em.count(Channel, { owner })) >= maxChannels) throw tooMany();
      return em.create(Channel, {
        ...{ id, owner, kind, name, types, enabled: true, endedReason: null, mutedUntil: null },
        ...{ failingSince: null, putOffUntil: null },
        ...{ target: shownTarget(settings), standardOf: null, sentAt: [], told: [] },
        sealedSettings: settings && sealSettings(box, id, settings),
        createdAt: clock(),
      });
    });
    return { channel, secret: newestSecret(settings) };
  }

  /** Throws `channel-unknown`, `invalid-body`. */
  async change(owner: string, id: string, change: ChannelChange): Promise<Channel> {
    const { box } = this.#deps;
    return await this.#update(owner, id, (channel) => {
      const { name = channel.name, types = channel.types } = change;
      const { enabled = channel.enabled, mutedUntil = channel.mutedUntil } = change;
      const isAnew = change.enabled || change.url !== undefined;
      const before = readSettings(box, channel);
      return {
        ...{ name, types, enabled, mutedUntil },
        ...(change.enabled && { endedReason: null }),
        ...(isAnew && { failingSince: null, putOffUntil: null }),
        settings: before.fault
          ? renewedSettings(channel.kind, change)
          : changedSettings(channel.kind, before.settings, change),
      };
    });
  }

  /**
   * Gives it another secret; those before sign on for a day, too. Throws `channel-unknown`, `invalid-body`,
   * `channel-unreadable`.
   */
  async rotate(owner: string, id: string): Promise<MadeChannel> {
    const { box, clock } = this.#deps;
    const secret = newWebhookSecret();
    const channel = await this.#update(owner, id, (found) => {
      const { settings, fault } = readSettings(box, found);
      if (fault) throw new Problem('channel-unreadable', `${fault} Give its address again first.`);
      if (settings?.kind !== 'webhook') throw unsigned();
      return { settings: { ...settings, secrets: withNewest(settings.secrets, secret, clock()) } };
    });
    return { channel, secret };
  }

  /** With all that it has told. Throws `channel-unknown`, and `protected` where it would be made again. */
  async remove(owner: string, id: string): Promise<void> {
    await this.#deps.database.transaction(async (em) => {
      const { standardOf } = await find(em, owner, id);
      if (standardOf) throw new Problem('protected', 'It is made by itself: switch it off.');
      await removeChannels(em, [id]);
    });
  }

  async #update(
    owner: string,
    id: string,
    change: (channel: Channel) => Partial<Channel> & { settings: ChannelSettings | 'kept' | null },
  ): Promise<Channel> {
    const { database, box } = this.#deps;
    return await database.transaction(async (em) => {
      await lockChannels(em, owner);
      const channel = await find(em, owner, id);
      const { settings, ...columns } = change(channel);
      if (settings === 'kept') return em.assign(channel, columns);
      const sealedSettings = settings && sealSettings(box, id, settings);
      return em.assign(channel, { ...columns, sealedSettings, target: shownTarget(settings) });
    });
  }
}

/** Channels go with what they were to tell, and with what they have told. */
export async function removeChannels(em: EntityManager, ids: readonly string[]): Promise<void> {
  const channel = { $in: [...ids] };
  // First, so that whoever holds one to tell by it is waited for.
  await em.nativeDelete(Channel, { id: channel });
  await em.nativeDelete(Notice, { channel });
  await em.nativeDelete(Delivery, { channel });
  await em.nativeDelete(DeliverySequence, { channel });
}

async function find(em: EntityManager, owner: string, id: string): Promise<Channel> {
  const channel = await em.findOne(Channel, { owner, id });
  if (channel) return channel;
  throw channelUnknown();
}

/** The others sign until their end, the latest of them. */
function withNewest(
  before: WebhookSettings['secrets'],
  secret: string,
  now: Date,
): WebhookSettings['secrets'] {
  const end = new Date(now.getTime() + grace).toISOString();
  const others = before.map((each) => ({ ...each, until: each.until ?? end }));
  const good = others.filter(({ until }) => new Date(until) > now);
  return [{ secret, until: null }, ...good].slice(0, maxSecrets);
}

function newestSecret(settings: ChannelSettings | null): string | null {
  return settings?.kind === 'webhook' ? (settings.secrets[0]?.secret ?? null) : null;
}

function tooMany(): Problem {
  return new Problem('limit-reached', `There are ${maxChannels} channels. Remove some.`);
}

function unsigned(): Problem {
  const errors = [{ path: '', message: 'only webhooks are signed' }];
  return new Problem('invalid-body', 'Only webhooks are signed.', { errors });
}
