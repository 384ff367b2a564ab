import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { ErrorCode } from '../base/errors.ts';
import type { Actor } from '../identity/access/actor.ts';
import type { Scope } from '../identity/access/scopes.ts';
import type { Quota } from '../limits/token-limits.ts';

/**
 * Who may call a route: anybody, a signed-in person, the bearer of any valid credential, or a
 * credential with a scope (a session has every scope; `admin` also needs an administrator).
 * `session-or-admin` is for any signed-in person, and for tokens with the scope `admin`;
 * `admin-session` for administrators who are signed in, and for no token.
 */
export type Access =
  | 'anybody'
  | 'session'
  | 'credential'
  | 'session-or-admin'
  | 'admin-session'
  | Scope;

/** What a route takes as its body: JSON by schema, or octets that the handler reads by itself. */
export type BodyDeclaration<B extends z.ZodType> =
  | { readonly kind: 'json'; readonly schema: B; readonly optional?: boolean }
  | { readonly kind: 'multipart'; readonly parts: Readonly<Record<string, z.ZodType>> }
  | { readonly kind: 'octets'; readonly description: string };

/** What a handler answers. `stream` is sent as it is; `body` goes through the declared schema. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly stream?: Readable;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What only the handler knows of what the audit records. */
export interface AuditNote {
  /** What it is about, as `hosts/one/volumes/data`, where the path does not say so. */
  readonly object?: string;
  /** Whose account it is about, where nobody is signed in yet. */
  readonly account?: { readonly id: string; readonly name: string };
}

/** What a handler gets: everything parsed. `A` is null where anybody may call. */
export interface RouteRequest<P, Q, B, A> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly actor: A;
  /** What is left of the token's limit; null where no token was shown. */
  readonly quota: Quota | null;
  /** The client's address, proxies taken into account. */
  readonly address: string;
  readonly requestId: string;
  /** Whether the client came by HTTPS, so that cookies can be marked `Secure`. */
  readonly secure: boolean;
  /**
   * Aborted when the client is gone before the answer is finished; that of a stream of events also
   * when the credential is not what it was, with the problem as its reason.
   */
  readonly signal: AbortSignal;
  /** The server's address as the client knows it, as `https://fulmar.example.org`. */
  origin(): string;
  /** A header of the request, by its lower-case name. */
  header(name: string): string | null;
  /**
   * The body as it arrives, for handlers that read it themselves. Asks for it first where the
   * client waits for `100 Continue`, so that what can be refused is refused before.
   */
  content(): Readable;
  /** Adds to what the audit records of the request. */
  note(note: AuditNote): void;
}

/** One route: its validation, its documentation and its handler are this one declaration. */
export interface RouteDeclaration<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends Access,
> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below `/api/v1`, in the router's notation: `/hosts/:host`. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: A;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: BodyDeclaration<B>;
  /** Status to schema; null where the answer has no body, a string is the media type of a stream. */
  readonly answers: Readonly<Record<number, z.ZodType | string | null>>;
  /** Codes of the problems that callers should expect, for the documentation. */
  readonly problems?: readonly ErrorCode[];
  /** Whether an answer shows a secret, which an `Idempotency-Key` must not keep. */
  readonly showsSecret?: boolean;
  /** What the audit calls it; its `operationId` where this is left out. */
  readonly action?: string;
  handle(
    request: RouteRequest<
      z.output<P>,
      z.output<Q>,
      z.output<B>,
      A extends 'anybody' ? Actor | null : Actor
    >,
  ): Promise<Answer>;
}

/** A route whose own types are no longer of interest. */
export type Route = RouteDeclaration<z.ZodType, z.ZodType, z.ZodType, Access>;

/** A declaration as a `Route`, its handler typed by the schemas beside it. */
export function defineRoute<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends Access,
>(declaration: RouteDeclaration<P, Q, B, A>): Route {
  return declaration;
}
