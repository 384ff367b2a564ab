import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { ErrorCode } from '../base/errors.ts';
import type { Caller } from './caller.ts';
import type { FormBody } from './content/form-body.ts';
import type { BodySize } from './content/json-limits.ts';
import type { Quota } from './quota.ts';

/** What a route takes as its body: JSON by schema, or octets that the handler reads by itself. */
export type BodyDeclaration<B extends z.ZodType> =
  | {
      readonly kind: 'json';
      readonly schema: B;
      readonly optional?: boolean;
      /** Where the longest that is asked for is not `small`. */
      readonly size?: BodySize;
      /** How it is taken as a form, too. */
      readonly form?: FormBody<B>;
    }
  | {
      readonly kind: 'multipart';
      readonly parts: Readonly<Record<string, z.ZodType>>;
      /** What is taken as JSON instead; then the handler reads no parts. */
      readonly json?: B;
    }
  | { readonly kind: 'octets'; readonly description: string }
  /** Small content of any type, which the handler parses: it gets the octets as its `body`; null: none. */
  | { readonly kind: 'small'; readonly description: string; readonly size?: BodySize };

/** What a handler answers. `stream` and `events` are sent as they are; `body` goes through the declared schema. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly stream?: Readable;
  /** Text that comes now and then, until the client leaves. */
  readonly events?: AsyncIterable<string>;
  readonly headers?: Readonly<Record<string, string>>;
  /** `Set-Cookie`, one for each. */
  readonly cookies?: readonly string[];
}

/** What only the handler knows of what the audit records. */
export interface AuditNote {
  /** What it is about, as `hosts/one/volumes/data`, where the path does not say so. */
  readonly object?: string;
  /** Whose account it is about, where nobody is signed in yet. */
  readonly account?: { readonly id: string; readonly name: string };
  /** Whether what was asked for is in a record that was on the disk before it was begun. */
  readonly recorded?: boolean;
}

/** What a handler gets: everything parsed. `C` is who calls, as the route's access let them in. */
export interface RouteRequest<P, Q, B, C> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly actor: C;
  /** What is left of the token's limit; null where no token was shown. */
  readonly quota: Quota | null;
  /** The client's address, proxies taken into account. */
  readonly address: string;
  readonly requestId: string;
  /** Whether the client came by HTTPS, so that cookies can be marked `Secure`. */
  readonly secure: boolean;
  /**
   * Aborted when the client is gone before the answer is finished; that of a stream when it is over however
   * it ended, and, with the problem as its reason, when the credential is not what it was.
   */
  readonly signal: AbortSignal;
  /**
   * Who calls as of now, and still may: for what was asked for a while ago, since its body took its
   * time. Throws the 401 and 403 problems that a new request would get.
   */
  confirm(): Promise<C>;
  /**
   * Waits for the account's turn at the event loop: for work that takes processor time, after a wait that
   * may have ended for many requests at once.
   */
  turn(): Promise<void>;
  /**
   * The server's address, as `https://fulmar.example.org`, with its path where it has one; nothing that the
   * request says.
   */
  serverAddress(): string;
  /** A header of the request, by its lower-case name. */
  header(name: string): string | null;
  /**
   * The body as it arrives, for handlers that read it themselves. Asks for it first where the
   * client waits for `100 Continue`, so that what can be refused is refused before. Fails within seconds, with
   * the 401 or 403 problem, once whoever sends it may not any more.
   */
  content(): Readable;
  /** Adds to what the audit records of the request. */
  note(note: AuditNote): void;
}

/** What serves a route: its validation, its documentation and what it does are this one declaration. */
export interface HandlerDeclaration<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  C extends Caller | null,
> {
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: BodyDeclaration<B>;
  /** Status to schema; null where the answer has no body, a string is the media type of a stream. */
  readonly answers: Readonly<Record<number, z.ZodType | string | null>>;
  /** Codes of the problems that callers should expect, for the documentation. */
  readonly problems?: readonly ErrorCode[];
  /** Whether an answer shows a secret, which an `Idempotency-Key` must not keep. */
  readonly showsSecret?: boolean;
  /** Whether it lets people in, and so is refused (421) at a name that is not known to be ours. */
  readonly knownHostOnly?: boolean;
  /** Whether the audit records it though it changes nothing: it hands out what may be confidential. */
  readonly audited?: boolean;
  /** What the audit calls it; its `operationId` where this is left out. */
  readonly action?: string;
  handle(request: RouteRequest<z.output<P>, z.output<Q>, z.output<B>, C>): Promise<Answer>;
  /** Answers `HEAD`, where what `handle` does is only worth it for the content. */
  head?(request: RouteRequest<z.output<P>, z.output<Q>, z.output<B>, C>): Promise<Answer>;
}

/** A handler for callers `C`, whose schemas are no longer of interest. */
export interface Handler<in C extends Caller | null>
  extends HandlerDeclaration<z.ZodType, z.ZodType, z.ZodType, C> {}
