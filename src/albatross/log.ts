import type { Label } from './names.ts';

/**
 * How a subscription to the log is written, of which 2.8 knows one: it is not known which
 * (docs/albatross-protocol.md, section 8.2).
 */
export const logForms = ['plain', 'choice'] as const;

export type LogForm = (typeof logForms)[number];

/** How a unikernel ended: signals by OCaml's numbers, negative for those that it has names for. */
export interface LoggedEnd {
  readonly by: 'exit' | 'signal' | 'stop';
  readonly code: number;
}

/** What the log tells of a unikernel: that it was started, or has stopped. */
export type LogEvent =
  | { readonly type: 'started' }
  | { readonly type: 'stopped'; readonly end: LoggedEnd };

/** An event of a domain's log. */
export interface DomainLogEvent {
  readonly name: Label;
  readonly event: LogEvent;
}
