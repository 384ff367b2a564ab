import type { z } from 'zod';

/** From the least to the most: what is told, what wants a look, what does not work. */
export const severities = ['info', 'warning', 'error'] as const;

export type Severity = (typeof severities)[number];

/** What an event is about. */
export interface EventObject {
  /** Its address below `/api/v1`, as `hosts/one/unikernels/web`. */
  readonly object: string;
  readonly host: string | null;
  /** A unikernel's or a volume's, which tokens can be limited to. */
  readonly name: string | null;
}

/** What happened, before it is known whose it is and when it was. */
export interface EventContent extends EventObject {
  readonly type: string;
  readonly severity: Severity;
  readonly facts: Readonly<Record<string, unknown>>;
  /** The facts in one sentence. */
  readonly summary: string;
  /** Whether one that says the same again within ten minutes counts as this one. */
  readonly folds: boolean;
}

interface Declaration<T extends string, F extends z.ZodObject> {
  /** Stable: programs tell events apart by it. */
  readonly type: T;
  readonly severity: Severity;
  /** For the manual: when it happens. */
  readonly about: string;
  /** No argument of a unikernel and no line of a console is ever one. */
  readonly facts: F;
  readonly object: (facts: z.output<F>) => EventObject;
  readonly summary: (facts: z.output<F>) => string;
  readonly folds?: boolean;
}

/** A type of events, which makes them from their facts. */
export interface EventType<T extends string, F extends z.ZodObject> extends Declaration<T, F> {
  of(facts: z.input<F>): EventContent;
}

/** Declares a type of events. */
export function defineEvent<const T extends string, F extends z.ZodObject>(
  declaration: Declaration<T, F>,
): EventType<T, F> {
  const { type, severity, object, summary, folds = false } = declaration;
  return {
    ...declaration,
    of(given) {
      const facts = declaration.facts.parse(given);
      return { type, severity, facts, ...object(facts), summary: summary(facts), folds };
    },
  };
}
