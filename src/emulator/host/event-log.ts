import type { LogEvent } from '../../albatross/log.ts';
import type { Name } from '../../albatross/names.ts';
import { Feed } from './feed.ts';
import { isAtOrBelow, NameMap } from './name-map.ts';

/** An event under the whole name of its unikernel. */
export interface NamedEvent {
  readonly name: Name;
  readonly event: LogEvent;
}

/** OCaml's numbers of SIGTERM, which ends what is destroyed, and of SIGKILL. */
const terminated = -11;
const killed = -7;

/** The end of a unikernel that was asked to end; of one whose tender has `caught` that; and of one that was killed. */
export const asAsked: LogEvent = { type: 'stopped', end: { by: 'signal', code: terminated } };
export const caught: LogEvent = { type: 'stopped', end: { by: 'exit', code: 1 } };
export const asKilled: LogEvent = { type: 'stopped', end: { by: 'signal', code: killed } };

/** Tells what is started and stopped, and keeps nothing of it (docs/albatross-protocol.md, section 8.2). */
export class EventLog {
  /** One a path: a second one takes the first one's place. */
  readonly #subscribers = new NameMap<Feed<NamedEvent>>();

  /** Ends when another subscriber takes the place, and throws on `signal`. */
  subscribe(name: Name, signal: AbortSignal): AsyncIterable<NamedEvent> {
    this.#subscribers.get(name)?.end();
    const subscriber = new Feed<NamedEvent>(signal, () => {
      if (this.#subscribers.get(name) === subscriber) this.#subscribers.delete(name);
    });
    this.#subscribers.set(name, subscriber);
    return subscriber;
  }

  tell(name: Name, event: LogEvent): void {
    for (const { name: watched, value } of this.#subscribers.entries()) {
      if (isAtOrBelow(name.path, watched.path)) value.push({ name, event });
    }
  }
}
