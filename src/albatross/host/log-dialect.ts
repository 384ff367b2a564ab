import { SilentCloseError } from '../errors.ts';
import { type DomainLogEvent, type LogForm, logForms } from '../log.ts';
import type { Message } from '../messages.ts';
import type { Domain } from '../transport.ts';
import { dataOf } from './replies.ts';

interface LogCommand {
  readonly type: 'log-subscribe';
  readonly form: LogForm;
}

/**
 * Subscribes to the log in the form that the host knows: one of two, which is met with silence where it is the
 * other (docs/albatross-protocol.md, section 8.9).
 */
export class LogDialect {
  #known: LogForm | null = null;

  /** Rejects with `SilentCloseError` where the host knows neither. */
  async subscribe<T>(ask: (command: LogCommand) => Promise<T>): Promise<T> {
    const forms = this.#known ? [this.#known] : logForms;
    const [form, other] = forms;
    try {
      return await this.#ask(form ?? 'plain', ask);
    } catch (error) {
      if (!(error instanceof SilentCloseError) || !other) throw error;
      return await this.#ask(other, ask);
    }
  }

  async #ask<T>(form: LogForm, ask: (command: LogCommand) => Promise<T>): Promise<T> {
    const subscription = await ask({ type: 'log-subscribe', form });
    this.#known = form;
    return subscription;
  }
}

/** An event of a domain; null: it is of another one. Names come whole, or as seen from the domain: it is not known which. */
export function eventOf(message: Message, { label: domain }: Domain): DomainLogEvent | null {
  const data = dataOf(message, 'log');
  const { path, label: name } = message.header.name;
  const isOwn = path.length === 0 || (path.length === 1 && path[0] === domain);
  return data && name && isOwn ? { name, event: data.event } : null;
}
