import type { z } from 'zod';
import { Problem } from '../base/errors.ts';
import { asJson } from '../outgoing/as-json.ts';
import type { OutgoingAnswer } from '../outgoing/send.ts';

/** What a service answered, as a schema has it. Throws `service-unreachable`. */
export function parseAnswer<T>(service: string, answer: OutgoingAnswer, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(asJson(answer.body));
  if (parsed.success) return parsed.data;
  throw unexpected(service, answer);
}

/** The problem of an answer that is none of those a service gives to a check. */
export function unexpected(service: string, { status }: OutgoingAnswer): Problem {
  return new Problem('service-unreachable', `${service} gave an unexpected answer (${status}).`, {
    facts: { serviceStatus: status },
  });
}
