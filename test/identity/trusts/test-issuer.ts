import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { Listener } from '../../../src/http/listen.ts';
import { serveInMemory } from '../../support/memory-http.ts';

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

/** What a test changes about an identity token. */
export interface TokenOptions {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly audience?: string;
  /** Seconds from now. */
  readonly made?: number;
  readonly ends?: number;
  readonly notBefore?: number;
  /** The key's id in the header. */
  readonly kid?: string;
  /** Signs with a key that is not published. */
  readonly foreign?: boolean;
}

/** An OIDC issuer as GitHub's, on this machine. */
export class TestIssuer {
  /** How often each path was asked for. */
  readonly asked = new Map<string, number>();
  /** Answers instead of the documents, by path. */
  readonly answers = new Map<string, { readonly status: number; readonly body: string }>();
  readonly #now: () => Date;
  readonly #foreign: KeyPair;
  /** The key that is published, by its id. */
  #key: readonly [kid: string, pair: KeyPair];
  #listener: Listener | null = null;

  private constructor(now: () => Date, keys: KeyPair, foreign: KeyPair) {
    this.#now = now;
    this.#key = ['first', keys];
    this.#foreign = foreign;
  }

  static async start(now: () => Date, serve = serveInMemory): Promise<TestIssuer> {
    const issuer = new TestIssuer(now, await publishedKey(), await foreignKey());
    issuer.#listener = await serve(issuer.#answer);
    return issuer;
  }

  get address(): string {
    return this.#listener?.url ?? '';
  }

  async close(): Promise<void> {
    await this.#listener?.stop(0);
  }

  readonly #answer: RequestListener = async ({ url = '' }, answer) => {
    this.asked.set(url, (this.asked.get(url) ?? 0) + 1);
    const { status, body } = this.answers.get(url) ?? (await this.#document(url));
    answer.writeHead(status, { 'content-type': 'application/json' }).end(body);
  };

  /** Publishes another key instead of the one before. */
  async changeKey(kid: string): Promise<void> {
    this.#key = [kid, await newKey()];
  }

  /** An identity token of a job. */
  async token(options: TokenOptions = {}): Promise<string> {
    const { made = 0, ends = 300, notBefore, foreign = false } = options;
    const [kid, published] = this.#key;
    const now = Math.floor(this.#now().getTime() / 1000);
    const claims: JWTPayload = {
      iss: this.address,
      sub: 'repo:octo/web:ref:refs/heads/main',
      aud: options.audience ?? 'https://fulmar.example.org',
      iat: now + made,
      exp: now + ends,
      ...(notBefore !== undefined && { nbf: now + notBefore }),
      jti: randomUUID(),
      repository: 'octo/web',
      ref: 'refs/heads/main',
      ...options.claims,
    };
    const { privateKey } = foreign ? this.#foreign : published;
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: options.kid ?? kid })
      .sign(privateKey);
  }

  async #document(path: string) {
    if (path === '/.well-known/openid-configuration') {
      return json({ issuer: this.address, jwks_uri: `${this.address}/keys` });
    }
    if (path !== '/keys') return { status: 404, body: '' };
    const [kid, { publicKey }] = this.#key;
    return json({ keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' }] });
  }
}

/** Made once a process, since keys take longer than all else of a test. */
function onceMade(make: () => Promise<KeyPair>): () => Promise<KeyPair> {
  let made: Promise<KeyPair> | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

const newKey = () => generateKeyPair('RS256', { extractable: true });
const publishedKey = onceMade(newKey);
const foreignKey = onceMade(newKey);
const json = (value: unknown) => ({ status: 200, body: JSON.stringify(value) });
