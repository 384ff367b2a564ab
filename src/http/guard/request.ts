import type { Readable } from 'node:stream';
import type { MinRate } from '../../base/pace.ts';
import type { Caller } from '../caller.ts';
import { RequestContent } from '../content/request-content.ts';
import { type HttpContext, headerOf } from '../context.ts';
import type { AuditNote, RouteRequest } from '../handler.ts';
import type { LoopTurns } from '../loop-turns.ts';
import type { AddressOf } from '../public-origin.ts';
import type { Quota } from '../quota.ts';
import { turnKey } from '../take-turns.ts';

/** Who has been let in, and what the schemas made of their request. */
export interface Input {
  readonly actor: Caller | null;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly confirm: () => Promise<Caller | null>;
  /** Has a content that comes for long end with the credential that it is sent by. */
  readonly follow: (content: Readable) => void;
}

/** How the server is seen from outside. */
export interface Outside {
  readonly publicAddress: AddressOf;
  /** How fast bodies have to come. */
  readonly minRate: MinRate;
  /** Shares out the event loop's time; without it nobody waits. */
  readonly turns?: LoopTurns | undefined;
}

/** Says when what is done for a request is to end. */
export type WatchRequest = (context: HttpContext) => AbortSignal;

/** A request as handlers see it. What costs something is made when it is asked for. */
export class GuardedRequest implements RouteRequest<unknown, unknown, unknown, Caller | null> {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly actor: Caller | null;
  readonly confirm: () => Promise<Caller | null>;
  readonly quota: Quota | null;
  readonly address: string;
  readonly secure: boolean;
  readonly requestId: string;
  readonly #context: HttpContext;
  readonly #outside: Outside;
  readonly #watch: WatchRequest;
  readonly #follow: Input['follow'];
  #content: Readable | null = null;
  #signal: AbortSignal | null = null;

  constructor(context: HttpContext, input: Input, outside: Outside, watch: WatchRequest) {
    const { quota, address, secure, requestId } = context.state;
    this.actor = input.actor;
    this.params = input.params;
    this.query = input.query;
    this.body = input.body;
    this.confirm = input.confirm;
    this.quota = quota;
    this.address = address;
    this.secure = secure;
    this.requestId = requestId;
    this.#context = context;
    this.#outside = outside;
    this.#watch = watch;
    this.#follow = input.follow;
  }

  get signal(): AbortSignal {
    this.#signal ??= this.#watch(this.#context);
    return this.#signal;
  }

  // Members of the object, so that handlers may take the request apart.
  readonly header = (name: string): string | null => headerOf(this.#context, name);

  readonly turn = async (): Promise<void> => {
    await this.#outside.turns?.take(turnKey(this.#context));
  };

  readonly serverAddress = (): string => this.#outside.publicAddress(this.#context);

  readonly note = (note: AuditNote): void => {
    const { state } = this.#context;
    state.note = { ...state.note, ...note };
  };

  readonly content = (): Readable => {
    this.#content ??= this.#receive();
    return this.#content;
  };

  #receive(): Readable {
    const { req, res } = this.#context;
    const content = new RequestContent(req, res, this.#outside.minRate);
    this.#follow(content);
    return content;
  }
}
