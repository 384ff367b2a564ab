import type { JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Clock } from '../../../base/clock.ts';
import { asJson } from '../../../outgoing/as-json.ts';
import { OutgoingError } from '../../../outgoing/errors.ts';
import type { Send } from '../../../outgoing/send.ts';
import { DocumentReader } from './document-reader.ts';

/** How long is believed what an issuer says of itself, and its keys, in milliseconds. */
const metadataAge = 60 * 60 * 1000;
const keysAge = 10 * 60 * 1000;
/** A key that is not known makes us ask for the keys at most this often, in milliseconds. */
const cooldown = 30_000;

/** Of OpenID Connect Discovery 1.0, section 3, what is needed here. */
const metadataSchema = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** An issuer, and whether it may be at an address that is not public. */
export interface IssuerAddress {
  readonly issuer: string;
  readonly privateAddresses: boolean;
}

interface KnownKeys {
  readonly keys: Promise<JWTVerifyGetKey>;
  readonly until: number;
}

/** The keys of issuers, found by what they publish, and remembered. */
export class IssuerKeys {
  readonly #documents: DocumentReader;
  readonly #clock: Clock;
  readonly #known = new LRUCache<string, KnownKeys>({ max: 100 });

  constructor(send: Send, clock: Clock) {
    this.#documents = new DocumentReader(send, clock);
    this.#clock = clock;
  }

  /** Tells the key of a signature. Throws `OutgoingError` where the issuer does not publish it. */
  of(address: IssuerAddress): Promise<JWTVerifyGetKey> {
    const name = `${address.issuer} ${address.privateAddresses}`;
    const now = this.#clock().getTime();
    const known = this.#known.get(name);
    if (known && now < known.until) return known.keys;
    const keys = this.#find(address);
    this.#known.set(name, { keys, until: now + metadataAge });
    keys.catch(() => this.#known.delete(name)); // whoever waits for them is told
    return keys;
  }

  /** Asks the issuer anew, whatever is remembered of it. Throws `OutgoingError`. */
  async probe(address: IssuerAddress): Promise<void> {
    this.#documents.retry(metadataAddress(address));
    await this.#find(address);
  }

  async #find(address: IssuerAddress): Promise<JWTVerifyGetKey> {
    const { privateAddresses } = address;
    const url = metadataAddress(address);
    const octets = await this.#documents.read(url, privateAddresses);
    const metadata = metadataSchema.safeParse(asJson(octets));
    if (!metadata.success) {
      throw new OutgoingError('unreachable', `${url.host} publishes no metadata of an issuer`);
    }
    const { issuer, jwks_uri } = metadata.data;
    if (issuer !== address.issuer) {
      const message = `${url.host} says that it is another issuer than ${address.issuer}`;
      throw new OutgoingError('unreachable', message);
    }
    const read = async (href: string) => {
      const body = await this.#documents.read(new URL(href), privateAddresses);
      return new Response(new Uint8Array(body));
    };
    const { createRemoteJWKSet, customFetch } = await import('jose');
    const options = { cooldownDuration: cooldown, cacheMaxAge: keysAge, [customFetch]: read };
    return createRemoteJWKSet(new URL(jwks_uri), options);
  }
}

/** OpenID Connect Discovery 1.0, section 4. */
function metadataAddress({ issuer }: IssuerAddress): URL {
  return new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
}
