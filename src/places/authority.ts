import type { Label } from '../albatross/names.ts';
import { type Actor, authorize, mayAct } from '../identity/access/actor.ts';
import type { Scope } from '../identity/access/scopes.ts';

/**
 * What an actor may do on one host. The names in a request's path are looked at with its route;
 * those that come in its body, or are found on the host, are looked at here.
 */
export class Authority {
  readonly #actor: Actor;
  readonly #host: Label;

  constructor(actor: Actor, host: Label) {
    this.#actor = actor;
    this.#host = host;
  }

  /** Whether it may do what needs `scope` there: to what has this name, or to anything at all. */
  allows(scope: Scope, name?: Label): boolean {
    return mayAct(this.#actor, scope, this.#object(name));
  }

  /** Throws the 403 that names the missing scope, host or name. */
  expect(scope: Scope, name?: Label): void {
    authorize(this.#actor, scope, this.#object(name));
  }

  #object(name: Label | undefined) {
    return { host: this.#host, ...(name && { name }) };
  }
}
